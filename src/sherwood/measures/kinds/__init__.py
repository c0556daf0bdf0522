"""Measures: the kinds of measure, one a file, each of which turns a declaration into the question it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlglot import exp

from sherwood.access.facts import Facts
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.base import Change
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.asked import Asked
from sherwood.measures.kinds import duration, flow, load, mean, rate, ratio, repeat, share, stock, timeliness, worklist
from sherwood.measures.kinds.counting import Counting
from sherwood.vocabulary.periods import Period

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
    """The unscoped question a measure asks: which rows count in which period.

    Each period is asked by the definition of its last day, so that a change of the definition leaves earlier figures, and the
    lists behind them, as they were.
    """
    versions: dict[int, tuple[Measure, list[Period]]] = {}
    for period in asked.periods:
        place = sum(bool(each.before) and _came_later(each, period) for each in measure.changed)
        versions.setdefault(place, (measure.as_on(period.last_day), []))[1].append(period)
    parts = [
        _KINDS[version.kind](
            version, Counting(version, catalogue, replace(asked, periods=tuple(periods)), f"m{place or ''}_")
        )
        for place, (version, periods) in sorted(versions.items())
    ]
    return parts[0] if len(parts) == 1 else _united(parts)


def _came_later(change: Change, period: Period) -> bool:
    return change.from_date is not None and period.last_day < change.from_date


def _united(parts: Sequence[Facts]) -> Facts:
    """The rows of every version together: each has periods of its own, so that none counts twice."""
    whole: exp.Query = parts[0].select
    for part in parts[1:]:
        whole = exp.union(whole, part.select, distinct=False, copy=False)
    select = exp.select("*").from_(whole.subquery("versions"), copy=False)
    return replace(
        parts[0], select=select, parameters={key: value for part in parts for key, value in part.parameters.items()}
    )
