"""The calendar of the oracles against the pairs worked by hand and against published days."""

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.oracles import bank_days, kinds

EVIDENCE = Path(__file__).parents[1] / "evidence"


def test_every_pair_worked_by_hand_agrees():
    def answer(kind: str, start: date, other: str):
        if kind == "age":
            return bank_days.age(start, date.fromisoformat(other))
        if kind == "working_days_between":
            return bank_days.working_days_between(start, date.fromisoformat(other))
        if kind == "add_working_days":
            return bank_days.add_working_days(start, int(other))
        return kinds.due_date(start, int(other), kind.removeprefix("add_"))

    with (EVIDENCE / "working_days.csv").open(encoding="utf-8", newline="") as handle:
        pairs = list(csv.DictReader(handle))
    wrong = [
        pair
        for pair in pairs
        if str(answer(pair["kind"], date.fromisoformat(pair["start"]), pair["end_or_count"])) != pair["expected"]
    ]
    assert len(pairs) >= 200
    assert wrong == []


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2010, date(2010, 4, 4)),
        (2011, date(2011, 4, 24)),
        (2016, date(2016, 3, 27)),
        (2019, date(2019, 4, 21)),
        (2024, date(2024, 3, 31)),
        (2035, date(2035, 3, 25)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_on_the_published_day(year, easter):
    assert bank_days.easter_sunday(year) == easter


@pytest.mark.parametrize(("year", "number"), [(2010, 8), (2011, 9), (2012, 9), (2020, 8), (2022, 10), (2023, 9)])
def test_ordinary_years_have_eight_bank_holidays_and_one_off_days_add_to_them(year, number):
    assert len(bank_days.bank_holidays(year)) == number


@pytest.mark.parametrize("year", range(2010, 2036))
def test_no_bank_holiday_falls_on_a_weekend(year):
    assert all(day.weekday() < 5 for day in bank_days.bank_holidays(year))


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2017, 4, 1), "Under 1"),
        (date(2017, 3, 31), "1 to 4"),
        (date(2013, 4, 1), "1 to 4"),
        (date(2013, 3, 31), "5 to 9"),
        (date(2008, 3, 31), "10 to 15"),
        (date(2002, 4, 1), "10 to 15"),
        (date(2002, 3, 31), "16 and 17"),
        (date(2000, 4, 1), "16 and 17"),
        (date(2000, 3, 31), "18 and over"),
        (None, None),
        (date(2018, 4, 1), "Unborn"),
    ],
)
def test_age_band_changes_on_the_birthday(born, band):
    assert bank_days.age_band(born, date(2018, 3, 31)) == band
