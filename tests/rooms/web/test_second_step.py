"""Signing in with a second step: nobody is in before a right code, and a council may require one of everybody."""

import pyotp
import pytest
from tests.rooms.web.small_county import PASSWORD


@pytest.fixture
def factors(home):
    from sherwood.office import second_factors

    return second_factors


def key_of(username):
    from sherwood.office import directory

    return directory.account_named(username).id


def required(home):
    with (home.council / "council.toml").open("a", encoding="utf-8") as settings:
        settings.write('second_factor = "required"\n')


def door(browser, username="mary", password=PASSWORD):
    client = browser()
    return client, client.post("/sign-in", {"username": username, "password": password})


def enrolled(factors, username):
    """The secret of a device, with a code of half a minute ago taken already."""
    secret = factors.begin(key_of(username), username).secret
    codes = factors.confirm(key_of(username), pyotp.TOTP(secret).now())
    factors.models.SecondFactor.objects.update(last_step=0)
    return secret, codes


def test_a_right_password_alone_lets_nobody_in_who_has_a_second_step(browser, factors):
    enrolled(factors, "mary")
    client, answer = door(browser)
    assert answer.headers["Location"] == "/sign-in/code"
    assert client.get("/").headers["Location"].startswith("/sign-in?")
    assert "_auth_user_id" not in client.session


def test_a_right_code_lets_in_and_goes_on_to_the_page_that_was_asked_for(browser, factors):
    secret, _ = enrolled(factors, "mary")
    client = browser()
    client.post("/sign-in", {"username": "mary", "password": PASSWORD, "next": "/reports"})
    before = client.session.session_key
    answer = client.post("/sign-in/code", {"code": pyotp.TOTP(secret).now()})
    assert answer.headers["Location"] == "/reports"
    assert client.get("/reports").status_code == 200
    assert client.session.session_key != before


def test_a_wrong_code_says_so_and_is_written_to_the_trail(browser, factors):
    from sherwood.office import audit

    enrolled(factors, "mary")
    client, _ = door(browser)
    page = client.post("/sign-in/code", {"code": "000000"})
    assert "The code is wrong" in page.content.decode()
    assert audit.latest(action="second factor refused")[0].account_id == key_of("mary")


def test_five_wrong_codes_lock_the_door_and_a_right_one_does_not_open_it(browser, factors):
    secret, _ = enrolled(factors, "mary")
    client, _ = door(browser)
    statuses = [client.post("/sign-in/code", {"code": "000000"}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert client.post("/sign-in/code", {"code": pyotp.TOTP(secret).now()}).status_code == 429


def test_a_recovery_code_lets_in_once(browser, factors):
    _, codes = enrolled(factors, "mary")
    for wanted in (302, 200):
        client, _ = door(browser)
        assert client.post("/sign-in/code", {"code": codes[0]}).status_code == wanted


def test_the_code_page_is_nothing_to_whoever_gave_no_password(browser):
    assert browser().get("/sign-in/code").headers["Location"] == "/sign-in"
    assert browser().post("/sign-in/code", {"code": "000000"}).headers["Location"] == "/sign-in"


def test_whoever_waits_too_long_gives_the_password_again(browser, factors, monkeypatch):
    from sherwood.web import second_step

    enrolled(factors, "mary")
    client, _ = door(browser)
    monkeypatch.setattr(second_step, "SECONDS", -1)
    assert client.get("/sign-in/code").headers["Location"] == "/sign-in"


def test_where_it_is_required_everybody_sets_one_up_before_they_are_in(browser, home, factors):
    required(home)
    client, answer = door(browser)
    assert answer.headers["Location"] == "/sign-in/code"
    page = client.get("/sign-in/code").content.decode()
    assert "data:image/svg+xml" in page
    assert client.get("/").status_code == 302
    secret = factors.begin(key_of("mary"), "mary").secret
    done = client.post("/sign-in/code", {"code": pyotp.TOTP(secret).now()}).content.decode()
    assert done.count("<li><strong>") == 10
    assert client.get("/").status_code == 200


def test_a_second_step_set_up_from_ones_own_account_is_asked_for_at_the_next_sign_in(signed_in, browser, factors):
    client = signed_in("mary")
    assert client.get("/account/second-factor").status_code == 200
    secret = factors.begin(key_of("mary"), "mary").secret
    assert b"Keep these codes" in client.post("/account/second-factor", {"code": pyotp.TOTP(secret).now()}).content
    assert door(browser)[1].headers["Location"] == "/sign-in/code"
    assert client.get("/account/second-factor").headers["Location"] == "/account"


def test_changing_device_needs_a_code_of_the_present_one(signed_in, factors):
    client = signed_in("mary")
    secret, _ = enrolled(factors, "mary")
    client.post("/account/second-factor/remove", {"code": "000000"})
    assert factors.is_enrolled(key_of("mary"))
    client.post("/account/second-factor/remove", {"code": pyotp.TOTP(secret).now()})
    assert not factors.is_enrolled(key_of("mary"))
