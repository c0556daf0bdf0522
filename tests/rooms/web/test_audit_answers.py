"""What an auditor asks of the trail: whom a user was shown between two times, what was unusual; and the facts of governance."""

import datetime as dt

import pytest
from tests.rooms.web.small_county import ACCOUNTS, AUTHORITY, number

LIST = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31"


def moments():
    now = dt.datetime.now(dt.UTC)
    return now - dt.timedelta(minutes=10), now + dt.timedelta(minutes=10)


def keys(home):
    from sqlglot import exp

    from sherwood.access import Reader

    rows = Reader.current(home, AUTHORITY).select(exp.select("source_id", "record_key").from_("person"))
    return dict(rows.rows)


@pytest.fixture
def by_number(home):
    return keys(home)


def breach(home, username, *times):
    from sherwood.jobs.audit import breach

    return breach(home, username, *(times or moments()))


def test_the_answer_holds_everybody_who_was_listed_opened_or_exported(home, signed_in, by_number):
    mary = signed_in("mary")
    mary.get(LIST)
    mary.get(f"/children/{by_number[number(0)]}")
    answer = breach(home, "mary")
    assert {each["person_key"] for each in answer["people"]} == {
        by_number[number(place)] for place in range(9) if place != 7
    }
    (first,) = [each for each in answer["people"] if each["person_key"] == by_number[number(0)]]
    assert "child opened" in first["acts"]
    assert not first["exported"]


def test_files_taken_are_in_the_answer_with_what_they_held(home, signed_in):
    signed_in("mary").get("/reports/looked_after/cla_my_children/export.csv")
    answer = breach(home, "mary")
    taken = {each["action"] for each in answer["exports"]}
    assert "file taken" in taken
    assert all(each["exported"] for each in answer["people"]) == ("rows exported" in taken)


def test_what_another_saw_or_at_another_time_is_not_in_it(home, signed_in):
    signed_in("bea").get(LIST)
    assert breach(home, "mary")["people"] == []
    early = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    assert breach(home, "bea", early, early + dt.timedelta(days=1))["people"] == []
    assert len(breach(home, "bea")["people"]) == 4


def test_the_page_gives_the_same_answer_by_post_and_names_no_child(home, signed_in):
    signed_in("bea").get(LIST)
    first, last = (f"{each:%Y-%m-%dT%H:%M:%S}" for each in moments())
    page = signed_in("audrey").post("/audit/breach", {"username": "bea", "first": first, "last": last}).content.decode()
    assert "4 people" in page
    assert not any(number(place) in page for place in range(13))


@pytest.mark.parametrize("wrong", [{"first": ""}, {"username": "nobody"}, {"last": "2001-01-01T00:00"}])
def test_a_question_that_cannot_be_asked_is_said_so(signed_in, wrong):
    sent = {"username": "bea", "first": "2026-01-01T00:00", "last": "2026-01-02T00:00"} | wrong
    assert signed_in("audrey").post("/audit/breach", sent).status_code == 422


def unusual(home):
    from sherwood.jobs.audit import unusual

    return {(each.username, each.kind) for each in unusual(home, *moments())}


def test_a_worker_who_reads_beyond_the_team_is_found_and_one_within_it_is_not(home, signed_in, by_number):
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    wendy = directory.account_named("wendy").id
    client = signed_in("wendy")
    client.get(f"/children/{by_number[number(0)]}")
    assert ("wendy", "beyond the team") not in unusual(home)
    directory.give_role(wendy, RoleHeld("reviewing_officer"))
    client.get(f"/children/{by_number[number(10)]}")
    assert ("wendy", "beyond the team") in unusual(home)


def test_whoever_tries_addresses_is_found_at_the_fifth(home, signed_in):
    client = signed_in("wendy")
    for sign in "abcd":
        client.get(f"/children/{sign * 26}")
    assert ("wendy", "refused often") not in unusual(home)
    client.get(f"/children/{'e' * 26}")
    assert ("wendy", "refused often") in unusual(home)


@pytest.mark.parametrize(("hour", "is_night"), [(21, False), (22, True), (5, True), (6, False)])
def test_reading_at_night_is_found(home, hour, is_night):
    from sherwood.jobs.audit import unusual
    from sherwood.office import audit, directory

    at = dt.datetime(2026, 3, 2, hour, 30, tzinfo=dt.UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit.timezone, "now", lambda: at)
        audit.append(audit.AuditRecord("child opened", directory.account_named("dan").id, record_keys=("a" * 26,)))
    found = {each.kind for each in unusual(home, at - dt.timedelta(hours=1), at + dt.timedelta(hours=1))}
    assert ("at night" in found) is is_night


def test_an_opening_is_told_however_many_lists_held_the_child_since(signed_in, by_number):
    from sherwood.office import audit, directory

    key, dan = by_number[number(0)], directory.account_named("dan").id
    signed_in("wendy").get(f"/children/{key}")
    for _ in range(audit.LATEST):
        audit.append(audit.AuditRecord("child list seen", dan, record_keys=(key,)))
    audrey = signed_in("audrey")
    page = audrey.get(f"/audit?record_key={key}").content.decode()
    assert "Child opened" in page
    assert "Showing 1 to 100 of " in page
    assert audrey.get(f"/audit?record_key={key}&page=2").status_code == 200


def test_who_looked_is_told_of_every_record_of_the_child_whichever_is_asked_for(signed_in, monkeypatch):
    from sherwood.jobs import audit as job
    from sherwood.office import audit, directory

    before, now = "b" * 26, "c" * 26
    audit.append(audit.AuditRecord("child opened", directory.account_named("dan").id, record_keys=(before,)))
    audrey = signed_in("audrey")
    assert "Child opened" not in audrey.get(f"/audit?record_key={now}").content.decode()
    monkeypatch.setattr(job, "records_of_person", lambda *_asked: (before, now))
    assert "Child opened" in audrey.get(f"/audit?record_key={now}").content.decode()


@pytest.mark.parametrize(("to", "is_found"), [("adam", True), ("ADAM", True), ("mary", False)])
def test_an_administrator_who_gives_the_own_account_a_role_is_found(home, signed_in, to, is_found):
    from sherwood.jobs import accounts
    from sherwood.office import directory

    accounts.give_role(home, to, "director", by=directory.account_named("adam").id)
    assert (("adam", "rights to oneself") in unusual(home)) is is_found


def test_the_page_of_unusual_access_opens_for_the_auditor(signed_in):
    assert signed_in("audrey").get("/audit/unusual").status_code == 200


def test_governance_tells_feeds_roles_and_purposes_and_the_guardian_attests(signed_in, home):
    from sherwood.office import attestations, directory
    from sherwood.office.people import RoleHeld

    directory.add_account("cora", "four-plain-words-here", "Cora", roles=[RoleHeld("caldicott_guardian")])
    page = signed_in("audrey").get("/governance").content.decode()
    assert "Social worker" in page
    assert "Attest direct care" not in page
    cora = signed_in("cora")
    assert "Attest direct care" in cora.get("/governance").content.decode()
    cora.post("/governance/attest", {"purpose": "direct_care"})
    assert set(attestations.latest()) == {"direct_care"}
    assert cora.post("/governance/attest", {"purpose": "curiosity"}).status_code == 404


def test_a_purpose_that_lapsed_opens_nothing_until_it_is_attested_again(signed_in, by_number):
    from sherwood.office import attestations, directory

    wendy = signed_in("wendy")
    own = f"/children/{by_number[number(0)]}"
    assert wendy.get(own).status_code == 200
    today = dt.datetime.now(dt.UTC).date()
    attestations.attest("direct_care", directory.account_named("dan").id, today - dt.timedelta(days=366))
    assert wendy.get(own).status_code == 404
    attestations.attest("direct_care", directory.account_named("dan").id, today)
    assert wendy.get(own).status_code == 200


@pytest.mark.parametrize("username", [name for name, account in ACCOUNTS.items() if account[2] != "auditor"])
def test_nobody_but_the_auditor_asks_the_trail(signed_in, username):
    client = signed_in(username)
    assert {client.get(f"/audit{each}").status_code for each in ("", "/unusual", "/breach")} == {403}
