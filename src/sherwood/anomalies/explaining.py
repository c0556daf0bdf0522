"""Anomalies: which teams, districts, sources, ages and needs make up a finding, the dimension that tells most first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sherwood.access import Reader, Viewer
from sherwood.anomalies.attribution import (
    Parts,
    chance_of_even_change,
    chance_of_even_share,
    parts_of_count,
    parts_of_share,
    told_first,
)
from sherwood.anomalies.gathering import AUTHORITY, TEAM
from sherwood.anomalies.ranges import Values
from sherwood.anomalies.scanning import Finding
from sherwood.definitions.catalogue import Catalogue
from sherwood.measures import Point, Series, evaluate, value_of
from sherwood.vocabulary.periods import Period

# A part stands out where an even change of all would look so uneven less often than this, over all breakdowns asked.
STANDS_OUT = 0.01
# Sums that are no whole numbers are rounded part by part. Further apart, a row stands in several parts: they make up nothing.
ROUNDED = 1e-6
# Who does the work, where, of what age, from whom and why. Who people are is asked by the pages on equality, with care; a figure's
# own length or lateness explains nothing.
ASKED = (
    "team",
    "district",
    "contact_source",
    "referral_source",
    "age_band",
    "primary_need",
    "category_of_need",
    "latest_category",
    "initial_category",
    "legal_status",
    "placement_group",
    "placement_provider",
    "hub_partner",
    "previous_outcome",
    "missing_type",
)


@dataclass(frozen=True)
class Explained:
    """One breakdown of a finding: its parts add up to `change`; `chance` is that of so uneven a move if all moved alike."""

    dimension: str
    labels: tuple[str, ...]
    codes: tuple[str, ...]
    parts: Parts
    change: float
    chance: float

    def to_json(self) -> dict[str, Any]:
        """The breakdown as it is kept with the finding: parts that moved with the change first, the largest share first."""
        way = 1 if self.change >= 0 else -1
        order = np.argsort(-way * self.parts.total, kind="stable")
        return {
            "dimension": self.dimension,
            "change": self.change,
            "chance": self.chance,
            "parts": [
                {
                    "code": self.codes[at],
                    "label": self.labels[at],
                    "contribution": float(self.parts.total[at]),
                    "rate": float(self.parts.rate[at]),
                    "mix": float(self.parts.mix[at]),
                }
                for at in order
            ],
        }


def explain(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, finding: Finding, months: Sequence[Period]
) -> tuple[Explained, ...]:
    """Break a finding down by everything its measure knows; what stands out most comes first."""
    found = []
    months = months[: finding.watched.numerator.size]
    for dimension in _dimensions(finding):
        series = evaluate(
            reader,
            catalogue,
            finding.watched.measure.id,
            viewer,
            date_from=months[0].first_day,
            date_to=months[-1].last_day,
            grain="month",
            by=(dimension,),
            where=_within(finding),
        )
        if (explained := _explained(finding, series, dimension, months)) is not None:
            found.append(explained)
    return tuple(sorted(found, key=lambda each: each.chance))


def said(finding: Finding, explained: Sequence[Explained], unit: str) -> str:
    """Which part makes up how much of the change, or that none stands out."""
    if not explained:
        return ""
    first = explained[0]
    if first.chance > STANDS_OUT / len(explained):
        return "No part stands out: the change is much the same everywhere."
    told = told_first(first.parts)[:3]
    if not told:
        return "No part moved with the whole."
    names = " and ".join(first.labels[at] for at in told)
    share = sum(float(first.parts.total[at]) for at in told) / first.change
    without = finding.now - float(first.parts.total[told[0]])
    mix = float(first.parts.mix.sum()) / first.change
    more = (
        f" {_part(mix)} of the change is that more of the work lies elsewhere than before." if 0.2 <= mix <= 1 else ""
    )
    rest = (
        f" Without {first.labels[told[0]]} it would be about {without:,.0f}."
        if unit != "per cent"
        else f" Without {first.labels[told[0]]} it would be about {without:.0f} per cent."
    )
    return f"{names} make{'s' if len(told) == 1 else ''} up {_part(share)} of it.{rest}{more}"


def _part(share: float) -> str:
    """A share in words nobody has to work out."""
    if share >= 0.995:
        return "all"
    return f"{share:.0%}"


def _dimensions(finding: Finding) -> Iterator[str]:
    """The breakdowns to ask: who is responsible, then those of the measure; not the one the finding is about."""
    level, known = finding.watched.level, {TEAM, *finding.watched.measure.breakdowns}
    yield from (name for name in ASKED if name in known and name != level)


def _within(finding: Finding) -> dict[str, str]:
    """The filter that keeps to the finding's own unit."""
    watched = finding.watched
    return {} if watched.level == AUTHORITY else {watched.level: watched.unit}


def _explained(finding: Finding, series: Series, dimension: str, months: Sequence[Period]) -> Explained | None:
    width, detector = len(finding.months), finding.watched.detector
    codes, part, whole = _table(series.rows, dimension, months)
    if len(codes) < 2:
        return None
    known = ~np.isnan(finding.watched.numerator)
    part, whole = np.where(known, part, 0), np.where(known, whole, 0)
    last = slice(-1, None) if detector.differences else slice(-width, None)
    base = slice(-width - 1, -width) if detector.differences else slice(None, -width)
    before, after = part[:, base].sum(axis=1), part[:, last].sum(axis=1)
    labels = tuple(series.label(dimension, code) for code in codes)
    names = tuple("" if code is None else str(code) for code in codes)
    if detector.scale == "counts":
        spans = max(int(known[base].sum()), 1)
        now = max(int(known[last].sum()), 1)
        parts = parts_of_count(before / spans, after / now)
        change = float(after.sum()) / now - float(before.sum()) / spans
        chance = chance_of_even_change(before, after)
    else:
        n0, n1 = whole[:, base].sum(axis=1), whole[:, last].sum(axis=1)
        if not n0.sum() or not n1.sum():
            return None
        scale = value_of(finding.watched.measure, 1.0, 1.0) or 0.0
        parts = _scaled(parts_of_share(before, n0, after, n1), scale)
        change = scale * float(after.sum() / n1.sum() - before.sum() / n0.sum())
        chance = chance_of_even_share(before, n0, after, n1) if detector.scale == "shares" else 1.0
    if not math.isclose(change, finding.now - finding.usual, rel_tol=ROUNDED, abs_tol=ROUNDED):
        return None
    return Explained(dimension, labels, names, parts, change, chance)


def _scaled(parts: Parts, scale: float) -> Parts:
    return Parts(parts.rate * scale, parts.mix * scale, parts.excess, parts.surprise)


def _table(points: Iterable[Point], dimension: str, months: Sequence[Period]) -> tuple[list[Any], Values, Values]:
    """Numerators and denominators, a row for each value of the breakdown and a column for each month."""
    places = {period.label: place for place, period in enumerate(months)}
    there = [point for point in points if point.period in places]
    codes = list(dict.fromkeys(point.dims[dimension] for point in there))
    rows = {code: place for place, code in enumerate(codes)}
    part, whole = np.zeros((len(codes), len(months))), np.zeros((len(codes), len(months)))
    for point in there:
        at = rows[point.dims[dimension]], places[point.period]
        part[at] += point.numerator or 0
        whole[at] += point.denominator or 0
    return codes, part, whole
