"""Vega-Lite specifications of pictures in depth: bands of a flow, what still goes on, points of two measures, ratios with ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.reports.charts import page

Rows = Sequence[Mapping[str, Any]]
ACROSS = 16
NODE = 0.035
LEAST_NAMED = 0.03


def sankey(bands: Rows, nodes: Rows, titles: Sequence[str]) -> dict[str, Any]:
    """Return bands from stage to stage between upright bars.

    A band holds `stage`, `from`, `to`, `size`, `leaves` and `arrives`; a node `stage`, `value`, `low`, `high` and `words`.
    """
    last = len(titles) - 1
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-0.02, last + 0.02 + NODE]}}
    y = {"field": "low", "type": "quantitative", "axis": None, "scale": {"reverse": True, "zero": True}}
    drawn = [point for number, band in enumerate(bands) for point in _curve(number, band)]
    bars = [
        dict(node) | {"x": node["stage"], "x2": node["stage"] + NODE, "middle": (node["low"] + node["high"]) / 2}
        for node in nodes
    ]
    colour = {"field": "from", "type": "nominal", "legend": None}
    tips = [{"field": "from"}, {"field": "to"}, {"field": "size", "title": "How many"}]
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": drawn},
            "mark": {"type": "area", "opacity": 0.45},
            "encoding": {
                "x": x,
                "y": y,
                "y2": {"field": "high"},
                "detail": {"field": "band"},
                "color": colour,
                "tooltip": tips,
            },
        },
        {
            "data": {"values": bars},
            "mark": {"type": "rect", "color": "#0b0c0c"},
            "encoding": {
                "x": x,
                "x2": {"field": "x2"},
                "y": y,
                "y2": {"field": "high"},
                "tooltip": [{"field": "words"}],
            },
        },
        *(
            _names([bar for bar in bars if (bar["stage"] == last) is is_last], x, len(titles), is_last=is_last)
            for is_last in (False, True)
        ),
    ]
    return page(layers, [], height=420)


def _names(bars: Rows, x: Mapping[str, Any], stages: int, *, is_last: bool) -> dict[str, Any]:
    """Return the names of values large enough to hold one, inwards from the last stage so that none is cut off."""
    whole = sum(bar["high"] - bar["low"] for bar in bars) / max(len({bar["stage"] for bar in bars}), 1)
    bars = [bar for bar in bars if bar["high"] - bar["low"] >= whole * LEAST_NAMED]
    mark = {
        "type": "text",
        "align": "right" if is_last else "left",
        "dx": -4 if is_last else 4,
        "fontSize": 12,
        # Half of the room between two stages, whatever the width of the page.
        "limit": {"expr": f"max(width / {2 * max(stages - 1, 1)} - 12, 30)"},
    }
    side = dict(x) | {"field": "x" if is_last else "x2"}
    y = {"field": "middle", "type": "quantitative", "axis": None}
    return {
        "data": {"values": [dict(bar) for bar in bars]},
        "mark": mark,
        "encoding": {"x": side, "y": y, "text": {"field": "words"}},
    }


def _curve(number: int, band: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the points of one band, which leaves and arrives level."""
    points = []
    for step in range(ACROSS + 1):
        along = step / ACROSS
        eased = along * along * (3 - 2 * along)
        low = band["leaves"] + (band["arrives"] - band["leaves"]) * eased
        x = band["stage"] + NODE + along * (1 - NODE)
        points.append(
            {
                "band": number,
                "x": x,
                "low": low,
                "high": low + band["size"],
                "from": band["from"],
                "to": band["to"],
                "size": band["size"],
            }
        )
    return points


def survival(points: Rows, *, ends: int) -> dict[str, Any]:
    """Return a falling line of steps within its range; each point holds `days`, `still`, `low` and `high` in per cent."""
    x = {"field": "days", "type": "quantitative", "title": "Days since it began", "scale": {"domain": [0, ends]}}
    tips = [{"field": "days", "title": "Days"}, {"field": "still", "title": "Still going on", "format": ".1f"}]

    def y(field: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "title": "Per cent still going on",
            "scale": {"domain": [0, 100]},
        }

    layers = [
        {
            "mark": {"type": "area", "opacity": 0.18, "interpolate": "step-after"},
            "encoding": {"x": x, "y": y("low"), "y2": {"field": "high"}},
        },
        {"mark": {"type": "line", "interpolate": "step-after"}, "encoding": {"x": x, "y": y("still"), "tooltip": tips}},
    ]
    return page(layers, points, height=300)


def scatter(points: Rows, *, x: str, y: str) -> dict[str, Any]:
    """Return a point for each unit; each holds `label`, `x`, `y` and `words`."""
    place = {
        "x": {"field": "x", "type": "quantitative", "title": x, "scale": {"zero": False, "nice": True}},
        "y": {"field": "y", "type": "quantitative", "title": y, "scale": {"zero": False, "nice": True}},
    }
    tips = [{"field": "label"}, {"field": "words"}]
    layers = [
        {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": place | {"tooltip": tips}},
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "limit": 110},
            "encoding": place | {"text": {"field": "label"}},
        },
    ]
    return page(layers, points, height=340)


def ratios(points: Rows, *, name: str) -> dict[str, Any]:
    """Return a point with its range for each group, about a line at one; each holds `label`, `ratio`, `low`, `high` and `words`."""
    y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 220}}
    # From half to twice as often at the least, so that a small difference does not look like a large one.
    lowest, highest = min([0.5, *(each["low"] for each in points)]), max([2.0, *(each["high"] for each in points)])
    scale = {"type": "log", "domain": [lowest, highest], "nice": False}
    tips = [{"field": "label"}, {"field": "words"}]

    def x(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "title": name, "scale": scale, "axis": {"format": ".2~f"}}

    layers = [
        {"mark": {"type": "rule"}, "encoding": {"y": y, "x": x("low"), "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": {"y": y, "x": x("ratio"), "tooltip": tips}},
        {"mark": {"type": "rule", "strokeDash": [6, 4]}, "encoding": {"x": {"datum": 1}}},
    ]
    return page(layers, points, height=max(120, 40 * len(points)))
