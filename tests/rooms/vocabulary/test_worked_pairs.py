import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.rooms.vocabulary.calendars import ENGLAND_AND_WALES

from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.intervals import add_days, add_months, add_weeks

PAIRS = Path(__file__).parents[2] / "evidence" / "working_days.csv"
FEWEST = 200

DUE_DAY = {
    "add_working_days": ENGLAND_AND_WALES.add_working_days,
    "add_days": add_days,
    "add_weeks": add_weeks,
    "add_months": add_months,
}
COUNT = {"working_days_between": ENGLAND_AND_WALES.working_days_between, "age": age_on}

needs_pairs = pytest.mark.skipif(not PAIRS.exists(), reason="tests/evidence/working_days.csv is not there")


def pairs() -> list[dict[str, str]]:
    if not PAIRS.exists():
        return []
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(pair: dict[str, str]) -> str:
    start, second = date.fromisoformat(pair["start"]), pair["end_or_count"]
    if pair["kind"] in DUE_DAY:
        return DUE_DAY[pair["kind"]](start, int(second)).isoformat()
    return str(COUNT[pair["kind"]](start, date.fromisoformat(second)))


@needs_pairs
@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair['kind']}-{pair['start']}-{pair['end_or_count']}")
def test_each_pair_worked_by_hand_comes_out_the_same(pair):
    assert answer(pair) == pair["expected"], pair["why"]


@needs_pairs
def test_at_least_200_pairs_cover_every_kind_of_limit():
    kinds = Counter(pair["kind"] for pair in pairs())
    assert kinds.total() >= FEWEST
    assert set(kinds) == DUE_DAY.keys() | COUNT.keys()
