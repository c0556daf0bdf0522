"""Numbers, days and changes in plain words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sherwood.reports import words
from sherwood.reports.document import Tag

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "%", "Not available"),
        (1204, "children", "1,204"),
        (83.35, "per cent", "83.4%"),
        (100, "per cent", "100.0%"),
        (212, "days", "212 days"),
        (13, "points", "13.0"),
        (13.25, "points", "13.3"),
        (0, "children", "0"),
    ],
)
def test_number_is_ready_to_read(value, unit, said):
    assert words.number(value, unit) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.25, "0.3"), (0.35, "0.4"), (2.5, "2.5"), (-0.25, "-0.3"), (1.005, "1.0")]
)
def test_halves_are_rounded_up_as_in_published_statistics(value, said):
    assert str(words.rounded(value, 1)) == said


@pytest.mark.parametrize(
    ("now", "before", "unit", "said"),
    [
        (14, 12, "children", "up 2 on a year before"),
        (12, 14, "children", "down 2 on a year before"),
        (12, 12, "children", "no change on a year before"),
        (83.4, 80.0, "per cent", "up 3.4 points on a year before"),
        (80.04, 80.0, "per cent", "no change on a year before"),
        (None, 12, "children", "no figure to compare with a year before"),
        (12, None, "children", "no figure to compare with a year before"),
    ],
)
def test_change_is_said_with_its_direction(now, before, unit, said):
    assert words.change(now, before, unit, "a year before") == said


@pytest.mark.parametrize(
    ("value", "better", "tag"),
    [
        (90, "higher", Tag("Meets target", "good")),
        (89.9, "higher", Tag("Below target", "soon")),
        (90, "lower", Tag("Meets target", "good")),
        (90.1, "lower", Tag("Above target", "soon")),
        (90, "neither", None),
        (None, "higher", None),
    ],
)
def test_target_is_met_on_the_target_itself(value, better, tag):
    assert words.verdict(value, 90, better) == tag


def test_nothing_is_judged_without_a_target():
    assert words.verdict(90, None, "higher") is None


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (-1, "1 day overdue", "late"),
        (-30, "30 days overdue", "late"),
        (0, "Due today", "soon"),
        (1, "Due in 1 day", "soon"),
        (14, "Due in 14 days", "soon"),
        (15, "Due in 15 days", "note"),
    ],
)
def test_due_day_itself_is_in_time(days, said, tone):
    assert words.days_late(TODAY + dt.timedelta(days=days), TODAY) == Tag(said, tone)


def test_days_are_written_out():
    assert words.day(dt.date(2026, 1, 2)) == "2 January 2026"
    assert words.short_day(dt.date(2026, 1, 2)) == "2 Jan 2026"


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_joined_as_in_a_sentence(names, said):
    assert words.joined(names) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 days"), (1, "1 day"), (1200, "1,200 days")])
def test_count_and_its_noun_agree(count, said):
    assert words.plural(count, "day") == said


def test_irregular_plural_is_given():
    assert words.plural(2, "child", "children") == "2 children"


@given(st.floats(min_value=0, max_value=1e6), st.floats(min_value=0, max_value=1e6))
def test_change_and_its_opposite_mirror_each_other(now, before):
    there, back = words.change(now, before, "days", "then"), words.change(before, now, "days", "then")
    assert there.replace("up", "down") == back.replace("up", "down")
    assert (there == back) == there.startswith("no change")
