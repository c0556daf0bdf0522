"""The case system's last unload but one: recorded late, corrected, deleted later, each difference listed."""

import datetime as dt
import random
from collections import Counter
from copy import deepcopy

import pytest
from tests.rooms.synthetic.builders import a_child
from tests.rooms.synthetic.lives_by_hand import a_life, a_plan, a_referral, day, visit
from tests.rooms.synthetic.test_ssd_tables import tables

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.lives import ContactRecord, Life
from sherwood.synthetic.recording import EarlierUnload
from sherwood.synthetic.ssd import SsdTables
from sherwood.synthetic.ssd_tables import HEADINGS

DAY = dt.date(2026, 11, 20)
SHAPE = load_life_courses().slips.late


def lives() -> list[Life]:
    """Forty children with a visit a day and a referral of last week each."""
    made = []
    for count in range(40):
        visits = tuple(visit(f"2026-11-{at:02}") for at in range(1, 21))
        old = a_referral(close_date=None, protection_plans=[a_plan(end=None, visits=visits)])
        new = a_referral(referral_date=day("2026-11-16"), close_date=None, protection_plans=[], need_plans=[])
        new.enquiries, new.assessments = [], []
        contacts = [ContactRecord(day("2026-11-16"), "6", "referral")]
        made.append(a_life(child=a_child(number=str(100_001 + count)), referrals=[old, new], contacts=contacts))
    return made


@pytest.fixture(scope="module")
def spoilt() -> tuple[SsdTables, SsdTables, EarlierUnload]:
    true = tables(*lives(), on=DAY)
    earlier = deepcopy(true)
    unload = EarlierUnload(random.Random(3), earlier, DAY, SHAPE)
    unload.spoil()
    return true, earlier, unload


def test_every_difference_is_listed_and_nothing_else_differs(
    spoilt: tuple[SsdTables, SsdTables, EarlierUnload],
) -> None:
    true, earlier, unload = spoilt
    listed = {(change.what, change.table, change.id) for change in unload.changes}
    found = set()
    for table in HEADINGS:
        before, after = ({row[0]: row for row in rows[table]} for rows in (earlier, true))
        found |= {("recorded late", table, key) for key in after.keys() - before.keys()}
        found |= {("deleted later", table, key) for key in before.keys() - after.keys()}
        found |= {("corrected", table, key) for key in before.keys() & after.keys() if before[key] != after[key]}
    assert found == listed


def test_each_kind_of_change_occurs_as_often_as_declared(spoilt: tuple[SsdTables, SsdTables, EarlierUnload]) -> None:
    _, _, unload = spoilt
    kinds = Counter((change.what, change.table) for change in unload.changes)
    assert kinds["recorded late", "cin_episodes"] == SHAPE.referrals
    assert kinds["corrected", "cp_visits"] == SHAPE.corrected_dates
    assert kinds["deleted later", "contacts"] == SHAPE.deleted_contacts
    recent = 40 * 10
    assert 0.2 < kinds["recorded late", "cp_visits"] / recent < 0.4


def test_only_recent_visits_are_recorded_late(spoilt: tuple[SsdTables, SsdTables, EarlierUnload]) -> None:
    true, _, unload = spoilt
    days = {str(row[0]): row[3] for row in true["cp_visits"]}
    late = [
        days[change.id] for change in unload.changes if change.what == "recorded late" and change.table == "cp_visits"
    ]
    assert min(late) >= DAY - dt.timedelta(days=SHAPE.days)


def test_a_corrected_day_is_told_as_it_was_and_is_now(spoilt: tuple[SsdTables, SsdTables, EarlierUnload]) -> None:
    true, earlier, unload = spoilt
    for change in (each for each in unload.changes if each.what == "corrected"):
        at = HEADINGS[change.table].index(change.column)
        assert change.was == str(next(row[at] for row in earlier[change.table] if row[0] == change.id))
        assert change.now == str(next(row[at] for row in true[change.table] if row[0] == change.id))
        assert dt.date.fromisoformat(change.now) - dt.date.fromisoformat(change.was) == dt.timedelta(days=1)


def test_a_referral_recorded_late_takes_everything_under_it_along() -> None:
    life = a_life(referrals=[a_referral(referral_date=day("2026-11-18"), close_date=None)])
    earlier = tables(life, on=DAY)
    EarlierUnload(random.Random(1), earlier, DAY, SHAPE).spoil()
    assert {table for table, rows in earlier.items() for row in rows if "-R1" in str(row[0])} == set()


def test_a_county_without_anything_recent_is_left_as_it_is() -> None:
    life = a_life(contacts=[], referrals=[a_referral(protection_plans=[], need_plans=[])])
    earlier = tables(life, on=DAY)
    before = deepcopy(earlier)
    unload = EarlierUnload(random.Random(1), earlier, DAY, SHAPE)
    unload.spoil()
    assert (earlier, unload.changes) == (before, [])
