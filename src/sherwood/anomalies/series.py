"""Anomalies: a chart of anybody's own series: groups, phases, limits, special causes, icons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sherwood.anomalies.icons import assurance, met_lately, point_type
from sherwood.anomalies.limits import Lines, Phase, lines_of
from sherwood.anomalies.options import FEW_POINTS, SHORT_HISTORY, ChartOptions
from sherwood.anomalies.ranges import Values
from sherwood.anomalies.rules import NEVER, Marks, Rule, marks_of
from sherwood.anomalies.runs import runs_of
from sherwood.anomalies.table import sortable
from sherwood.definitions.errors import Problem

# The words of NHS England's own tool, which people who compare know.
_TOLD = {
    (Rule.BEYOND_LIMITS, 1): "Above UCL",
    (Rule.BEYOND_LIMITS, -1): "Below LCL",
    (Rule.TREND, 1): "7 Point Trend (Increasing)",
    (Rule.TREND, -1): "7 Point Trend (Decreasing)",
    (Rule.TWO_IN_THREE, 1): "2 in 3 Above CL",
    (Rule.TWO_IN_THREE, -1): "2 in 3 Below CL",
    (Rule.SHIFT, 1): "7 Points Above CL",
    (Rule.SHIFT, -1): "7 Points Below CL",
}


@dataclass(frozen=True)
class Observed:
    """One group's points in order of x: the value drawn, and what it is made of where it is a ratio."""

    group: str | None
    x: tuple[str, ...]
    order: tuple[float, ...] | None
    y: Values
    numerator: Values
    denominator: Values


@dataclass
class Charted:
    """A group's chart: a row for each point, one for each phase, its icon, and what a reader must be told."""

    points: list[dict[str, Any]] = field(default_factory=list)
    phases: list[dict[str, Any]] = field(default_factory=list)
    icon: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def chart(series: Observed, options: ChartOptions) -> Charted:
    """Work out one group's chart."""
    done = Charted()
    starts = _starts(series, options.splits)
    for number, (first, end) in enumerate(zip(starts, (*starts[1:], len(series.x)), strict=True), start=1):
        _phase(series, options, done, number, slice(first, end))
    done.icon = _icon(series, options, done)
    return done


def check_splits(series: Sequence[Observed], options: ChartOptions) -> None:
    """Refuse a split or an excluded position that no group has: a mistyped one would change nothing and say nothing."""
    for split in options.splits:
        if not any(_start_of(each, split) is not None for each in series):
            raise Problem(f"--split {split}: no point has that x or a later one; name the first x of the new phase")
    longest = max(len(each.x) for each in series)
    if beyond := [place for place in sorted(options.exclude) if place > longest]:
        raise Problem(f"--exclude {beyond[0]}: the longest series has {longest} points; positions begin at 1")


def _starts(series: Observed, splits: Sequence[str]) -> tuple[int, ...]:
    """The places at which phases start."""
    found = {_start_of(series, split) for split in splits}
    return tuple(sorted({0, *(place for place in found if place is not None)}))


def _start_of(series: Observed, split: str) -> int | None:
    """The place of the first point of the phase that starts at this x; none if the series ends before it."""
    if split in series.x:
        return series.x.index(split)
    at = sortable([split, *series.x]) if series.order is not None else None
    if at is None:
        return None
    return next((place for place, value in enumerate(at[1:]) if value >= at[0]), None)


def _phase(series: Observed, options: ChartOptions, done: Charted, number: int, part: slice) -> None:
    """Work out one phase and add its points."""
    places = np.arange(part.start, part.stop)
    kept = ~np.isin(places + 1, list(options.exclude))
    base = kept & (places - part.start < (options.freeze or places.size))
    lines = lines_of(Phase(series.y[part], series.numerator[part], series.denominator[part], base), options)
    marks = _marks(lines, kept, options)
    usable = int(np.sum(base & ~np.isnan(lines.y)))
    for here, place in enumerate(places):
        done.points.append(
            {"group": series.group, "x": series.x[place]}
            | _drawn(lines, here)
            | _special(marks, here, options, series.x[part])
            | {"phase": number, "base": bool(base[here]), "excluded": bool(~kept[here])}
        )
    runs = runs_of(np.where(kept, lines.y, math.nan), lines.centre)
    done.phases.append(
        {"group": series.group, "phase": number, "from": series.x[part.start], "to": series.x[part.stop - 1]}
        | {"points": int(kept.sum()), "base_points": usable, "history": _history(usable), "varies": lines.varies}
        # Neighbouring ranges share a point, so that their runs say nothing.
        | {"runs": vars(runs) | {"signal": runs.signal and options.chart != "mr"}}
    )
    done.notes.extend(_notes(series.group, number, usable, lines))


def _marks(lines: Lines, kept: np.ndarray, options: ChartOptions) -> Marks:
    """The special causes of one phase: points left out or missing take no part in runs, but may lie beyond the limits."""
    shape = (1, lines.y.size)
    if not lines.varies and options.chart not in {"c", "g", "p", "u"}:
        return Marks(np.zeros(shape, np.int8), np.zeros(shape, np.int8), np.full(shape, NEVER))
    runs = options.convention == "nhse" and options.chart != "mr"
    taking_part = kept & ~np.isnan(lines.y)
    # Gaps go to the front: there they break no run.
    order = np.concatenate((np.flatnonzero(~taking_part), np.flatnonzero(taking_part)))
    gaps = int(np.sum(~taking_part))
    packed = lines.taken(order)
    packed.y[:, :gaps] = math.nan
    found = marks_of(packed, runs=runs, counts_outside=options.two_in_three == "outside")
    marks = marks_of(lines.taken(np.arange(lines.y.size)), runs=False)
    members = order[gaps:]
    marks.rule[0, members], marks.side[0, members] = found.rule[0, gaps:], found.side[0, gaps:]
    known = found.known[0, gaps:]
    marks.known[0, members] = np.where(known == NEVER, NEVER, order[np.minimum(known, order.size - 1)])
    return marks


def _drawn(lines: Lines, here: int) -> dict[str, float | None]:
    """The lines at one point; none where there is no number."""
    drawn = {
        "y": lines.y,
        "centre": lines.centre,
        "lower": lines.lower,
        "upper": lines.upper,
        "lower_two_sigma": lines.lower_two,
        "upper_two_sigma": lines.upper_two,
    }
    return {name: float(values[here]) if math.isfinite(values[here]) else None for name, values in drawn.items()}


def _special(marks: Marks, here: int, options: ChartOptions, x: Sequence[str]) -> dict[str, Any]:
    """What the rules say of one point, in words and for machines."""
    rule, side = Rule(int(marks.rule[0, here])), int(marks.side[0, here])
    known = int(marks.known[0, here])
    return {
        "special_cause": _TOLD.get((rule, side)),
        "rule": None if rule is Rule.NONE else rule.name.lower(),
        "side": {1: "high", -1: "low"}.get(side),
        "point_type": point_type(side, options.better),
        "signalled_at": None if known == NEVER else x[known],
    }


def _icon(series: Observed, options: ChartOptions, done: Charted) -> dict[str, Any]:
    """The icons at the latest point that has a value."""
    latest = next((point for point in reversed(done.points) if point["y"] is not None), done.points[-1])
    met = met_lately(
        [math.nan if each["y"] is None else each["y"] for each in done.points], options.target, options.better
    )
    lower, upper = (math.nan if latest[name] is None else latest[name] for name in ("lower", "upper"))
    reach = assurance(options.target, options.better, lower, upper)
    phase = done.phases[latest["phase"] - 1]
    is_special = any(each["rule"] for each in done.points if each["phase"] == latest["phase"] and each["base"])
    return {
        "group": series.group,
        "at": latest["x"],
        "variation": latest["point_type"],
        "assurance": reach,
        "assurance_is_provisional": reach is not None and phase["history"] != "enough",
        "assurance_rests_on_special_causes": reach is not None and is_special,
        "met_in_last": None if met is None else {"met": met[0], "of": met[1]},
    }


def _history(usable: int) -> str:
    if usable >= FEW_POINTS:
        return "enough"
    return "provisional" if usable >= SHORT_HISTORY else "not_enough"


def _notes(group: str | None, number: int, usable: int, lines: Lines) -> list[str]:
    """What a reader must be told of a phase's limits."""
    of = f"{group}, phase {number}" if group is not None else f"phase {number}"
    notes = []
    if usable < SHORT_HISTORY:
        notes.append(f"{of}: not enough history: limits rest on {usable} points, fewer than {SHORT_HISTORY}")
    elif usable < FEW_POINTS:
        notes.append(f"{of}: limits are provisional: they rest on {usable} points, fewer than {FEW_POINTS}")
    if usable > 1 and not lines.varies:
        notes.append(f"{of}: no variation so far")
    return notes
