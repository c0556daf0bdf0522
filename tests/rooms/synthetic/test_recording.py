"""The case system's unloads night by night: recorded late, corrected, deleted, each difference from the truth listed with its night."""

import datetime as dt
import random
from collections import Counter

import pytest
from tests.rooms.synthetic.builders import a_child
from tests.rooms.synthetic.lives_by_hand import a_life, a_plan, a_referral, day, visit
from tests.rooms.synthetic.test_ssd_tables import writer

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import nights_before
from sherwood.synthetic.known import known_on
from sherwood.synthetic.lives import ContactRecord, Life
from sherwood.synthetic.moving import Moving
from sherwood.synthetic.recording import Recorded, UnloadChange, key_of, referral_of
from sherwood.synthetic.ssd_tables import HEADINGS

LAST = dt.date(2026, 11, 21)
BEFORE, START = LAST - dt.timedelta(days=1), dt.date(2026, 10, 21)
NIGHTS = nights_before(LAST)
DAYS = [START, *NIGHTS]
SHAPE = load_life_courses().slips.late
Held = dict[tuple[str, str], list[object]]


def lives() -> list[Life]:
    """Forty children with a visit a day, a referral and a contact on one of the nights each."""
    made = []
    for count in range(40):
        visits = tuple(visit(f"2026-11-{at:02}") for at in range(1, 21))
        old = a_referral(close_date=None, protection_plans=[a_plan(end=None, visits=visits)])
        new = a_referral(referral_date=NIGHTS[count % 14], close_date=None, protection_plans=[], need_plans=[])
        new.enquiries, new.assessments = [], []
        contacts = [ContactRecord(NIGHTS[count % 14], "6", "referral")]
        made.append(a_life(child=a_child(number=str(100_001 + count)), referrals=[old, new], contacts=contacts))
    return made


class Unloaded:
    """What the unloads of all days told, and what they should have told had everything been recorded at once."""

    def __init__(self, lives: list[Life], seed: int = 3) -> None:
        self.recorded = Recorded(random.Random(seed), SHAPE, NIGHTS, [START, BEFORE, LAST])
        moving = Moving(writer(), lives, DAYS)
        self.told: dict[dt.date, Held] = {}
        self.changed: dict[dt.date, Held] = {}
        self.true: dict[dt.date, Held] = {}
        for on in DAYS:
            self.changed[on] = held(self.recorded.take(on, moving.changed(on)))
            self.told[on] = held(self.recorded.whole())
            self.true[on] = held(writer().tables(known_on(lives, on), on))

    def changes(self, what: str) -> list[UnloadChange]:
        return [each for each in self.recorded.changes if each.what == what]


def held(tables) -> Held:
    return {key_of(table, row): row for table, rows in tables.items() for row in rows}


@pytest.fixture(scope="module")
def unloaded() -> Unloaded:
    return Unloaded(lives())


def test_before_the_first_night_and_on_the_last_the_record_is_the_truth(unloaded: Unloaded) -> None:
    assert unloaded.told[START] == unloaded.true[START]
    assert unloaded.told[LAST] == unloaded.true[LAST]


def test_on_the_nights_between_it_runs_behind(unloaded: Unloaded) -> None:
    assert all(unloaded.told[on] != unloaded.true[on] for on in NIGHTS[:-1])


def test_files_of_changes_laid_over_the_first_unload_tell_all_but_what_was_deleted(unloaded: Unloaded) -> None:
    laid: Held = {}
    gone = {("contacts", each.id) for each in unloaded.changes("deleted later")}
    for on in DAYS:
        laid |= unloaded.changed[on]
        assert laid.keys() - unloaded.told[on].keys() <= gone
        assert {key: laid[key] for key in unloaded.told[on]} == unloaded.told[on]


def test_a_row_told_before_is_told_again_only_if_it_is_otherwise(unloaded: Unloaded) -> None:
    for before, on in zip(DAYS, NIGHTS, strict=False):
        assert all(unloaded.told[before].get(key) != row for key, row in unloaded.changed[on].items())


def test_what_is_recorded_late_was_true_before_and_is_told_on_its_night_for_the_first_time(unloaded: Unloaded) -> None:
    assert unloaded.changes("recorded late")
    for each in unloaded.changes("recorded late"):
        key = each.table, each.id
        assert key in unloaded.changed[each.day]
        assert not any(key in unloaded.told[on] for on in DAYS if on < each.day)


def test_nothing_is_later_than_declared(unloaded: Unloaded) -> None:
    days = {key: row[3] for key, row in unloaded.true[LAST].items() if key[0] == "cp_visits"}
    late = [each for each in unloaded.changes("recorded late") if each.table == "cp_visits" and not each.id.count("R2")]
    assert max(each.day - days["cp_visits", each.id] for each in late).days <= SHAPE.days
    assert max(each.day - days["cp_visits", each.id] for each in late).days > 1


def test_the_declared_share_of_visits_is_recorded_late(unloaded: Unloaded) -> None:
    visits = {key[1] for key, row in unloaded.true[BEFORE].items() if key[0] == "cp_visits" and row[3] >= NIGHTS[0]}
    late = {each.id for each in unloaded.changes("recorded late")} & visits
    assert SHAPE.share_of_visits - 0.1 < len(late) / len(visits) < SHAPE.share_of_visits + 0.1


def test_a_corrected_day_is_told_as_it_was_and_is_now(unloaded: Unloaded) -> None:
    corrected = unloaded.changes("corrected")
    assert len(corrected) >= SHAPE.corrected_dates * 12
    for each in corrected:
        at = HEADINGS[each.table].index(each.column)
        key, night_before = (each.table, each.id), each.day - dt.timedelta(days=1)
        assert each.was == str(unloaded.told[night_before][key][at])
        assert each.now == str(unloaded.told[each.day][key][at]) == str(unloaded.true[LAST][key][at])
        assert dt.date.fromisoformat(each.now) - dt.date.fromisoformat(each.was) == dt.timedelta(days=1)


def test_what_is_deleted_never_was_true_and_shows_in_the_next_whole_unload(unloaded: Unloaded) -> None:
    deleted = unloaded.changes("deleted later")
    assert {each.day for each in deleted} == {BEFORE, LAST}
    for each in deleted:
        key = each.table, each.id
        assert not any(key in unloaded.true[on] for on in DAYS)
        assert any(key in unloaded.told[on] for on in NIGHTS)
        assert key not in unloaded.told[each.day]


def test_some_referrals_are_recorded_late_with_everything_under_them() -> None:
    assessed = a_life(referrals=[a_referral(referral_date=day("2026-11-18"), close_date=None)])
    unloaded = Unloaded([assessed])
    late = Counter(each.id for each in unloaded.changes("recorded late"))
    first = min(on for on in NIGHTS if any(referral_of(key[1]).endswith("-R1") for key in unloaded.told[on]))
    assert first > day("2026-11-18")
    under = {key for key in unloaded.true[first] if referral_of(key[1]).endswith("-R1")}
    assert len(under) > 1
    assert {key[1] for key in under} >= late.keys() - {key[1] for key in unloaded.true[START]}


def test_of_children_of_whom_nothing_is_new_nothing_is_told_again() -> None:
    quiet = a_life(contacts=[], referrals=[a_referral(protection_plans=[], need_plans=[])])
    unloaded = Unloaded([quiet])
    assert unloaded.recorded.changes == []
    assert {table for on in NIGHTS for table, _ in unloaded.changed[on]} <= {"professionals"}


def test_of_a_large_countys_rows_a_share_goes_wrong_not_a_number() -> None:
    recorded = Recorded(random.Random(1), SHAPE, NIGHTS, [LAST])
    assert recorded._often(2, range(10)) == 2
    assert recorded._often(2, range(1_000)) == round(1_000 * SHAPE.share_of_slips) > 2
