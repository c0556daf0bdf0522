"""The report as a whole: every published figure counted, from the files alone, within tolerance or not, emergent or not."""

import ast
import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from tests.rooms.synthetic.delivered import Delivered, a_case

from sherwood.synthetic import county_report, reporting
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.reporting.report import CHECKS, FIGURES, is_within, published_year

CALIBRATION = load_life_courses().calibration
COURSES = files("sherwood.catalogue") / "life_courses"
NO_PARAMETERS = {"calibration.toml", "published_figures.toml"}


def numbers_in(value):
    """Every rate that a file declares, and the weights of its choices as they stand and as shares of their kind."""
    if isinstance(value, dict):
        yield from (float(value[key]) for key in ("value", "weight") if isinstance(value.get(key), int | float))
        for each in value.values():
            yield from numbers_in(each)
    elif isinstance(value, list):
        weights = [each["weight"] for each in value if isinstance(each, dict) and "weight" in each]
        yield from (100 * weight / sum(weights) for weight in weights)
        for each in value:
            yield from numbers_in(each)


def parameters():
    return {
        round(number, 3)
        for file in COURSES.iterdir()
        if file.name.endswith(".toml") and file.name not in NO_PARAMETERS
        for number in numbers_in(tomllib.loads(file.read_text(encoding="utf-8")))
    }


def as_parameters(value, per):
    """The ways a published figure could stand among the rates: itself, as a share, or as what is left of the whole."""
    return {round(each, 3) for each in (value, value / per, 1 - value / per)}


def test_at_least_60_figures_are_published_and_25_of_them_are_no_parameter_of_the_county():
    known = parameters()
    emergent = {name: figure for name, figure in CALIBRATION.figure.items() if figure.is_emergent}
    unknown = [
        name
        for name, figure in emergent.items()
        if not as_parameters(figure.published[published_year(figure, CALIBRATION.last_calibrated_year)], figure.per)
        & known
    ]
    assert len(CALIBRATION.figure) >= 60
    assert len(unknown) >= 25, sorted(emergent.keys() - set(unknown))


def test_a_rate_copied_from_a_published_figure_would_be_noticed():
    options = [{"code": "3B", "weight": 30}, {"code": "4B", "weight": 10}]
    declared = {
        round(each, 3) for each in numbers_in({"rate": {"late": {"value": 0.143}}, "choice": {"options": options}})
    }
    assert as_parameters(85.7, 100) & declared == {0.143}
    assert as_parameters(75.0, 100) & declared == {75.0}
    assert not as_parameters(74.9, 100) & declared


def test_every_figure_is_counted_or_names_the_feed_it_needs():
    awaited = {name for name, figure in CALIBRATION.figure.items() if figure.needs} - FIGURES.keys()
    assert FIGURES.keys() | awaited == set(CALIBRATION.figure)
    assert set(CHECKS) == set(CALIBRATION.shape)


def test_twelve_shapes_stand_beside_the_means():
    assert len(CALIBRATION.shape) >= 12
    assert all(each.at_least < each.at_most for each in CALIBRATION.shape.values())


def test_the_report_knows_nothing_of_the_generator_nor_of_the_truth():
    folder = Path(reporting.__file__).parent
    allowed = {"sherwood.synthetic.courses", "sherwood.synthetic.shapes"}
    for file in folder.glob("*.py"):
        source = file.read_text(encoding="utf-8")
        imported = {each.module or "" for each in ast.walk(ast.parse(source)) if isinstance(each, ast.ImportFrom)}
        own = {name for name in imported if name.startswith("sherwood.")}
        assert all(
            name.startswith(("sherwood.synthetic.reporting", "sherwood.vocabulary")) or name in allowed for name in own
        ), file
        assert "truth/" not in source, file


def test_the_latest_calibrated_year_is_reported_and_later_ones_apart(tmp_path):
    county = Delivered(tmp_path)
    for year, drop in (
        ("2018-19", "2019-07-31"),
        ("2019-20", "2020-03-31"),
        ("2020-21", "2021-03-31"),
        ("2021-22", "2022-03-30"),
    ):
        county.census(a_case("2019-06-03"), year=year, drop=drop)
    found = county_report(tmp_path)
    assert found["year"] == "2019-20"
    of_last_year = {name for name, figure in CALIBRATION.figure.items() if figure.is_of_last_year}
    assert {each["name"] for each in found["figures"] if each["year"] == "2020-21"} == of_last_year
    assert {each["year"] for each in found["figures"]} == {"2019-20", "2020-21"}
    assert {each["year"] for each in found["untouched"]} == {"2020-21"}
    json.dumps(found)


def test_a_county_without_a_calibrated_year_is_held_at_its_last_complete_one(tmp_path):
    county = Delivered(tmp_path)
    for year, drop in (("2023-24", "2024-07-31"), ("2024-25", "2025-03-31"), ("2025-26", "2026-03-30")):
        county.census(a_case("2019-06-03"), year=year, drop=drop)
    found = county_report(tmp_path)
    assert found["year"] == "2024-25"
    assert found["figures"][1]["published_year"] == "2024-25"


def test_a_figure_whose_feed_is_not_there_has_no_value_and_is_not_within(tmp_path):
    Delivered(tmp_path).census(a_case("2019-06-03"))
    found = {each["name"]: each for each in county_report(tmp_path)["figures"]}
    assert (found["persistent_absence_pct"]["county"], found["persistent_absence_pct"]["within"]) == (None, False)
    assert found["persistent_absence_pct"]["needs"] == "attendance_daily"
    assert found["re_referrals_pct"]["county"] is None


def test_a_folder_that_is_no_county_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="no complete year"):
        county_report(tmp_path)
    with pytest.raises(FileNotFoundError):
        county_report(tmp_path / "nowhere")


def test_a_percentage_is_within_by_fifteen_per_cent_or_two_points_and_a_rate_by_fifteen_per_cent():
    assert is_within(23.0, 20.0, 100, CALIBRATION)
    assert not is_within(23.1, 20.0, 100, CALIBRATION)
    assert is_within(5.0, 3.0, 100, CALIBRATION)
    assert not is_within(5.1, 3.0, 100, CALIBRATION)
    assert not is_within(12.0, 10.0, 10_000, CALIBRATION)
    assert not is_within(None, 0.0, 100, CALIBRATION)


def test_the_published_year_is_the_countys_own_else_the_nearest():
    figure = CALIBRATION.figure["boys_pct"]
    assert published_year(figure, "2022-23") == "2022-23"
    assert published_year(figure, "2016-17") == "2020-21"
    assert published_year(CALIBRATION.figure["absence_pct"], "2019-20") == "2018-19"
