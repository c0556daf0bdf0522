"""Pictures as Vega-Lite specifications: what they draw is in the data they carry, and nothing is fetched."""

import json

import pytest

from sherwood.reports import charts

POINTS = [
    {"period": "2018-02-14", "label": "February 2018", "value": 80.0, "words": "80.0%"},
    {"period": "2018-03-16", "label": "March 2018", "value": 85.0, "words": "85.0%"},
]
BARS = [{"label": name, "value": 3, "words": "3"} for name in "ABCDE"]


def trend(**more):
    return charts.trend(POINTS, **{"unit": "per cent", "target": None, "name": "Reviews on time"} | more)


def test_picture_carries_its_data_and_fetches_none():
    spec = trend()
    assert spec["data"] == {"values": POINTS}
    assert '"url"' not in json.dumps(spec)


def test_specification_is_plain_json():
    assert json.loads(json.dumps(trend())) == trend()


def test_target_is_a_dashed_line_with_its_words():
    rule, words = trend(target=90)["layer"][1:]
    assert rule["mark"]["strokeDash"]
    assert rule["encoding"]["y"] == {"datum": 90}
    assert words["mark"]["text"] == "Target 90"


def test_trend_without_a_target_is_one_line():
    assert len(trend()["layer"]) == 1


@pytest.mark.parametrize("unit", ["per cent", "children", "days"])
def test_every_axis_begins_at_nought(unit):
    assert trend(unit=unit)["layer"][0]["encoding"]["y"]["scale"]["zero"] is True


@pytest.mark.parametrize(
    ("unit", "title"), [("per cent", "Per cent"), ("days", "Days"), ("children", "Children"), ("", "Reviews on time")]
)
def test_axis_says_its_unit_in_words(unit, title):
    assert trend(unit=unit)["layer"][0]["encoding"]["y"]["title"] == title


def test_bars_keep_the_order_given_and_start_at_zero():
    encoding = charts.bars(BARS, unit="children", name="Children")["layer"][0]["encoding"]
    assert encoding["y"]["sort"] is None
    assert encoding["x"]["scale"]["zero"] is True


def test_bars_grow_with_their_number_and_never_vanish():
    heights = [charts.bars(BARS[:count], unit="children", name="Children")["height"] for count in (1, 3, 5)]
    assert heights == sorted(heights)
    assert heights[0] >= 90


def test_names_that_begin_alike_are_read_to_their_end():
    """Cut off after so many letters, two teams would stand under one name."""
    names = [f"Child Protection and Family Safeguarding {place}" for place in ("Central", "North")]
    spec = charts.bars([{"label": name, "value": 1, "words": "1"} for name in names], unit="children", name="Children")
    lines = [point["lines"].split("\n") for point in spec["data"]["values"]]
    assert [" ".join(each) for each in lines] == names
    assert all(len(each) == 2 for each in lines)
    assert all(len(part) <= 30 for each in lines for part in each)


@pytest.mark.parametrize(("length", "lines"), [(1, 1), (14, 1), (15, 2), (40, 2)])
def test_a_name_takes_two_lines_at_most_and_one_up_to_28_letters(length, lines):
    spec = charts.bars(
        [{"label": "x " * (length - 1) + "x", "value": 1, "words": "1"}], unit="children", name="Children"
    )
    assert len(spec["data"]["values"][0]["lines"].split("\n")) == lines


def test_bars_of_nought_begin_at_the_axis():
    """An axis from nought to nought has its nought in the middle, written 0.000000."""
    noughts = [{**each, "value": 0, "words": "0.0%"} for each in BARS]
    x = charts.bars(noughts, unit="per cent", name="In time")["layer"][0]["encoding"]["x"]
    assert x["scale"] == {"domain": [0, 1]}
    assert x["axis"]["values"] == [0]


def test_a_course_of_noughts_lies_on_the_axis():
    y = charts.trend([{**each, "value": 0} for each in POINTS], unit="children", target=None, name="Open")["layer"][0][
        "encoding"
    ]["y"]
    assert (y["scale"], y["axis"]["values"]) == ({"domain": [0, 1]}, [0])


def test_a_course_of_noughts_leaves_room_for_its_target():
    noughts = [{**each, "value": 0} for each in POINTS]
    y = charts.trend(noughts, unit="per cent", target=90, name="In time")["layer"][0]["encoding"]["y"]
    assert y["scale"] == {"zero": True, "nice": True}


def test_one_bar_above_nought_gives_the_axis_its_end():
    mixed = [BARS[0], {**BARS[1], "value": 0, "words": "0"}]
    x = charts.bars(mixed, unit="children", name="Children")["layer"][0]["encoding"]["x"]
    assert x["scale"]["zero"] is True
    assert "values" not in x["axis"]


def test_looks_are_left_to_whatever_draws_it():
    assert "config" not in trend()


def test_caller_keeps_its_own_points():
    spec = trend()
    spec["data"]["values"][0]["value"] = 0
    assert POINTS[0]["value"] == 80.0


@pytest.mark.parametrize(
    ("unit", "whole"), [("children", True), ("days", True), ("per cent", False), ("points", False)]
)
def test_no_mark_stands_at_half_a_child(unit, whole):
    axis = charts.bars(BARS, unit=unit, name="Children")["layer"][0]["encoding"]["x"]["axis"]
    assert ("tickMinStep" in axis) is whole
