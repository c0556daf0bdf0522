"""Outputs: a chart's Vega-Lite specification drawn as a picture, without a browser and without a network."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import vl_convert

from sherwood.outputs.json import written
from sherwood.reports.document import Chart

VEGA_LITE = "6.4"
WIDTH = 640
DOTS_PER_INCH = 144
# Dark blue on white is told apart in grey print too.
LOOK: dict[str, Any] = {
    "background": "white",
    "font": "sans-serif",
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "gridColor": "#d8d8d8"},
    "line": {"color": "#1d3f72", "strokeWidth": 2.5},
    "point": {"color": "#1d3f72", "filled": True, "size": 45},
    "bar": {"color": "#1d3f72"},
    "view": {"stroke": None},
}


def png(chart: Chart) -> bytes:
    """Return the chart as a PNG picture."""
    return _drawn(written(dict(chart.spec) | {"width": WIDTH}))


@lru_cache(maxsize=64)
def _drawn(spec: str) -> bytes:
    """Return the picture of a specification; the same one is drawn once for Word and PDF."""
    drawn: bytes = vl_convert.vegalite_to_png(
        spec, vl_version=VEGA_LITE, config=LOOK, ppi=DOTS_PER_INCH, allowed_base_urls=[]
    )
    return drawn


def alternative(chart: Chart) -> str:
    """Return what a reader who does not see the picture is told: what happened, and where the numbers stand."""
    return f"{chart.title}. {chart.sentence} The numbers are in the table below the picture."
