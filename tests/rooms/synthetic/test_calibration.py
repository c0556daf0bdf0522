"""How the county is held against published figures: each figure counted from a handful of rows on the edge of its rule."""

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from sherwood.synthetic.calibration import county_report
from sherwood.synthetic.courses import load_life_courses

PUBLISHED = load_life_courses().calibration.figure
EPISODES = ("child", "decom", "rne", "ls", "place", "dec")
Row = dict[str, str]


def episode(
    child: str, start: str = "01/04/2024", rne: str = "S", ls: str = "C2", place: str = "U6", dec: str = ""
) -> Row:
    return dict(zip(EPISODES, (child, start, rne, ls, place, dec), strict=True))


def write(path: Path, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def figures(tmp_path: Path):
    """Write a county that ended on a day, with these files of 2024-25, and return its figures by name."""

    def of(last_day: str = "2025-03-31", children: int = 10_000, reviews: list[Row] | None = None, **files: list[Row]):
        folder = tmp_path / "county"
        (folder / "truth").mkdir(parents=True, exist_ok=True)
        facts = {"last_day": last_day, "children_0_to_17": children}
        (folder / "truth" / "county.json").write_text(json.dumps(facts), encoding="utf-8")
        for name, rows in files.items():
            write(folder / "2025-05-01" / "ssda903" / "2024-25" / f"{name}.csv", rows)
        if reviews:
            write(folder / "truth" / "reviews.csv", reviews)
        return {each["name"]: each for each in county_report(folder)}

    return of


def county(found: dict[str, dict[str, Any]], name: str) -> float:
    return float(found[name]["county"])


def test_every_published_figure_is_counted(figures) -> None:
    assert set(figures(episodes=[episode("1")])) == set(PUBLISHED)


def test_the_year_is_the_last_one_that_is_complete(figures) -> None:
    episodes = [episode("1")]
    assert county(figures("2025-03-31", episodes=episodes), "looked_after_per_10000") == 1.0
    assert county(figures("2026-03-30", episodes=episodes), "looked_after_per_10000") == 1.0
    with pytest.raises(FileNotFoundError, match="2025-26"):
        figures("2026-03-31", episodes=episodes)


def test_only_children_in_care_at_the_years_end_count_and_short_breaks_do_not(figures) -> None:
    rows = [
        episode("1"),
        episode("2", dec="30/03/2025"),
        episode("3", ls="V3"),
        episode("4", ls="V4"),
        episode("5", ls="V2"),
    ]
    found = figures(episodes=rows)
    assert county(found, "looked_after_per_10000") == 2.0
    assert county(found, "legal_section_20_pct") == 50.0
    assert county(found, "legal_full_care_order_pct") == 50.0


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("U1", "foster_pct"),
        ("K1", "childrens_home_pct"),
        ("K2", "childrens_home_pct"),
        ("K3", "supported_accommodation_pct"),
        ("H5", "supported_accommodation_pct"),
        ("P2", "supported_accommodation_pct"),
        ("P1", "with_parents_pct"),
    ],
)
def test_each_placement_counts_under_its_own_heading_alone(figures, place, name) -> None:
    found = figures(episodes=[episode("1", place=place)])
    headings = {"foster_pct", "childrens_home_pct", "supported_accommodation_pct", "with_parents_pct"}
    assert {each for each in headings if county(found, each)} == {name}


def test_the_third_placement_of_the_year_counts_and_the_second_does_not(figures) -> None:
    stays = [episode("1", "01/01/2024", dec="01/06/2024"), episode("2", "01/01/2024", dec="01/06/2024")]
    moved = [episode("1", "01/06/2024", "P", dec="01/09/2024"), episode("1", "01/09/2024", "B")]
    settled = [episode("2", "01/06/2024", "P")]
    assert county(figures(episodes=[*stays, *moved, *settled]), "three_or_more_placements_pct") == 50.0


@pytest.mark.parametrize("reason", ["L", "T", "U"])
def test_a_new_order_or_status_with_the_same_carer_is_no_new_placement(figures, reason) -> None:
    rows = [
        episode("1", "01/01/2024", dec="01/06/2024"),
        episode("1", "01/06/2024", "P", dec="01/09/2024"),
        episode("1", "01/09/2024", reason),
    ]
    assert county(figures(episodes=rows), "three_or_more_placements_pct") == 0.0


def test_a_placement_that_ended_on_the_first_day_of_the_year_is_not_one_of_the_year(figures) -> None:
    rows = [
        episode("1", "01/01/2024", dec="01/04/2024"),
        episode("1", "01/04/2024", "P", dec="01/09/2024"),
        episode("1", "01/09/2024", "P"),
    ]
    assert county(figures(episodes=rows), "three_or_more_placements_pct") == 0.0


def test_going_missing_counts_each_child_in_care_once_and_being_away_does_not(figures) -> None:
    missing = [{"child": child, "missing": kind} for child, kind in (("1", "M"), ("1", "M"), ("2", "A"), ("9", "M"))]
    found = figures(episodes=[episode("1"), episode("2")], missing=missing)
    assert county(found, "missing_in_year_pct") == 50.0


def test_an_unaccompanied_child_counts_until_the_status_ceases(figures) -> None:
    uasc = [{"child": "1", "duc": ""}, {"child": "2", "duc": "01/01/2025"}]
    assert county(figures(episodes=[episode("1"), episode("2")], uasc=uasc), "unaccompanied_pct") == 50.0


def test_one_late_review_of_the_year_makes_the_child_late_and_another_years_does_not(figures) -> None:
    due = [("1", "2024-04-01", "0"), ("1", "2025-03-31", "1"), ("2", "2024-03-31", "1"), ("2", "2024-06-01", "0")]
    reviews = [dict(zip(("child", "due_date", "is_late"), each, strict=True)) for each in due]
    found = figures(episodes=[episode("1"), episode("2")], reviews=[*reviews, {**reviews[1], "child": "9"}])
    assert county(found, "reviews_on_time_pct") == 50.0


def test_health_answers_are_read_as_a_spreadsheet_writes_them(figures) -> None:
    answers = [
        {"child": str(at), "health_assessment": said, "teeth_check": "0", "sdq_score": ""}
        for at, said in enumerate(("1", "1.0", "0", ""))
    ]
    found = figures(episodes=[episode("1")], oc2=answers)
    assert county(found, "health_assessment_pct") == 50.0
    assert county(found, "dental_check_pct") == 0.0


def test_an_impossible_score_is_left_out_of_the_mean(figures) -> None:
    answers = [
        {"child": str(at), "health_assessment": "", "teeth_check": "", "sdq_score": score}
        for at, score in enumerate(("10", "20", "41", ""))
    ]
    assert county(figures(episodes=[episode("1")], oc2=answers), "sdq_mean") == 15.0


def test_a_figure_of_nothing_is_never_within(figures) -> None:
    found = figures(episodes=[episode("1")])["sdq_mean"]
    assert (found["county"], found["within"]) == (0.0, False)


@pytest.mark.parametrize("beyond", [False, True])
def test_a_figure_is_within_by_its_tolerance_and_twice_the_error_of_the_countys_size(figures, beyond) -> None:
    """A hundred children, so many of them under a full care order: one more than is allowed is too many."""
    name = "legal_full_care_order_pct"
    published, within = PUBLISHED[name].published, PUBLISHED[name].within

    def is_allowed(count: int) -> bool:
        error = 100 * math.sqrt(count / 100 * (1 - count / 100) / 100)
        return abs(count - published) <= within + 2 * error

    most = max(count for count in range(101) if is_allowed(count))
    orders = most + beyond
    rows = [episode(str(at), ls="C2" if at < orders else "C1") for at in range(100)]
    assert figures(episodes=rows)[name]["within"] is not beyond
