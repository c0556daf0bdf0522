"""What is told of the hub's staffing: people on each shift, what one more or fewer does, the queue at closing, what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from sherwood.forecasting import fixed
from sherwood.forecasting.staffing.downstream import Followed


class ShiftAdvice(NamedTuple):
    """One weekday's shift: staff advised, chances of decisions in time with them, one fewer and one more throughout, need by demand."""

    weekday: str
    shift: str
    staff: int
    on_rota: int
    in_limit: float
    in_limit_one_fewer: float
    in_limit_one_more: float
    in_limit_one_fewer_here: float
    queue_at_close: Mapping[str, float]
    need: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """Say it as `sherwood forecast staffing --json` prints it."""
        return self._asdict()


class StaffingTold(NamedTuple):
    """Staffing for the weeks of a forecast, with the assumptions it rests on."""

    origin: dt.date
    first: dt.date
    weeks: int
    scenario: str
    build_id: str
    target: float
    shifts: tuple[ShiftAdvice, ...]
    by_rating: Mapping[str, Mapping[str, float]]
    posts: float
    followed: tuple[Followed, ...]
    assumptions: Mapping[str, Any]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Say it as `sherwood forecast staffing --json` prints it."""
        levels = [str(each) for each in fixed.QUANTILES]
        return {
            "origin": self.origin.isoformat(),
            "from": self.first.isoformat(),
            "weeks": self.weeks,
            "scenario": self.scenario,
            "build": self.build_id,
            "target": self.target,
            "shifts": [each.to_json() for each in self.shifts],
            "by_rating": self.by_rating,
            "posts": self.posts,
            "downstream": [
                {
                    "name": each.name,
                    "assumed": each.assumed,
                    "week": place + 1,
                    "quantiles": dict(zip(levels, row, strict=True)),
                }
                for each in self.followed
                for place, row in enumerate(each.weeks.round(2).tolist())
            ],
            "assumptions": dict(self.assumptions),
            "notes": list(self.notes),
        }
