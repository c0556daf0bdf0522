"""Anomalies: the scan: which of all measures and units changed, concerns and improvements, false alarms held over the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sherwood.anomalies.discovery import discovered_within
from sherwood.anomalies.gathering import AUTHORITY, Watched
from sherwood.anomalies.icons import CONCERN, IMPROVEMENT
from sherwood.anomalies.icons import point_type as meaning_of
from sherwood.anomalies.latest import Surprise, surprises
from sherwood.anomalies.ranges import Values
from sherwood.anomalies.scales import scaled
from sherwood.anomalies.seasons import never_held, seasonal_index
from sherwood.definitions.shapes.detector import Detector
from sherwood.measures import value_of
from sherwood.vocabulary.periods import Period

Tier = Literal["digest", "watch"]


@dataclass(frozen=True)
class Finding:
    """One change: what, whose, since when, how large and how surprising.

    `usual` and `now` are values of the measure before and in the months it lasts. `expected` is how many of the numerator
    there would have been at the usual. A `digest` finding holds the share of false ones over the scan; a `watch` finding is
    within the number of false alarms a month that its detector allows.
    """

    watched: Watched
    months: tuple[Period, ...]
    side: int
    p: float
    sigmas: float
    usual: float
    now: float
    children: float
    tier: Tier

    @property
    def meaning(self) -> str:
        """Improvement, concern or neither, as the measure says what is better."""
        kind = meaning_of(self.side, self.watched.measure.better)
        return {IMPROVEMENT: "improvement", CONCERN: "concern"}.get(kind, "change")


@dataclass(frozen=True)
class Scan:
    """What a scan found and how much it looked at."""

    months: tuple[Period, ...]
    series: int
    tested: int
    findings: tuple[Finding, ...]


def scan(watched: Iterable[Watched], months: Sequence[Period]) -> Scan:
    """Look through every series for a change that the last months end with."""
    alike: dict[tuple[str, int], list[Watched]] = defaultdict(list)
    count = 0
    for each in watched:
        alike[each.detector.id, each.numerator.size].append(each)
        count += 1
    tested: list[tuple[Watched, Surprise, int]] = []
    for (_, size), group in alike.items():
        kept = [each for each in group if _is_large_enough(each)]
        if kept:
            found = _surprises(kept, months[:size])
            tested += [(each, found, at) for at, each in enumerate(kept) if not np.isnan(found.p[at])]
    findings = list(_findings(tested, tuple(months)))
    return Scan(tuple(months), count, len(tested), tuple(sorted(findings, key=_first_shown)))


def surprise_of(detector: Detector, numerator: Values, denominator: Values, season: Values) -> Surprise:
    """How surprising the latest months of series of one detector are."""
    return surprises(scaled(numerator, denominator, detector.scale, season, differences=detector.differences))


def _is_large_enough(each: Watched) -> bool:
    size = each.numerator if each.detector.scale == "counts" else each.denominator
    there = size[~np.isnan(size)]
    if each.detector.scale == "counts" and (there < 0).any():
        return False  # what comes less what goes has no size of its own to be judged by
    return there.size > each.detector.least_months and float(there.mean()) >= each.detector.least_mean


def _surprises(group: Sequence[Watched], months: Sequence[Period]) -> Surprise:
    number = np.array([period.first_day.month for period in months], dtype=float)
    whole = {each.measure.id: each.numerator for each in group if each.level == AUTHORITY}
    flat = np.ones(len(months))
    seasons = {
        name: seasonal_index(values, number) if group[0].detector.seasonal else flat for name, values in whole.items()
    }
    untold = {name: never_held(values, number) for name, values in whole.items() if group[0].detector.seasonal}
    held = [np.where(untold.get(each.measure.id, False), np.nan, each.numerator) for each in group]
    return surprise_of(
        group[0].detector,
        np.array(held),
        np.array([each.denominator for each in group]),
        np.array([seasons.get(each.measure.id, flat) for each in group]),
    )


def _findings(tested: Sequence[tuple[Watched, Surprise, int]], months: tuple[Period, ...]) -> Iterable[Finding]:
    """Those that are discoveries, level by level, and those within the alarms each detector allows."""
    sizes: dict[str, int] = defaultdict(int)
    for each, _, _ in tested:
        sizes[each.detector.id] += 1
    for level in dict.fromkeys(each.level for each, _, _ in tested):
        there = [row for row in tested if row[0].level == level]
        p = np.array([found.p[at] for _, found, at in there])
        share = min(each.detector.false_share for each, _, _ in there)
        chosen = discovered_within(p, [each.measure.id for each, _, _ in there], share)
        for (each, found, at), is_discovery in zip(there, chosen, strict=True):
            allowed = each.detector.alarms_a_month / sizes[each.detector.id]
            if is_discovery or found.p[at] <= allowed:
                finding = _finding(each, found, at, months, "digest" if is_discovery else "watch")
                if _is_worth_telling(finding):
                    yield finding


def _finding(each: Watched, found: Surprise, at: int, months: tuple[Period, ...], tier: Tier) -> Finding:
    width = int(found.window[at])
    months = months[: each.numerator.size]
    part, whole = each.numerator, each.denominator
    is_count = each.detector.scale == "counts"
    if each.detector.differences:
        # What stands is compared with where it stood before the change, not with the mean of all months.
        before, after = slice(-width - 1, -width), slice(-1, None)
    else:
        before, after = slice(None, -width), slice(-width, None)
    if is_count:
        usual, now = float(np.nanmean(part[before])), float(np.nanmean(part[after]))
        children = (now - usual) * (1 if each.detector.differences else width)
    else:
        usual, now = (_value(each, part[of], whole[of]) for of in (before, after))
        children = (now - usual) / _value(each, np.ones(1), np.ones(1)) * float(np.nansum(whole[after]))
    return Finding(
        each,
        months[-width:],
        int(found.side[at]),
        float(found.p[at]),
        float(found.sigmas[at]),
        usual,
        now,
        children,
        tier,
    )


def _value(each: Watched, part: Values, whole: Values) -> float:
    """The measure's own value of several months together, in its own unit."""
    return value_of(each.measure, float(np.nansum(part)), float(np.nansum(whole))) or 0.0


def _is_worth_telling(finding: Finding) -> bool:
    """Whether the change is large enough to matter, however sure it is."""
    detector, least = finding.watched.detector, finding.watched.detector.least_change
    if abs(finding.children) < detector.least_children:
        return False
    if detector.scale == "shares":
        return abs(finding.now - finding.usual) >= least
    return abs(finding.now - finding.usual) >= least * max(abs(finding.usual), 1.0)


def _first_shown(finding: Finding) -> tuple[bool, bool, float]:
    """The order of the list: the digest first, statutory measures first, then by how many children are concerned."""
    return finding.tier != "digest", not finding.watched.measure.statutory, -abs(finding.children)
