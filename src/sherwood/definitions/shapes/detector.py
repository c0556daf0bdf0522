"""Detectors: which measures are watched for change, on what scale, and how many false alarms that may cost."""

from __future__ import annotations

from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape, Source

Kind = Literal[
    "stock", "flow", "rate", "share", "mean", "duration", "ratio", "load", "repeat", "timeliness", "worklist"
]


class DetectorExample(Shape):
    """Months of one series and what the detector says of the last of them.

    `denominators` are left out for counts. `side` is none where nothing is unusual.
    """

    why: str
    numerators: tuple[float, ...]
    denominators: tuple[float, ...] = ()
    side: Literal["high", "low", "none"]
    months: int = 0


class Detector(Entry):
    """How the measures of some kinds are watched, month by month and unit by unit.

    `at_a_date` says whether the measures speak of a day or of what happened. `differences` compares each month's change from
    the month before, for what carries over. A series is watched with at least `least_months` months before those tested and
    at least `least_mean` a month (counted, or counted among); a change is told if it is at least `least_change` (a share of a
    count or a length, points of a percentage) and of `least_children`. `settles_months` names measures that fill up for so many
    months, until what follows is known: those months are not judged; nor are measures `left_out`, which begin anew each April.
    `told_elsewhere` names, for a count of events, the measure by which another feed counts the same ones: records that are missing in
    one feed and not in the other were not entered.
    `false_share` of what the digest shows may be false; beside it stand findings whose probability allows `alarms_a_month`
    false ones in the whole scan.
    """

    kinds: tuple[Kind, ...]
    at_a_date: bool
    scale: Literal["counts", "shares", "amounts"]
    chart: Literal["xmr", "p", "pp", "u", "up", "c", "ip"]
    differences: bool = False
    seasonal: bool = False
    months: int = 36
    least_months: int = 12
    least_mean: float
    least_change: float
    least_children: float = 5
    false_share: float
    alarms_a_month: float
    settles_months: dict[str, int] = {}
    left_out: tuple[str, ...] = ()
    told_elsewhere: dict[str, str] = {}
    why: str
    source: tuple[Source, ...]
    example: DetectorExample
