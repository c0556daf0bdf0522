"""Measures: teams that were reorganised within the days of a figure by team, so that a break is never taken for a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from sherwood.access import Reader, reference
from sherwood.measures.points import Question
from sherwood.measures.series import Point

_OF_THE_TIME = ("team", "service")
_HOW = "Here each figure is that of the team of the time; “Team, as they are today” gives the same by today's teams."
_MOST = 4


def reorganised(reader: Reader, question: Question, points: Sequence[Point]) -> tuple[str, ...]:
    """What a reader must know of a figure by team in whose days a team ended and others took over; nothing if none did."""
    units = [name for name in _OF_THE_TIME if name in question.by or name in question.where]
    if not units:
        return ()
    rows = {
        row["team_id"]: row
        for row in reference(reader, "organisation", ("team_id", "team_name", "service_id", "end_date"))
    }
    ended = [row for row in rows.values() if question.days.date_from <= row["end_date"] < question.days.date_to]
    shown = {unit: _shown(unit, question, points) for unit in units}
    ended = [row for row in ended if any(row[f"{unit}_id"] in shown[unit] for unit in units)]
    became = _became(reader)
    told = sorted((row["end_date"], _told(row, rows, became)) for row in ended if row["team_id"] in became)
    if not told:
        return ()
    more = f" and {len(told) - _MOST} more" if len(told) > _MOST else ""
    return (f"Teams were reorganised: {'; '.join(words for _, words in told[:_MOST])}{more}. {_HOW}",)


def _shown(unit: str, question: Question, points: Iterable[Point]) -> set[object]:
    """The teams or services that stand in the answer, or by which it was filtered."""
    return {point.dims.get(unit) for point in points} | set(question.where.get(unit, ()))


def _became(reader: Reader) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in reference(reader, "team_became", ("team_id", "became_id")):
        found.setdefault(row["team_id"], []).append(row["became_id"])
    return found


def _told(row: Mapping[str, object], rows: Mapping[str, Mapping[str, object]], became: Mapping[str, list[str]]) -> str:
    """One team's end in words."""
    day = cast(dt.date, row["end_date"])
    names = " and ".join(sorted(str(rows[each]["team_name"]) for each in became[str(row["team_id"])] if each in rows))
    return f"{row['team_name']} became {names} after {day:%-d %B %Y}"
