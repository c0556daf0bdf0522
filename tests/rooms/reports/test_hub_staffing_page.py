"""The page of the hub's staffing says the people in its title, and beside each number what it rests on."""

import datetime as dt

import numpy as np
import pytest

from sherwood.forecasting.staffing.downstream import Followed
from sherwood.forecasting.staffing.told import ShiftAdvice, StaffingTold
from sherwood.reports.document import KeyFigures, Note, Table
from sherwood.reports.hub_staffing import headline, staffing_document

ORIGIN = dt.date(2026, 3, 1)


def shift(weekday, staff, fewer=0.7):
    return ShiftAdvice(
        weekday=weekday,
        shift="Day",
        staff=staff,
        on_rota=staff + 1,
        in_limit=0.97,
        in_limit_one_fewer=fewer,
        in_limit_one_more=0.99,
        in_limit_one_fewer_here=0.9,
        queue_at_close={"0.5": 2.0, "0.9": 7.0 if weekday == "Monday" else 5.0},
        need={"0.5": staff - 1, "0.8": staff, "0.95": staff + 1},
    )


def told(*shifts, followed=()):
    return StaffingTold(
        origin=ORIGIN,
        first=ORIGIN + dt.timedelta(days=1),
        weeks=13,
        scenario="as_announced",
        build_id="b",
        target=0.95,
        shifts=shifts or (shift("Monday", 5, fewer=0.6), shift("Tuesday", 4)),
        by_rating={"red": {"advised": 0.99, "one_fewer": 0.8, "one_more": 1.0}},
        posts=7.4,
        followed=followed,
        assumptions={
            "owner": "Hub manager",
            "dated": "2026-11-29",
            "opens": "09:00",
            "closes": "17:00",
            "limits_minutes": {"red": 240},
            "minutes_of_work": {"red": 90.5},
            "minutes_from": "log",
            "productive": 0.7,
            "absence": 0.05,
            "leave": 0.14,
            "away": 0.2,
            "children_a_contact": 1.6,
        },
        notes=("A note.",),
    )


def blocks(one, kind):
    page = staffing_document(one, {"as_announced": "As announced"}, "as_announced", data_line="d", scope_line="s")
    return [block for section in page.sections for block in section.blocks if isinstance(block, kind)]


def texts(found):
    return [[cell.text for cell in row] for row in found.rows]


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        ((5, 4), "The hub needs 4 to 5 people at work on a shift over the next 13 weeks"),
        ((3, 3), "The hub needs 3 people at work on a shift over the next 13 weeks"),
        ((1, 1), "The hub needs 1 person at work on a shift over the next 13 weeks"),
    ],
)
def test_the_title_says_how_many(staff, expected):
    assert headline(told(shift("Monday", staff[0]), shift("Tuesday", staff[1]))) == expected


def test_key_figures_are_the_hardest_shifts():
    (figures,) = blocks(told(), KeyFigures)
    assert [each.value for each in figures.figures] == ["97%", "60%", "7", "7.4"]
    assert "Mondays" in figures.figures[2].detail


def test_a_shift_stands_with_one_fewer_and_one_more():
    assert texts(blocks(told(), Table)[0])[0] == ["Monday, day", "5", "6", "97%", "60%", "99%", "2 to 7"]


def test_need_is_told_at_three_levels_of_demand():
    assert texts(blocks(told(), Table)[1])[1] == ["Tuesday, day", "3", "4", "5"]


def test_a_rating_stands_with_its_limit_in_hours():
    assert texts(blocks(told(), Table)[2]) == [["Red", "4 hours of the hub's", "99%", "80%", "100%"]]


def test_what_follows_is_told_for_some_weeks_with_how_it_was_worked_out():
    weeks = np.outer(np.arange(1, 14), np.linspace(7, 13, 7))
    rows = texts(blocks(told(followed=(Followed("Referrals", weeks, "30 of 100 contacts"),)), Table)[3])
    assert rows == [["Referrals", "8 to 12", "32 to 48", "64 to 96", "104 to 156", "30 of 100 contacts"]]


def test_without_referrals_it_says_that_nothing_can_be_said():
    assert any("nothing can be said" in note.text for note in blocks(told(), Note))


def test_assumptions_stand_with_their_owner_and_those_isolating_among_the_absent():
    rows = dict(texts(blocks(told(), Table)[-1]))
    assert rows["Absent without notice"] == "25%"
    assert rows["Set by"] == "Hub manager, 2026-11-29"
    assert rows["Minutes of work, by rating"] == "red 90.5, from the log"
