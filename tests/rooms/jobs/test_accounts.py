"""Accounts from the command line: what the council does not know is refused before an account is made."""

import datetime as dt

import pytest

from sherwood.definitions.errors import Problem
from sherwood.jobs import accounts
from sherwood.jobs.demo import prepare_demo
from sherwood.jobs.progress import quiet

TEAMS = """
service = [{ id = "S1", name = "Children looked after" }]
team = [{ id = "T1", name = "North", service = "S1" }]
worker = [{ id = "W1", name = "A. Worker", team = "T1" }]
"""
PASSWORD = "four-plain-words-here"


@pytest.fixture
def council_home(home_with_office):
    home_with_office.council.mkdir(exist_ok=True)
    (home_with_office.council / "teams.toml").write_text(TEAMS, encoding="utf-8")
    return home_with_office


def add(home, username="sam", role="team_manager", **ties):
    asked = {"worker": None, "team": None, "service": None} | ties
    return accounts.add_account(home, username=username, name="Sam", role=role, password=PASSWORD, **asked)


def usernames(home):
    return [each["username"] for each in accounts.accounts(home)]


@pytest.mark.parametrize(("kind", "given"), [("worker", "W2"), ("team", "T9"), ("team", "North"), ("service", "T1")])
def test_an_id_the_council_does_not_know_is_refused_with_the_file_to_correct(council_home, kind, given):
    with pytest.raises(Problem, match=f"there is no {kind} '{given}' in .*teams.toml"):
        add(council_home, **{kind: given})
    assert usernames(council_home) == ["ana"]


def test_an_unknown_role_is_refused_with_the_nearest(council_home):
    with pytest.raises(KeyError, match="did you mean 'team_manager'"):
        add(council_home, role="team_manger")
    assert usernames(council_home) == ["ana"]


@pytest.mark.parametrize(
    ("role", "ties"),
    [
        ("team_manager", {"team": "T1"}),
        ("worker", {"worker": "W1"}),
        ("service_manager", {"service": "S1"}),
        ("director", {}),
    ],
)
def test_an_account_holds_its_role_from_today(council_home, role, ties):
    add(council_home, role=role, **ties)
    found = accounts.accounts(council_home)[-1]
    assert (found["username"], found["name"], found["is_active"], found["roles"]) == ("sam", "Sam", True, [role])
    assert [found["teams"], found["services"], found["worker"]] == [
        [ties["team"]] if "team" in ties else [],
        [ties["service"]] if "service" in ties else [],
        ties.get("worker", ""),
    ]


@pytest.mark.parametrize(
    ("role", "place", "ties"),
    [
        ("team_manager", "team", {}),
        ("worker", "worker", {"team": "T1"}),
        ("service_manager", "service", {"team": "T1"}),
    ],
)
def test_a_role_without_the_place_it_looks_at_is_refused(council_home, role, place, ties):
    with pytest.raises(Problem, match=f"say which with --{place}"):
        add(council_home, role=role, **ties)
    assert usernames(council_home) == ["ana"]


def test_a_disabled_account_holds_no_role(council_home):
    add(council_home, team="T1")
    accounts.disable_account(council_home, "sam")
    (found,) = [each for each in accounts.accounts(council_home) if each["username"] == "sam"]
    assert (found["is_active"], found["roles"]) == (False, [])


def test_an_account_that_is_not_there_cannot_be_disabled(council_home):
    with pytest.raises(Problem, match="there is no account 'nobody'"):
        accounts.disable_account(council_home, "nobody")


def test_an_address_is_given_to_an_account_that_had_none_and_the_trail_says_so(council_home):
    from sherwood.office import audit, directory

    add(council_home, team="T1")
    accounts.set_email(council_home, "sam", " sam@example.gov.uk ")
    assert accounts.accounts(council_home)[-1]["email"] == directory.account_named("sam").email == "sam@example.gov.uk"
    (entry,) = audit.latest(action="address changed")
    assert dict(entry.detail) == {"account": "sam", "through": "command line"}
    with pytest.raises(Problem, match="is no e-mail address"):
        accounts.set_email(council_home, "sam", "sam")


def test_a_record_is_restricted_only_for_a_reason_of_the_catalogue(council_home):
    with pytest.raises(KeyError, match="staff_family"):
        accounts.restrict_record(council_home, "a" * 26, "staff_famly")


def test_the_demo_never_moves_into_a_councils_home(council_home, monkeypatch):
    monkeypatch.setenv("SHERWOOD_HOME", str(council_home.root))
    before = sorted(path.name for path in council_home.root.iterdir())
    with pytest.raises(Problem, match="not a demo's home"):
        prepare_demo(children=100, date_to=dt.date(2026, 3, 31), seed=1, progress=quiet)
    assert sorted(path.name for path in council_home.root.iterdir()) == before
    assert usernames(council_home) == ["ana"]
