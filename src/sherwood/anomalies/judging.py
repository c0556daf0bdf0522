"""Anomalies: what a scan found, judged: change in the service or in the records, what makes it up, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sherwood.access import Reader, Viewer
from sherwood.anomalies.explaining import explain, said
from sherwood.anomalies.gathering import AUTHORITY, LEVELS, SERVICE, detector_of
from sherwood.anomalies.outages import Gap, gap_of
from sherwood.anomalies.scanning import Finding, Scan
from sherwood.anomalies.words import IN_A_GAP, NO_RECORDS, gap_sentence, how_sure, sentence
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Flow, Measure
from sherwood.measures.needs import lacking
from sherwood.vocabulary.periods import Period, period_of

PERFORMANCE, DATA_OUTAGE = "performance", "data_outage"
# What makes up a finding costs a question for each breakdown: the first of the list are broken down.
MOST_EXPLAINED = 12
# A gap is news in the month it ends in and the one after.
GAP_IS_NEWS = 2
WHOLES = (AUTHORITY, SERVICE)
Told = tuple[str, str, str, str]


class Judging:
    """Judges the findings of one scan, of all measures or of `only` some; each question about a measure is asked once."""

    def __init__(
        self, reader: Reader, catalogue: Catalogue, viewer: Viewer, months: Sequence[Period], only: Iterable[str] = ()
    ) -> None:
        self._reader, self._catalogue, self._viewer, self._months = reader, catalogue, viewer, tuple(months)
        measures = [catalogue.measure(name) for name in only] or catalogue.measures.values()
        self._tables = tuple(
            dict.fromkeys(each.counts for each in measures if detector_of(catalogue, each) is not None)
        )
        self._gap = cache(self._gap_of)

    def rows(self, done: Scan, before: set[Told]) -> list[dict[str, Any]]:
        """Every finding as it is kept, and every gap in the records; `before` was told of months just before."""
        gaps = list(self.gaps(before))
        found = [self._row(each, before, explained=at < MOST_EXPLAINED) for at, each in enumerate(done.findings)]
        return [
            *gaps,
            *sorted(_rolled_up(found), key=lambda row: (row["verdict"] != PERFORMANCE, row["part_of"] or "")),
        ]

    def _gap_of(self, table: str) -> tuple[Measure, Gap] | None:
        """The gap in the records of one table, as the count of most events shows it."""
        for measure in self._catalogue.measures.values():
            is_counted = isinstance(measure, Flow) and measure.counts == table and not measure.where
            if not is_counted or lacking(self._reader, self._viewer, measure):
                continue
            gap = gap_of(self._reader, self._catalogue, self._viewer, measure, self._months[-1].last_day)
            if gap is not None:
                return measure, gap
        return None

    def gaps(self, before: set[Told]) -> Iterator[dict[str, Any]]:
        """Yield the gaps in the records that ended lately, as they are kept; `before` was told of months just before."""
        recent = {period.label for period in self._months[-GAP_IS_NEWS:]}
        for table in self._tables:
            found = self._gap(table)
            if found is not None and period_of(found[1].last_day, "month").label in recent:
                yield _gap_row(*found, before)

    def _row(self, finding: Finding, before: set[Told], *, explained: bool) -> dict[str, Any]:
        """A finding as it is kept and listed."""
        watched = finding.watched
        verdict = self.verdict(finding)
        parts = (
            explain(self._reader, self._catalogue, self._viewer, finding, self._months)
            if explained and verdict == PERFORMANCE
            else ()
        )
        why = said(finding, parts, watched.measure.unit)
        words = [sentence(finding), _why_data(finding) if verdict == DATA_OUTAGE else "", why]
        return _identified(watched.measure, watched.level, watched.unit, finding.side, finding.months, before) | {
            "label": "Whole area" if watched.level == AUTHORITY else watched.label,
            "kind": finding.meaning if verdict == PERFORMANCE else verdict,
            "tier": finding.tier,
            "verdict": verdict,
            "usual": finding.usual,
            "now": finding.now,
            "sigmas": finding.sigmas,
            "p": finding.p,
            "children": finding.children,
            "sentence": " ".join(word for word in words if word),
            "how_sure": how_sure(finding.p),
            "details": {
                "detector": watched.detector.id,
                "chart": watched.detector.chart,
                "explained": [each.to_json() for each in parts],
            },
        }

    def verdict(self, finding: Finding) -> str:
        """Whether the records rather than the service changed."""
        if _has_no_records(finding):
            return DATA_OUTAGE
        found = self._gap(finding.watched.measure.counts)
        if found is not None and finding.side < 0 and _overlaps(found[1], finding.months):
            return DATA_OUTAGE
        return PERFORMANCE


def _rolled_up(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each of a part with the finding that it is part of: the same measure moved the same way for the wider unit."""
    widest: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda each: LEVELS.index(each["level"])):
        own = widest.setdefault((row["measure"], row["side"]), row["id"] if row["level"] in WHOLES else "")
        row["part_of"] = own if own and own != row["id"] else None
    return rows


def _has_no_records(finding: Finding) -> bool:
    """Whether what was counted every month is not there at all."""
    detector = finding.watched.detector
    return detector.scale == "counts" and not detector.differences and finding.now == 0


def _why_data(finding: Finding) -> str:
    return NO_RECORDS if _has_no_records(finding) else IN_A_GAP


def _overlaps(gap: Gap, months: Iterable[Period]) -> bool:
    return any(month.first_day <= gap.last_day and gap.first_day <= month.last_day for month in months)


def _identified(
    measure: Measure, level: str, unit: str, side: int, months: Sequence[Period], before: set[Told]
) -> dict[str, Any]:
    """What a finding is known by, and whether it was told before."""
    way = "high" if side > 0 else "low"
    last = months[-1].label
    return {
        "id": "/".join((last, measure.name, level, unit)),
        "month": last,
        "since": months[0].label,
        "measure": measure.id,
        "title": measure.title,
        "level": level,
        "unit": unit,
        "side": way,
        "status": "continuing" if (measure.id, level, unit, way) in before else "new",
    }


def _gap_row(measure: Measure, gap: Gap, before: set[Told]) -> dict[str, Any]:
    """A gap in the records as it is kept and listed."""
    month = period_of(gap.last_day, "month")
    row = _identified(measure, AUTHORITY, AUTHORITY, -1, (period_of(gap.first_day, "month"), month), before)
    return row | {
        "id": f"{row['id']}/gap",
        "label": "Whole area",
        "part_of": None,
        "kind": DATA_OUTAGE,
        "tier": "digest",
        "verdict": DATA_OUTAGE,
        "usual": gap.expected,
        "now": float(gap.found),
        "sigmas": None,
        "p": None,
        "children": float(gap.found) - gap.expected,
        "sentence": gap_sentence(measure.title, gap),
        "how_sure": "",
        "details": {"first_day": gap.first_day.isoformat(), "last_day": gap.last_day.isoformat()},
    }
