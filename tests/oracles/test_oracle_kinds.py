"""The slow answers for the kinds of measure, each on a few rows at the edges."""

from datetime import date

import pytest
from tests.oracles import kinds


def spell(start, until=None, **more) -> dict:
    return {"start": start, "until": until, **more}


MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def test_stock_and_share_take_spells_open_at_the_day_and_not_those_that_end_on_it():
    rows = [
        spell(date(2024, 3, 31), None, sex="F", kind="a"),
        spell(date(2024, 1, 1), date(2024, 3, 31), sex="F", kind="a"),
        spell(date(2024, 1, 1), date(2024, 4, 1), sex="M", kind="b"),
    ]
    at = {"start": "start", "until": "until"}
    assert kinds.stock(rows, MARCH[1], **at, by="sex") == {"F": (1, None, 1), "M": (1, None, 1)}
    assert kinds.share(rows, MARCH[1], lambda row: row["kind"] == "a", **at) == {None: (1, 2, 50)}
    assert kinds.share([], MARCH[1], lambda row: True, **at) == {None: (0, 0, None)}


def test_flow_holds_both_ends_of_the_period():
    rows = [{"day": day} for day in (date(2024, 2, 29), *MARCH, date(2024, 4, 1), None)]
    assert kinds.flow(rows, *MARCH, event="day") == {None: (2, None, 2)}


@pytest.mark.parametrize(
    ("limit", "unit", "in_time"), [(20, "working_days", 1), (19, "working_days", 0), (1, "months", 1), (4, "weeks", 1)]
)
def test_timeliness_counts_the_day_of_the_limit_as_in_time(limit, unit, in_time):
    rows = [{"from": date(2024, 3, 1), "to": date(2024, 3, 29)}, {"from": None, "to": date(2024, 3, 29)}]
    if unit == "working_days":
        rows[0]["to"] = date(2024, 3, 28)
        rows[0]["from"] = date(2024, 2, 29)
    found = kinds.timeliness(rows, *MARCH, trigger="from", event="to", limit=limit, unit=unit)
    assert found == {None: (in_time, 2, 50 * in_time)}


def test_mean_and_duration_keep_the_sum_and_leave_out_what_is_not_known():
    rows = [
        {"start": date(2024, 3, 1), "end": date(2024, 3, 11), "cost": 5},
        {"start": date(2024, 2, 1), "end": date(2024, 3, 1), "cost": None},
        {"start": None, "end": date(2024, 3, 1), "cost": 7},
        {"start": date(2024, 2, 1), "end": None, "cost": 100},
    ]
    assert kinds.mean(rows, *MARCH, event="end", amount="cost") == {None: (12, 2, 6)}
    assert kinds.duration(rows, *MARCH, start="start", end="end") == {None: (39, 2, 19.5)}


def test_a_median_is_the_middle_amount_or_the_mean_of_the_two_middle_ones():
    rows = [{"end": MARCH[0], "days": days, "sex": sex} for days, sex in ((1, "F"), (2, "F"), (30, "F"), (4, "M"))]
    rows.append({"end": MARCH[0], "days": None, "sex": "M"})
    assert kinds.median(rows, *MARCH, event="end", amount="days") == {None: (37, 4, 3)}
    assert kinds.median(rows, *MARCH, event="end", amount="days", by="sex") == {"F": (33, 3, 2), "M": (4, 1, 4)}
    assert kinds.median([], *MARCH, event="end", amount="days") == {None: (0, 0, None)}


def test_a_rate_is_of_the_year_that_ends_with_the_day_and_of_children_under_18():
    people = [
        {"year": 2023, "age": 17, "sex": "F", "number": 100},
        {"year": 2023, "age": 18, "sex": "F", "number": 999},
        {"year": 2023, "age": 0, "sex": "M", "number": 300},
        {"year": 2024, "age": 0, "sex": "M", "number": 777},
    ]
    rows = [{"day": day, "sex": "F"} for day in (date(2023, 3, 31), date(2023, 4, 1), MARCH[1])]
    asked = {"event": "day", "for_every": 1000}
    assert kinds.rate(rows, MARCH[1], people, **asked) == {None: (2, 400, 5)}
    assert kinds.rate(rows, MARCH[1], people, **asked, by="sex") == {"F": (2, 100, 20)}
    assert kinds.rate(rows, date(2023, 6, 29), people, **asked) == {None: (2, None, None)}


def test_a_window_of_working_days_holds_the_days_beside_its_last_one():
    item = {"start": MARCH[0], "until": None, "done": None}
    rows = [item | {"due": date(2024, 3, day)} for day in (8, 10, 11)]
    found = kinds.worklist(
        rows, date(2024, 3, 7), start="start", until="until", due="due", done="done", window=1, unit="working_days"
    )
    assert [row["due"].day for row, _ in found] == [8, 10]


@pytest.mark.parametrize(
    ("again", "at_least", "back"),
    [
        (date(2024, 3, 10), 0, 1),
        (date(2024, 3, 10), 1, 0),
        (date(2025, 3, 10), 0, 1),
        (date(2025, 3, 11), 0, 0),
        (date(2024, 3, 9), 0, 0),
    ],
)
def test_repeat_looks_from_the_end_to_the_persons_next_start(again, at_least, back):
    rows = [
        {"who": 1, "start": date(2024, 1, 1), "end": date(2024, 3, 10)},
        {"who": 1, "start": again, "end": None},
        {"who": 2, "start": date(2024, 3, 20), "end": None},
    ]
    found = kinds.repeat(rows, *MARCH, person="who", start="start", end="end", at_least=at_least, within=365)
    assert found == {None: (back, 1, 100 * back)}


def test_worklist_lists_what_is_open_due_soon_and_not_done_and_due_today_is_not_overdue():
    today = date(2024, 3, 10)

    def item(name, due, done=None, until=None):
        return {"name": name, "start": date(2024, 1, 1), "until": until, "due": due, "done": done}

    rows = [
        item("today", today),
        item("late", date(2024, 3, 9)),
        item("soon", date(2024, 3, 17)),
        item("later", date(2024, 3, 18)),
        item("done", date(2024, 3, 9), done=today),
        item("closed", date(2024, 3, 9), until=today),
        item("none", None),
    ]
    found = kinds.worklist(rows, today, start="start", until="until", due="due", done="done", window=7)
    assert [(row["name"], late) for row, late in found] == [("late", True), ("today", False), ("soon", False)]
