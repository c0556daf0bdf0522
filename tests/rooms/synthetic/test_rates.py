"""Rates: what the files hold lies near what the life courses declare and what is published."""

from collections import Counter

import pytest
from tests.rooms.synthetic.conftest import Made

# Four standard errors of a share over so many rows: a true rate strays further once in some 16,000 draws.
ERRORS = 4


def near(found: int, of: int, rate: float) -> bool:
    return abs(found / of - rate) <= ERRORS * (rate * (1 - rate) / of) ** 0.5


@pytest.mark.parametrize(
    ("column", "rate"), [("HEALTH_ASSESSMENT", 0.90), ("TEETH_CHECK", 0.81), ("IMMUNISATIONS", 0.84)]
)
def test_health_answers_come_at_their_declared_rate(large_county: Made, column: str, rate: float) -> None:
    answers = Counter(row[column] for row in large_county.csv("2026-05-20/ssda903/2025-26/oc2.csv"))
    assert near(answers["1"], answers["0"] + answers["1"], rate)


def test_care_leavers_are_in_touch_at_the_declared_rate(large_county: Made) -> None:
    answers = Counter(
        row["IN_TOUCH"] for row in large_county.csv("2026-05-20/ssda903/2025-26/oc3.csv") if row["IN_TOUCH"]
    )
    assert near(answers["YES"], answers.total(), 0.88)


def test_children_start_to_be_looked_after_at_the_declared_rate(large_county: Made) -> None:
    starts = [
        row
        for row in large_county.truth("periods_of_care")
        if row["is_short_break"] == "0" and "2023-04-01" <= row["start_date"] <= "2026-03-31"
    ]
    # Families come and children come back, so starts vary more than single arrivals would: a tenth either way.
    assert 26.0 * 15 * 3 * 0.9 <= len(starts) <= 26.0 * 15 * 3 * 1.15


def test_few_children_go_missing_and_a_few_of_them_very_often(large_county: Made) -> None:
    spells = Counter(row["Child"] for row in large_county.csv("2026-05-20/ssda903/2025-26/missing.csv"))
    most = sum(times for _, times in spells.most_common(len(spells) // 5))
    assert most > 0.4 * spells.total()


def test_children_under_4_take_no_part_in_reviews_and_others_do(large_county: Made) -> None:
    codes = Counter(row["REVIEW_CODE"] for row in large_county.last("reviews"))
    assert set(codes) >= {"PN0", "PN1", "PN2", "PN4", "PN5", "PN6", "PN7"}


def test_unaccompanied_children_are_mostly_boys(large_county: Made) -> None:
    sexes = Counter(row["SEX"] for row in large_county.last("uasc"))
    assert near(sexes["M"], sexes.total(), 0.95)
