"""What an account may see follows from the roles it holds today; a home without accounts has an owner."""

import dataclasses
import datetime as dt
import json
import subprocess
import sys

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE

from sherwood.access import NotAllowed, Permission, may, viewers
from sherwood.definitions.home import Home
from sherwood.office.people import RoleHeld

TODAY = dt.date(2026, 3, 31)
PASSWORD = "a long enough phrase"
SEES_CHILDREN = {Permission.CHILDREN_LIST, Permission.CHILD_OPEN}


@pytest.fixture
def empty_home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def account(office_home):
    """Make an account with these roles; give its viewer."""
    from sherwood.office import directory

    def make(*roles, worker_id=None, day=TODAY):
        made = directory.add_account("pat", PASSWORD, "Pat", worker_id=worker_id, roles=roles)
        return viewers.for_account(office_home, made.id, day=day)

    return make


def test_owner_is_the_analyst_of_a_home_without_accounts(empty_home):
    owner = viewers.owner(empty_home, "north")
    assert (owner.authority, owner.county, owner.restricted_all, owner.roles) == ("north", True, True, ("analyst",))
    assert owner.feeds == frozenset(CATALOGUE.feeds)
    assert may(owner, Permission.CHILDREN_LIST)
    assert not may(owner, Permission.ACCOUNTS_MANAGE)


def test_owner_is_made_without_loading_django():
    program = (
        "import sys; from sherwood.access import viewers; from sherwood.definitions.home import Home;"
        "viewers.owner(Home.at('no-such-home')); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_there_is_no_owner_where_there_are_accounts(office_home, account):
    account(RoleHeld("director"))
    with pytest.raises(NotAllowed, match="--as USER"):
        viewers.owner(office_home)


def test_a_worker_has_a_caseload_and_nothing_else(account):
    viewer = account(RoleHeld("worker", team_id="t1"), worker_id="w1")
    assert (viewer.worker_id, viewer.team_ids, viewer.service_ids, viewer.county) == ("w1", (), (), False)
    assert not viewer.restricted_all


def test_a_manager_has_the_team_and_no_caseload_unless_also_a_worker(account):
    viewer = account(RoleHeld("team_manager", team_id="t1"), worker_id="w1")
    assert (viewer.worker_id, viewer.team_ids) == (None, ("t1",))


def test_several_roles_add_up(account):
    viewer = account(
        RoleHeld("worker"), RoleHeld("team_manager", team_id="t2"), RoleHeld("team_manager", team_id="t1"),
        RoleHeld("service_manager", service_id="s1"), worker_id="w1",
    )  # fmt: skip
    assert (viewer.worker_id, viewer.team_ids, viewer.service_ids) == ("w1", ("t1", "t2"), ("s1",))
    assert viewer.purposes == {"direct_care", "service_management"}
    assert may(viewer, Permission.EXPORT_ROWS)


@pytest.mark.parametrize(("role", "may_ask"), [("service_manager", False), ("team_manager", False), ("director", True)])
def test_official_figures_are_for_duties_over_the_whole_county(account, role, may_ask):
    assert may(account(RoleHeld(role, team_id="t1", service_id="s1")), Permission.FIGURES_OFFICIAL) is may_ask


@pytest.mark.parametrize(
    ("from_date", "to_date", "counts"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY + dt.timedelta(1), None, False),
        (dt.date.min, TODAY - dt.timedelta(1), False),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_day(account, from_date, to_date, counts):
    assert account(RoleHeld("director", from_date=from_date, to_date=to_date)).county is counts


def test_an_account_without_roles_may_do_nothing(account):
    viewer = account()
    assert not any(may(viewer, permission) for permission in Permission)
    assert viewer.feeds == frozenset()


def test_a_role_the_catalogue_does_not_have_grants_nothing(account):
    assert account(RoleHeld("emperor")).permissions == frozenset()


def test_rights_are_read_anew_each_time(office_home, account):
    from sherwood.office import directory

    viewer = account(RoleHeld("director"))
    directory.end_role(viewer.account_id, "director", TODAY - dt.timedelta(days=1))
    assert viewer.county
    assert not viewers.for_account(office_home, viewer.account_id, day=TODAY).county
    directory.disable(viewer.account_id)
    with pytest.raises(NotAllowed, match="no such account"):
        viewers.for_account(office_home, viewer.account_id, day=TODAY)


def test_grants_and_restrictions_of_the_day_come_from_the_office(office_home, account):
    from sherwood.office import directory

    viewer = account(RoleHeld("director"))
    directory.give_grant(viewer.account_id, "key1", "asked by the guardian", from_date=TODAY, to_date=TODAY)
    directory.restrict("key2", "refuge", from_date=TODAY)
    today, tomorrow = (
        viewers.for_account(office_home, viewer.account_id, day=TODAY + dt.timedelta(days=n)) for n in (0, 1)
    )
    assert (today.grants, today.office_restrictions) == (("key1",), (("key2", "refuge"),))
    assert (tomorrow.grants, tomorrow.office_restrictions) == ((), (("key2", "refuge"),))


def test_a_feed_is_set_aside_the_day_after_its_agreement_ran_out():
    feed = CATALOGUE.feed("ssda903").model_copy(update={"agreement_expires": TODAY})
    lent = dataclasses.replace(CATALOGUE, feeds={"ssda903": feed})
    assert viewers.feeds_for(lent, {"direct_care"}, TODAY) == {"ssda903"}
    assert viewers.feeds_for(lent, {"direct_care"}, TODAY + dt.timedelta(days=1)) == frozenset()
    assert viewers.expired(lent, TODAY + dt.timedelta(days=1)) == ("ssda903",)


def test_a_feed_serves_only_the_purposes_it_declares():
    declared = {name for name, feed in CATALOGUE.feeds.items() if "troubled_families" in feed.purposes}
    in_force = {name for name in declared if (CATALOGUE.feed(name).agreement_expires or TODAY) >= TODAY}
    assert viewers.feeds_for(CATALOGUE, {"troubled_families"}, TODAY) == in_force
    assert not in_force & {"ssda903", "ssd", "annex_a", "cin_census"}
    assert viewers.feeds_for(CATALOGUE, {"troubled_families", "direct_care"}, TODAY) >= {"ssda903", "ssd"}


@pytest.mark.parametrize("name", ["administrator", "auditor", "elected_member"])
def test_some_roles_see_no_child(name):
    role = CATALOGUE.role(name)
    assert role.scope == "none"
    assert not SEES_CHILDREN & set(role.permissions)
    assert Permission.EXPORT_ROWS not in role.permissions


@pytest.mark.parametrize("name", sorted(CATALOGUE.roles))
def test_every_role_names_only_permissions_there_are(name):
    role = CATALOGUE.role(name)
    assert set(role.permissions) <= set(Permission)
    assert role.permissions
    assert (role.scope == "none") == (not SEES_CHILDREN & set(role.permissions))


def test_only_the_guardian_opens_every_restricted_record():
    holders = [role.name for role in CATALOGUE.roles.values() if Permission.RESTRICTED_OPEN in role.permissions]
    assert holders == ["caldicott_guardian"]


def test_the_worker_of_an_adopted_child_may_open_it_and_of_a_child_of_staff_may_not():
    may_open = {each.name for each in CATALOGUE.restrictions.values() if each.allocated_worker_may_open}
    assert may_open == {"adoption"}


def test_scope_key_says_what_is_counted_and_not_who_asks(account, empty_home):
    viewer = account(RoleHeld("team_manager", team_id="t1"))
    other = viewers.replace(viewer, account_id="somebody else", display_name="Sam", on_date=TODAY)
    assert viewer.scope_key == other.scope_key
    assert viewer.scope_key != viewers.replace(viewer, team_ids=("t2",)).scope_key
    assert viewer.account_id not in str(viewer.scope_key)


def test_what_the_owner_sees_is_written_to_a_file_of_the_home(empty_home):
    from sherwood.access.events import CHILD_OPENED, audited

    owner = viewers.owner(empty_home)
    audited(owner, CHILD_OPENED, ("key1",), {"of": "episode"})
    audited(owner, CHILD_OPENED, ("key2",), {"of": "episode"})
    file = empty_home.logs / "owner-audit.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["record_keys"] for line in lines] == [["key1"], ["key2"]]
    assert lines[0]["action"] == "child opened"
    assert file.stat().st_mode & 0o077 == 0
