"""The administrator's pages: accounts, dated roles, cover and closing, each written to the trail; and no child anywhere."""

import datetime as dt

import pytest
from tests.rooms.web.small_county import PASSWORD, number

TODAY = dt.datetime.now(dt.UTC).date()


def account(username):
    from sherwood.office import directory

    return directory.account_named(username)


def page_of(username):
    return f"/people/{account(username).id}"


@pytest.fixture
def adam(signed_in):
    return signed_in("adam")


def roles(username, on=TODAY):
    return [(held.role, held.team_id) for held in account(username).roles_on(on)]


def test_the_list_names_every_account_with_its_roles_of_today(adam):
    page = adam.get("/people").content.decode()
    for name, role in (("Wendy Alder", "Social worker"), ("Nora Norole", "none today")):
        assert name in page
        assert role in page


def test_an_account_is_added_with_one_role_and_can_sign_in(adam, browser):
    from sherwood.office import audit

    sent = {"username": "zoe", "name": "Zoe", "role": "team_manager", "team": "TB", "password": PASSWORD}
    answer = adam.post("/people/add", sent)
    assert answer.headers["Location"] == page_of("zoe")
    assert roles("zoe") == [("team_manager", "TB")]
    assert browser().post("/sign-in", {"username": "zoe", "password": PASSWORD}).status_code == 302
    (entry,) = audit.latest(action="account added")
    assert entry.account_id == account("adam").id
    assert PASSWORD not in str(entry)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "nobody"},
        {"team": ""},
        {"team": "T9"},
        {"password": "password"},
        {"password": ""},
        {"username": "mary"},
    ],
)
def test_an_account_that_cannot_be_is_not_made(adam, wrong):
    sent = {"username": "zoe", "name": "Zoe", "role": "team_manager", "team": "TB", "password": PASSWORD} | wrong
    answer = adam.post("/people/add", sent, follow=True)
    assert "There is a problem" in answer.content.decode()
    assert account("zoe") is None


def test_a_role_is_given_between_two_days(adam):
    first, last = TODAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=9)
    sent = {"role": "team_manager", "team": "TB", "from_date": first.isoformat(), "to_date": last.isoformat()}
    adam.post(f"{page_of('mary')}/give", sent)
    assert roles("mary") == [("team_manager", "TA")]
    assert ("team_manager", "TB") in roles("mary", first)
    assert ("team_manager", "TB") in roles("mary", last)
    assert ("team_manager", "TB") not in roles("mary", last + dt.timedelta(days=1))


def test_a_role_ended_yesterday_opens_nothing_at_the_next_click(adam, signed_in):
    mary = signed_in("mary")
    assert mary.get("/reports").status_code == 200
    assert (
        '<option value="team_manager">Team manager</option>'
        in adam.get(page_of("mary")).content.decode().split("End a role")[1]
    )
    yesterday = (TODAY - dt.timedelta(days=1)).isoformat()
    adam.post(f"{page_of('mary')}/end", {"act_role": "team_manager", "to_date": yesterday})
    assert mary.get("/reports").status_code == 403


def test_whoever_covers_a_worker_sees_that_caseload_on_those_days_and_the_trail_says_who_looked(adam, signed_in):
    adam.post(
        f"{page_of('nora')}/cover", {"username": "wendy", "from_date": TODAY.isoformat(), "to_date": TODAY.isoformat()}
    )
    nora = signed_in("nora")
    assert number(0) in nora.post("/find", {"number": number(0)}).content.decode().split("Found", 1)[1]
    assert "No child whom you may open" in nora.post("/find", {"number": number(9)}).content.decode()
    assert "colleagues you cover" in nora.get("/").content.decode()


def test_cover_ends_with_its_last_day(adam, signed_in):
    from sherwood.office import models

    adam.post(
        f"{page_of('nora')}/cover", {"username": "wendy", "from_date": TODAY.isoformat(), "to_date": TODAY.isoformat()}
    )
    models.RoleHeld.objects.exclude(covers="").update(to_date=TODAY - dt.timedelta(days=1))
    assert signed_in("nora").post("/find", {"number": number(0)}).status_code == 403


@pytest.mark.parametrize("colleague", ["adam", "nora", "mary"])
def test_administrators_people_without_a_role_and_oneself_are_covered_by_nobody(adam, colleague):
    sent = {"username": colleague, "from_date": TODAY.isoformat(), "to_date": TODAY.isoformat()}
    answer = adam.post(f"{page_of('mary')}/cover", sent, follow=True)
    assert "could cover" in answer.content.decode()
    assert roles("mary") == [("team_manager", "TA")]


def test_cover_without_an_end_is_not_arranged(adam):
    answer = adam.post(f"{page_of('nora')}/cover", {"username": "wendy", "from_date": TODAY.isoformat()}, follow=True)
    assert "Cover ends" in answer.content.decode()
    assert roles("nora") == []


def test_an_address_is_given_changed_and_taken_away_and_the_trail_says_by_whom(adam):
    from sherwood.office import audit

    for address in ("mary@small.example", "mary.new@small.example", ""):
        adam.post(f"{page_of('mary')}/address", {"email": address})
        assert account("mary").email == address
        assert f'name="email" type="email" value="{address}"' in adam.get(page_of("mary")).content.decode()
    entries = audit.latest(action="address changed")
    assert [each.account_id for each in entries] == [account("adam").id] * 3
    assert "small.example" not in str(entries)


def test_what_is_no_address_is_refused_and_the_old_one_kept(adam):
    adam.post(f"{page_of('mary')}/address", {"email": "mary@small.example"})
    answer = adam.post(f"{page_of('mary')}/address", {"email": "mary at small"}, follow=True)
    assert "is no e-mail address" in answer.content.decode()
    assert account("mary").email == "mary@small.example"


def test_a_closed_account_is_out_at_once_and_cannot_come_back(adam, signed_in, browser):
    mary = signed_in("mary")
    adam.post(f"{page_of('mary')}/close")
    assert mary.get("/").headers["Location"].startswith("/sign-in")
    assert browser().post("/sign-in", {"username": "mary", "password": PASSWORD}).status_code == 200
    assert "closed" in adam.get(page_of("mary")).content.decode()


def test_a_second_step_taken_away_ends_the_sessions(adam, signed_in):
    mary = signed_in("mary")
    adam.post(f"{page_of('mary')}/reset")
    assert mary.get("/").headers["Location"].startswith("/sign-in")


def test_the_administrator_sees_which_tokens_there_are_and_ends_them_but_never_reads_one(adam):
    from sherwood.office import access_tokens, audit

    mary = account("mary").id
    token = access_tokens.make(mary, "monthly workbook", TODAY + dt.timedelta(days=9))
    page = adam.get(page_of("mary")).content.decode()
    assert "monthly workbook" in page
    assert token not in page
    adam.post(f"{page_of('mary')}/tokens")
    assert access_tokens.account_of(token) is None
    assert "monthly workbook" not in adam.get(page_of("mary")).content.decode()
    assert audit.latest(action="tokens taken back")[0].detail == {"account": "mary"}


def test_an_act_that_is_none_and_an_account_that_is_none_are_no_pages(adam):
    assert adam.post(f"{page_of('mary')}/promote").status_code == 404
    assert adam.get("/people/00000000-0000-4000-8000-000000000000").status_code == 404


@pytest.mark.parametrize("username", ["dan", "ana", "audrey", "mary"])
def test_nobody_else_changes_who_may_what(signed_in, username):
    client = signed_in(username)
    assert client.get("/people").status_code == 403
    assert client.post(f"{page_of('nora')}/give", {"role": "director"}).status_code == 403
    assert client.post(f"{page_of('nora')}/address", {"email": "dan@small.example"}).status_code == 403
    assert account("nora").email == ""
    assert roles("nora") == []
