"""Measures: the kinds of measure, one a file, each of which turns a declaration into the question it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sherwood.access.facts import Facts
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.asked import Asked
from sherwood.measures.kinds import duration, flow, load, mean, rate, ratio, repeat, share, stock, timeliness, worklist
from sherwood.measures.kinds.counting import Counting

COUNTS = ("stock", "flow", "worklist")
PERCENTAGES = ("share", "timeliness", "repeat")

_KINDS: Mapping[str, Callable[[Any, Counting], Facts]] = MappingProxyType(
    {
        "duration": duration.compiled,
        "flow": flow.compiled,
        "load": load.compiled,
        "mean": mean.compiled,
        "rate": rate.compiled,
        "ratio": ratio.compiled,
        "repeat": repeat.compiled,
        "share": share.compiled,
        "stock": stock.compiled,
        "timeliness": timeliness.compiled,
        "worklist": worklist.compiled,
    }
)


def facts_of(measure: Measure, catalogue: Catalogue, asked: Asked) -> Facts:
    """The unscoped question a measure asks: which rows count in which period."""
    return _KINDS[measure.kind](measure, Counting(measure, catalogue, asked))
