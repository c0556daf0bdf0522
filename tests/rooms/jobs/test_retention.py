"""Records are let go when rules say that nobody need keep them, a named person approved it, and nobody holds them back."""

import datetime as dt

import pytest
from tests.rooms.web import small_county
from tests.rooms.web.conftest import home, template_home

from sherwood.access import NotAllowed, Reader
from sherwood.access.retained import Retained
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.jobs import retention
from sherwood.jobs.progress import quiet

__all__ = ["home", "template_home"]

BORN = dt.date(2014, 5, 1)
HERE = small_county.AUTHORITY


def child(**said):
    told = {"birth_date": BORN, "death_date": None, "adoption_date": None, "was_looked_after": True, "is_open": False}
    return Retained("a" * 26, **(told | said))


def kept(**said):
    return retention.kept_until(child(**said), sorted(load_catalogue().retention.items()))


def test_a_child_looked_after_is_kept_to_the_75th_birthday():
    assert kept() == ("looked_after", dt.date(2089, 5, 1))


def test_after_a_death_before_18_fifteen_years_take_the_place_of_the_75th_birthday():
    assert kept(death_date=dt.date(2032, 4, 30)) == ("looked_after_died", dt.date(2047, 4, 30))


def test_a_death_on_the_18th_birthday_changes_nothing():
    assert kept(death_date=dt.date(2032, 5, 1)) == ("looked_after", dt.date(2089, 5, 1))


def test_an_adoption_is_kept_for_100_years_whatever_else_binds():
    assert kept(adoption_date=dt.date(2020, 2, 29)) == ("adopted", dt.date(2120, 2, 29))
    assert kept(adoption_date=dt.date(2020, 2, 29), death_date=dt.date(2021, 1, 1))[0] == "adopted"


def test_a_child_only_known_is_kept_to_the_25th_birthday():
    assert kept(was_looked_after=False) == ("others", dt.date(2039, 5, 1))


@pytest.mark.parametrize("said", [{"is_open": True}, {"birth_date": None}, {"birth_date": None, "adoption_date": BORN}])
def test_whoever_is_worked_with_or_has_no_known_birth_date_is_never_due(said):
    assert kept(**said) is None


@pytest.fixture
def guardian(home, monkeypatch):
    """A guardian's account, and rules so short that every child with nobody allocated is due."""
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    monkeypatch.setenv("SHERWOOD_HOME", str(home.root))
    roles = [RoleHeld("caldicott_guardian", None, None, small_county.FROM)]
    directory.add_account("cora", small_county.PASSWORD, "Cora Guardian", roles=roles)
    closed = [each._replace(is_open=False) for each in everybody(home)[:3]]
    monkeypatch.setattr(retention, "retained", lambda reader, viewer: gone_long_ago(closed, reader))
    return "cora"


def everybody(home):
    from sqlglot import exp

    keys = exp.select("record_key").from_("person").order_by("source_id")
    return [
        child(birth_date=dt.date(1940, 1, 1))._replace(record_key=key)
        for (key,) in Reader.current(home, HERE).select(keys)
    ]


def gone_long_ago(closed, reader):
    from sqlglot import exp

    there = {key for (key,) in reader.select(exp.select("record_key").from_("person"))}
    return [each for each in closed if each.record_key in there]


def due_on(home, who, day=dt.date(2030, 1, 1)):
    return [(each.record_key, each.is_held, each.approved_by) for each in retention.due(home, HERE, day, as_user=who)]


def test_what_is_due_is_listed_the_day_after_its_last_and_not_on_it(home, guardian):
    assert due_on(home, guardian, dt.date(2015, 1, 1)) == []
    assert len(due_on(home, guardian, dt.date(2015, 1, 2))) == 3


def test_nothing_goes_that_nobody_approved(home, guardian):
    assert retention.let_go(home, HERE, as_user=guardian, progress=quiet) is None


def test_what_is_held_back_can_neither_be_approved_nor_go(home, guardian):
    held, approved, waiting = (key for key, _, _ in due_on(home, guardian))
    retention.decide(home, HERE, approved, "approved", ground="schedule of 2026", as_user=guardian)
    retention.decide(home, HERE, held, "approved", ground="schedule of 2026", as_user=guardian)
    retention.decide(home, HERE, held, "held", ground="inquiry", as_user=guardian)
    with pytest.raises(Problem, match="held back"):
        retention.decide(home, HERE, held, "approved", ground="schedule of 2026", as_user=guardian)
    gone = retention.let_go(home, HERE, as_user=guardian, progress=quiet)
    assert gone.records == 1
    assert due_on(home, guardian) == [(held, True, "Cora Guardian"), (waiting, False, "")]
    assert [each.act for each in retention.decisions(home, HERE)] == ["approved", "approved", "held", "let go"]
    retention.decide(home, HERE, held, "released", ground="inquiry closed", as_user=guardian)
    assert retention.let_go(home, HERE, as_user=guardian, progress=quiet).records == 1


def test_a_record_that_is_not_due_is_not_approved(home, guardian, monkeypatch):
    (key, *_), *_ = due_on(home, guardian)
    monkeypatch.setattr(retention, "retained", lambda reader, viewer: [])
    with pytest.raises(Problem, match="not due"):
        retention.decide(home, HERE, key, "approved", ground="x", as_user=guardian)


def test_nobody_known_is_told_apart_from_nobody_due(home, guardian):
    with pytest.raises(Problem, match="no record of that key"):
        retention.decide(home, HERE, "z" * 26, "held", ground="x", as_user=guardian)


@pytest.mark.parametrize("username", ["dan", "ana", "mary", "audrey"])
def test_only_the_guardian_asks_what_is_due(home, username):
    with pytest.raises(NotAllowed):
        retention.due(home, HERE, dt.date(2030, 1, 1), as_user=username)


def test_every_child_is_looked_through_restricted_ones_too_and_the_trail_says_so(home, guardian):
    from sherwood.access import viewers
    from sherwood.access.retained import retained
    from sherwood.office import audit, directory

    viewer = viewers.for_account(home, directory.account_named(guardian).id)
    found = retained(Reader.current(home, HERE), viewer)
    assert len(found) == len(small_county.WORKERS)
    assert sum(each.adoption_date is not None for each in found) == 1
    assert all(each.was_looked_after and each.is_open for each in found)
    assert audit.latest()[0].action == "what is due to be let go listed"


def test_the_decisions_hold_record_keys_and_no_number(home, guardian):
    for key, _, _ in due_on(home, guardian):
        retention.decide(home, HERE, key, "held", ground="inquiry", as_user=guardian)
    text = (home.issued(HERE) / retention.FILE).read_text(encoding="utf-8")
    assert not any(small_county.number(place) in text for place in range(len(small_county.WORKERS)))
