import time

import pytest
from tests.rooms.web.small_county import PASSWORD


def sign_in(client, username="mary", password=PASSWORD, **more):
    return client.post("/sign-in", {"username": username, "password": password, **more})


def started_ago(client, **seconds):
    """Move the moments a session remembers into the past."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = time.time() - ago
    session.save()


def test_a_page_sends_nobody_to_the_sign_in_page_and_back_again(browser):
    client = browser()
    first = client.get("/reports?q=reviews")
    assert first.status_code == 302
    assert first["Location"] == "/sign-in?next=/reports%3Fq%3Dreviews"
    form = client.get(first["Location"])
    assert b'name="next" value="/reports?q=reviews"' in form.content
    assert sign_in(client, next="/reports?q=reviews")["Location"] == "/reports?q=reviews"


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"])
def test_signing_in_never_leads_to_another_site(browser, away):
    assert sign_in(browser(), next=away)["Location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("mary", "guess-7f"), ("nobody", PASSWORD), ("mary", PASSWORD.upper())])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(browser, name, password):
    answer = sign_in(browser(), name, password)
    assert answer.status_code == 200
    assert "The user name or the password is wrong." in answer.content.decode()
    assert password not in answer.content.decode()


def test_an_empty_form_says_what_to_enter(browser):
    text = sign_in(browser(), "", "").content.decode()
    assert "Enter your user name" in text
    assert "Enter your password" in text


def test_names_are_read_without_regard_to_capitals(browser):
    assert sign_in(browser(), "MARY").status_code == 302


def test_signing_in_gives_a_new_session(browser):
    client = browser()
    session = client.session
    session["left by somebody"] = True
    session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_signing_out_ends_the_session_and_clears_what_the_browser_kept(signed_in):
    from sherwood.office.models import SignedInSession

    client = signed_in("mary")
    answer = client.post("/sign-out")
    assert answer["Location"] == "/sign-in"
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/").status_code == 302
    assert not SignedInSession.objects.exclude(account_id="").exists()


def test_signing_out_by_a_link_is_refused(signed_in):
    client = signed_in("mary")
    assert client.get("/sign-out").status_code == 405
    assert client.get("/").status_code == 200


def test_a_form_without_its_token_is_refused(browser):
    assert sign_in(browser(enforce_csrf_checks=True)).status_code == 403


def test_the_fifth_wrong_password_closes_the_name_for_a_while(browser):
    client = browser()
    answers = [sign_in(client, "mary", "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    right = sign_in(client)
    assert right.status_code == 429
    assert "Too many tries" in right.content.decode()


@pytest.mark.parametrize("spelled", ["MARY", "mArY", " mary "])
def test_other_capitals_of_a_closed_name_are_closed_too(browser, spelled):
    client = browser()
    answers = [sign_in(client, name, "wrong").status_code for name in ("mary", "Mary", spelled, "maRy", "MARy")]
    assert answers == [200, 200, 200, 200, 429]
    assert sign_in(client, spelled).status_code == 429


@pytest.mark.parametrize("forged", ["9.9.9.9", "9.9.9.9, 8.8.8.8", "127.0.0.1"])
def test_an_address_that_the_browser_makes_up_opens_no_closed_name(browser, forged):
    client = browser()
    for _ in range(5):
        sign_in(client, "mary", "wrong")
    answer = client.post("/sign-in", {"username": "mary", "password": PASSWORD}, headers={"X-Forwarded-For": forged})
    assert answer.status_code == 429


def test_a_closed_name_leaves_others_behind_the_same_address_alone(browser):
    client = browser()
    for _ in range(5):
        sign_in(client, "mary", "wrong")
    assert sign_in(client, "dan").status_code == 302


def test_wrong_passwords_before_a_right_one_are_forgotten(browser):
    client = browser()
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, "mary", "wrong").status_code == 200
        assert sign_in(client).status_code == 302
        client.post("/sign-out")


def test_sign_ins_good_and_bad_and_sign_outs_are_recorded(browser):
    from sherwood.office import audit, directory

    client = browser()
    sign_in(client, "mary", "wrong")
    sign_in(client, "mary's password typed as a name", "wrong")
    sign_in(client)
    client.post("/sign-out")
    mary = directory.account_named("mary").id
    found = [(each.action, each.account_id) for each in audit.latest()]
    assert found == [("signed out", mary), ("signed in", mary), ("sign-in refused", ""), ("sign-in refused", mary)]
    assert "password typed" not in str(audit.latest())


def test_half_an_hour_without_a_click_ends_the_session(signed_in):
    client = signed_in("mary")
    started_ago(client, seen=29 * 60)
    assert client.get("/account").status_code == 200
    started_ago(client, seen=31 * 60)
    answer = client.get("/account", follow=True)
    assert answer.redirect_chain == [("/sign-in?next=/account", 302)]
    assert "your time was up" in answer.content.decode()


def test_a_click_begins_the_half_hour_again(signed_in):
    client = signed_in("mary")
    started_ago(client, seen=29 * 60)
    client.get("/account")
    assert time.time() - client.session["seen"] < 60


def test_ten_hours_end_the_session_however_busy(signed_in):
    client = signed_in("mary")
    started_ago(client, started=10 * 3600 - 60)
    assert client.get("/account").status_code == 200
    started_ago(client, started=10 * 3600 + 60)
    assert client.get("/account").status_code == 302


def test_a_session_that_does_not_say_when_it_began_is_over(browser):
    from sherwood.office.models import Account

    client = browser()
    client.force_login(Account.objects.get(username="mary"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/account").status_code == 302


def test_a_disabled_account_is_out_at_the_next_request_and_cannot_come_back(signed_in, browser):
    from sherwood.office import directory

    client = signed_in("mary")
    directory.disable(directory.account_named("mary").id)
    assert client.get("/account").status_code == 302
    assert "is wrong" in sign_in(browser()).content.decode()


def test_a_new_password_ends_the_sessions_of_the_old_one(signed_in):
    from sherwood.office import directory

    client = signed_in("mary")
    directory.set_password(directory.account_named("mary").id, "another good one")
    assert client.get("/account").status_code == 302


def test_a_person_sees_and_ends_their_other_sessions(signed_in):
    here, elsewhere, somebody = signed_in("mary"), signed_in("mary"), signed_in("dan")
    page = here.get("/account").content.decode()
    assert page.count("This browser") == 1
    assert page.count("Another browser") == 1
    answer = here.post("/account/sign-out-elsewhere", follow=True)
    assert "1 other session ended" in answer.content.decode()
    assert [each.get("/account").status_code for each in (here, elsewhere, somebody)] == [200, 302, 200]


@pytest.mark.parametrize(
    "onward", ["*", "sign_in", "<script>", "T1%00", "https://elsewhere.example/", "//elsewhere.example"]
)
def test_a_word_that_is_no_page_of_this_site_leads_to_the_first_page(browser, signed_in, onward):
    assert signed_in("mary").get("/sign-in", {"next": onward}).headers["Location"] == "/"
    sent = {"username": "mary", "password": PASSWORD, "next": onward}
    assert browser().post("/sign-in", sent).headers["Location"] == "/"
