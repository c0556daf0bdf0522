"""Vega-Lite specifications of the few kinds of picture Sherwood draws; screen, print and documents share them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

TARGET = "#a8450c"
MARK = "#4c2c92"
# A name too long for one line of an axis takes two, around the middle of its bar.
LINE = 28
TWO_LINES = {
    "labelExpr": "split(datum.label, '\\n')",
    "labelOffset": {"condition": {"test": "indexof(datum.label, '\\n') > 0", "value": -7}, "value": 0},
}


def trend(
    points: Sequence[Mapping[str, Any]],
    *,
    unit: str,
    target: float | None,
    name: str,
    by_label: bool = False,
    marks: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return a line over periods; each point holds `period` (ISO date), `label`, `value`; a target is a dashed rule.

    `marks` are places on the time axis (`period` or `label`) with the `number` under which the sentence tells them.

    Every axis begins at nought: cut off below, a change of a few points would look like a collapse. `by_label` names each
    period on the axis, for the few whose names are no months, such as collection years.
    """
    line = {
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": _named_periods() if by_label else _months(),
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": _axis_title(unit, name),
                **_from_nought([*points, {"value": target}], unit),
            },
            "tooltip": [{"field": "label", "title": "Period"}, {"field": "words", "title": name}],
        },
    }
    layers: list[dict[str, Any]] = [line]
    layers += _marks(marks, by_label=by_label)
    if target is not None:
        rule = {"mark": {"type": "rule", "strokeDash": [6, 4], "color": TARGET}, "encoding": {"y": {"datum": target}}}
        words = {
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 4,
                "dy": -7,
                "color": TARGET,
                "fontSize": 14,
                "text": f"Target {target:g}",
            },
            "encoding": {"y": {"datum": target}, "x": {"value": 0}},
        }
        layers += [rule, words]
    return page(layers, points, height=260)


def lines(
    points: Sequence[Mapping[str, Any]], *, unit: str, name: str, order: Sequence[str], by_label: bool
) -> dict[str, Any]:
    """Return several lines on one axis, told apart by colour, dash and legend; each point holds `line` too."""
    parted = {"field": "line", "type": "nominal", "sort": list(order), "title": None, "legend": {"orient": "top"}}
    layer = {
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": _named_periods() if by_label else _months(),
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": _axis_title(unit, name),
                **_from_nought(points, unit),
            },
            "color": parted,
            "strokeDash": parted,
            "tooltip": [{"field": "line"}, {"field": "label", "title": "Period"}, {"field": "words", "title": name}],
        },
    }
    return page([layer], points, height=300)


def funnel(
    units: Sequence[Mapping[str, Any]], limits: Sequence[Mapping[str, Any]], *, unit: str, counted: str, name: str
) -> dict[str, Any]:
    """Return units by size and value among limits of chance; a unit holds `size`, `value`, `label`, a limit `size`, `limit`, `line`."""
    x = {"field": "size", "type": "quantitative", "title": counted, "scale": {"zero": True}}

    def y(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "title": _axis_title(unit, name), "scale": {"zero": False}}

    dash = {"field": "line", "type": "nominal", "title": None, "legend": {"orient": "top"}}
    layers = [
        {
            "mark": {"type": "line", "strokeWidth": 1},
            "data": {"values": [dict(each) for each in limits]},
            "encoding": {"x": x, "y": y("limit"), "strokeDash": dash, "detail": {"field": "side"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90},
            "encoding": {"x": x, "y": y("value"), "tooltip": [{"field": "label"}, {"field": "words", "title": name}]},
        },
    ]
    return page(layers, units, height=320)


def _marks(marks: Sequence[Mapping[str, Any]], *, by_label: bool) -> list[dict[str, Any]]:
    """Return a thin upright line with its number for each mark."""
    if not marks:
        return []
    x = _named_periods() if by_label else _months()
    data = {"values": [dict(each) for each in marks]}
    rule = {"mark": {"type": "rule", "color": MARK, "strokeDash": [2, 3]}, "data": data, "encoding": {"x": x}}
    words = {
        "mark": {"type": "text", "baseline": "top", "dx": 8, "color": MARK, "fontSize": 14, "fontWeight": "bold"},
        "data": data,
        "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "number"}},
    }
    return [rule, words]


def bars(points: Sequence[Mapping[str, Any]], *, unit: str, name: str) -> dict[str, Any]:
    """Return horizontal bars in the order given; each point holds `label`, `value`, `words`."""
    encoding = {
        "y": {
            "field": "lines",
            "type": "nominal",
            "sort": None,
            "title": None,
            "axis": TWO_LINES | {"labelLimit": 220, "ticks": False, "domain": False},
        },
        "x": {
            "field": "value",
            "type": "quantitative",
            "title": _axis_title(unit, name),
            **_from_nought(points, unit, tickCount=5),
        },
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": encoding | {"tooltip": [{"field": "label"}, {"field": "words", "title": name}]},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 14},
            "encoding": {"y": encoding["y"], "x": encoding["x"], "text": {"field": "words"}},
        },
    ]
    # Names that begin alike, as of teams in two places, must be read to their end.
    wrapped = [{**point, "lines": _in_two_lines(str(point["label"]))} for point in points]
    return page(layers, wrapped, height=max(90, 34 * len(points)))


def _in_two_lines(name: str) -> str:
    return fill(name, max(LINE, 2 * len(name) // 3))


def _months() -> dict[str, Any]:
    """Return a time axis marked by months."""
    axis = {"format": "%b %Y", "labelOverlap": True}
    return {"field": "period", "type": "temporal", "title": None, "axis": axis}


def _named_periods() -> dict[str, Any]:
    """Return an axis with each period's own name, in the order given."""
    return {"field": "label", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}}


def _from_nought(points: Sequence[Mapping[str, Any]], unit: str, **axis: int) -> dict[str, Any]:
    """Return scale and axis of values; noughts alone would stand in the middle of an axis without an end."""
    if not any(point["value"] for point in points):
        return {"scale": {"domain": [0, 1]}, "axis": {"values": [0], "format": "d"}}
    return {"scale": {"zero": True, "nice": True}, "axis": axis | _whole_numbers(unit)}


def _whole_numbers(unit: str) -> dict[str, Any]:
    """Return marks that never fall between two whole numbers: there is no half a child."""
    return {"tickMinStep": 1, "format": ",d"} if unit not in ("points", "per cent") else {}


def _axis_title(unit: str, name: str) -> str:
    return unit.capitalize() or name


def page(layers: list[dict[str, Any]], points: Sequence[Mapping[str, Any]], *, height: int) -> dict[str, Any]:
    """Return a whole specification: data and encoding; how it looks is the business of whatever draws it."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": [dict(point) for point in points]},
        "layer": layers,
    }


def fan(
    seen: Sequence[Mapping[str, Any]],
    coming: Sequence[Mapping[str, Any]],
    shaded: Sequence[Mapping[str, str]] = (),
    restricted: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return what came as a line, and what is expected as a dashed one within its ranges of 80 and 95 %, days `shaded` behind.

    Each point of `seen` holds `day` and `came`; of `coming` `day`, `middle`, `low80`, `high80`, `low95`, `high95`; of `shaded` its
    `first` and `last` day, and of `restricted` these and the `level` from 0 to 1, by which it is darker.
    """
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "labelOverlap": True}}

    def layer(mark: dict[str, Any], low: str, high: str = "") -> dict[str, Any]:
        y = {"field": low, "type": "quantitative", "title": "contacts a week", "scale": {"zero": True}}
        ends = {"y2": {"field": high}} if high else {}
        return {"mark": mark, "encoding": {"x": x, "y": y, **ends}}

    layers = [
        layer({"type": "area", "opacity": 0.18}, "low95", "high95"),
        layer({"type": "area", "opacity": 0.3}, "low80", "high80"),
        layer({"type": "line", "strokeDash": [6, 4]}, "middle"),
        layer({"type": "line"}, "came"),
    ]

    def behind(spells: Sequence[Mapping[str, Any]], mark: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        drawn = {
            "data": {"values": [dict(each) for each in spells]},
            "mark": {"type": "rect", **mark},
            "encoding": {"x": x | {"field": "first"}, "x2": {"field": "last"}, **more},
        }
        return [drawn] if spells else []

    darker = {
        "field": "level",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": [0.04, 0.3]},
        "legend": None,
    }
    every = [
        *behind(restricted, {"color": "#f47738"}, opacity=darker),
        *behind(shaded, {"opacity": 0.12, "color": "#505a5f"}),
        *layers,
    ]
    return page(every, [*seen, *coming], height=300)


def heat(points: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return days as squares, a column a week and a row a weekday, the darker the more came; each point holds `week`, `weekday`, `came`."""
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    encoding = {
        "x": {"field": "week", "type": "ordinal", "title": "Week from", "sort": None, "axis": {"labelOverlap": True}},
        "y": {"field": "weekday", "type": "ordinal", "title": None, "sort": days},
        "color": {
            "field": "came",
            "type": "quantitative",
            "title": "Contacts",
            "scale": {"scheme": "blues", "zero": True},
        },
        "tooltip": [{"field": "day", "title": "Day"}, {"field": "came", "title": "Contacts"}],
    }
    return page([{"mark": {"type": "rect"}, "encoding": encoding}], points, height=220)


def days_apart(points: Sequence[Mapping[str, Any]], *, unit: str) -> dict[str, Any]:
    """Return a line over days for each name, told apart by dashes as well as by colour; each point holds `day`, `value`, `name`."""
    encoding = {
        "x": {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%d %b", "labelOverlap": True}},
        "y": {"field": "value", "type": "quantitative", "title": unit, "scale": {"zero": True}},
        "color": {
            "field": "name",
            "type": "nominal",
            "title": None,
            "legend": {"orient": "bottom", "columns": 1, "labelLimit": 300},
        },
        "strokeDash": {"field": "name", "type": "nominal", "title": None, "legend": None},
    }
    return page([{"mark": {"type": "line", "point": True}, "encoding": encoding}], points, height=260)
