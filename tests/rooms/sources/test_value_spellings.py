import subprocess
import sys

import pytest
from evaluations.value_spellings import FILE, MOST_ALIASES, WRONG, alias_count, half_of, landed, plain, rows_of, share

needs_samples = pytest.mark.skipif(not FILE.is_file(), reason=f"the spellings are not there: {FILE}")
# Measured once, after the aliases and rules were last written: 87.8 % right, 5.2 % wrong. The aim of the evaluation, 90 %, is higher.
FLOOR, CEILING = 0.877, 0.053


def half(name):
    return [row for row in rows_of(FILE) if half_of(row["column"], row["spelling"]) == name]


def test_the_code_lists_hold_no_more_aliases_than_agreed():
    assert 0 < alias_count() <= MOST_ALIASES


@needs_samples
def test_the_half_held_out_is_read_no_worse_than_when_it_was_measured():
    results = landed(half("held_out"))
    assert share(results) >= FLOOR
    assert sum(how == WRONG for _, how, _ in results) / len(results) <= CEILING


@needs_samples
def test_the_tuning_half_is_read_no_worse_than_when_it_was_measured():
    results = landed(half("tuning"))
    assert share(results) >= 0.95
    assert sum(how == WRONG for _, how, _ in results) <= 14


@needs_samples
def test_the_two_halves_are_the_whole_and_about_as_large():
    halves = [len(half(name)) for name in ("tuning", "held_out")]
    assert sum(halves) == len(rows_of(FILE))
    assert abs(halves[0] - halves[1]) < 0.1 * sum(halves)


def test_the_half_of_a_row_depends_on_nothing_but_its_text():
    assert half_of("Gender", "Female") == half_of("Gender", "Female")
    assert {half_of("Gender", str(number)) for number in range(20)} == {"tuning", "held_out"}


def test_groups_are_compared_without_letter_capitals_and_punctuation():
    assert plain("h) Children’s Homes") == plain("Childrens homes")
    assert plain("a) Yes") != plain("b) No")


def test_a_missing_file_is_named_with_what_it_must_hold():
    asked = subprocess.run(
        [sys.executable, "-m", "evaluations.value_spellings", "nowhere.csv"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert "nowhere.csv is not there" in asked.stderr
