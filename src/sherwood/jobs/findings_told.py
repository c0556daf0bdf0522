"""Job: findings told beyond their list: marks on charts of their measures, a letter of the latest, what followed an action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from sherwood.access import Viewer
from sherwood.anomalies.following import followed, in_words
from sherwood.anomalies.gathering import AUTHORITY, gather, months_to_watch
from sherwood.anomalies.words import month_in_words
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.findings import MONTHS, at_the_top, kept_for, key_of, may_see, measures_of, scans_open_to
from sherwood.reports.letter import LEAST
from sherwood.store import Reader
from sherwood.vocabulary.periods import parse

# Charts look back two years; what was found before stands on none of them.
MARKED_MONTHS = 24
MOST_TOLD = 12
PER_CENT = "per cent"
_MARKED = ("id", "month", "since", "measure", "level", "unit", "label", "side", "status", "verdict", "part_of")
FOOT = "Each is explained on its page, with what makes it up; figures of fewer than six stand there alone. Sign in to open it."


class Noted(NamedTuple):
    """A finding as a chart of its measure marks it: its key, the day it began and what is said beside the chart."""

    key: str
    day: dt.date
    words: str


def noted(home: Home, viewer: Viewer) -> Mapping[str, tuple[Noted, ...]]:
    """The findings of the last two years that the viewer may see, by measure they may ask, each once with the day since when it holds."""
    found: dict[str, dict[str, Noted]] = {}
    for path in _last_of_each_month(scans_open_to(home, viewer)):
        for row in _rows(path):
            if row["status"] == "new" and row["part_of"] is None and may_see(viewer, row):
                first = parse(row["since"], "month").first_day
                found.setdefault(row["measure"], {})[row["id"]] = Noted(key_of(row), first, _in_short(row))
    may_ask = measures_of(home, viewer, found)
    return {measure: tuple(each.values()) for measure, each in found.items() if measure in may_ask}


def _last_of_each_month(paths: list[Path]) -> Iterator[Path]:
    """Yield the last scan of each month: every night's scan of one month tells the same again."""
    by_month = {path.stem[-7:]: path for path in paths}
    yield from (by_month[month] for month in sorted(by_month)[-MARKED_MONTHS:])


@lru_cache(maxsize=64)
def _rows(path: Path) -> tuple[Mapping[str, Any], ...]:
    """What a scan kept; its file is never changed again."""
    return tuple(pq.read_table(path, columns=list(_MARKED)).to_pylist())


def _in_short(row: Mapping[str, Any]) -> str:
    where = "" if row["level"] == AUTHORITY else f" ({row['label']})"
    what = "records missing" if row["verdict"] != "performance" else "higher" if row["side"] == "high" else "lower"
    than = "" if what == "records missing" else " than usual"
    return f"{what}{than}{where}, found in {month_in_words(row['month'])}"


def findings_letter(home: Home, viewer: Viewer, address: str) -> tuple[str, str]:
    """Subject and text of what the latest scan found, for this reader: aggregates and where to look, no number below six."""
    kept = kept_for(home, viewer)
    rows = at_the_top(kept["findings"]) if kept else []
    catalogue = load_catalogue(home.council)
    told = [f"* {_told(catalogue, row)}" for row in rows[:MOST_TOLD]]
    if len(rows) > MOST_TOLD:
        told.append(f"* and {len(rows) - MOST_TOLD} more")
    month = month_in_words(kept["scan"]["to"]) if kept else ""
    lines = [
        f"What changed, to {month}." if kept else "No scan has been made yet.",
        "",
        *(told or ["No sign of change: nothing that you answer for is out of its usual range."]),
        "",
        address,
        "",
        FOOT,
    ]
    return "Sherwood: what changed", "\n".join(lines)


def _told(catalogue: Catalogue, row: Mapping[str, Any]) -> str:
    """A finding in a line: its own sentence where no figure of it is small, else which way it moved."""
    kind = {"concern": "Concern. ", "improvement": "Improvement. "}.get(row["kind"], "")
    is_small = min(abs(row["usual"]), abs(row["now"])) < LEAST or abs(row["children"]) < LEAST
    if is_small or catalogue.measure(row["measure"]).unit == PER_CENT or row["level"] != AUTHORITY:
        where = "" if row["level"] == AUTHORITY else f" ({row['label']})"
        way = "higher" if row["side"] == "high" else "lower"
        return f"{kind}{row['title']}{where}: {way} than usual since {month_in_words(row['since'])}"
    return f"{kind}{row['sentence'].partition('. ')[0].removesuffix('.')}"


def follow_up(home: Home, viewer: Viewer, row: Mapping[str, Any], acted: dt.date) -> str:
    """What became of a finding in the whole months since somebody acted, in words; nothing while there is none."""
    catalogue, reader = load_catalogue(home.council), Reader.current(home, viewer.authority)
    months = months_to_watch(reader, viewer, MONTHS)
    for watched in gather(reader, catalogue, viewer, months, [row["measure"]]):
        if (watched.level, watched.unit) == (row["level"], row["unit"]):
            found = followed(watched, months, row["since"], row["month"], acted)
            return in_words(found, watched.measure.unit) if found else ""
    return ""
