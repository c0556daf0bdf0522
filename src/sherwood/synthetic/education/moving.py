"""Synthetic: from when to when a child lives in the county, and which moves of home are moves of school."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education.pupils import Pupils
from sherwood.synthetic.everyone import Days, Everyone, Positions


@dataclass(frozen=True)
class Presence:
    """For each pupil the first day in the county and the day after the last; a child who never lives there has no days."""

    start: Days
    end: Days


def presence_of(everyone: Everyone, pupils: Pupils) -> Presence:
    """From the first to the last spell at any home, death included."""
    living = everyone.living
    first = np.searchsorted(living.person, pupils.person, side="left")
    count = np.searchsorted(living.person, pupils.person, side="right") - first
    last_end = np.zeros(len(everyone.people), np.int32)
    np.maximum.at(last_end, living.person, living.end)
    start = np.where(count > 0, living.start[np.minimum(first, len(living.start) - 1)], 0)
    end = np.minimum(last_end[pupils.person], everyone.people.died[pupils.person])
    return Presence(start.astype(np.int32), np.where(count > 0, end, 0).astype(np.int32))


def moves_of(everyone: Everyone, draw: Draw, pupils: Pupils) -> tuple[Positions, Days, NDArray[np.bool_]]:
    """Moves to another district that change a pupil's school, each as leaving (a break) and coming to the next, at once or weeks later."""
    living = everyone.living
    place = np.full(len(everyone.people), -1, np.int32)
    place[pupils.person] = np.arange(len(pupils), dtype=np.int32)
    main = np.flatnonzero(living.is_main & (place[living.person] >= 0))
    whose, day = place[living.person[main]], living.start[main]
    district = everyone.homes.district[living.home[main]]
    moved = np.append([False], (whose[1:] == whose[:-1]) & (district[1:] != district[:-1]))
    changes = moved & draw.happens("changes_school_on_moving", len(main))
    whose, day = whose[changes], day[changes]
    strain = np.exp(0.4 * np.minimum(pupils.log_need[whose], 3.0))
    waits = draw.generator.random(len(whose)) < draw.rate("waits_for_school_place") * strain
    gap = np.where(waits, draw.days("wait_for_school_place", len(whose)), 0)
    is_break = np.concatenate([np.ones(len(whose), bool), np.zeros(len(whose), bool)])
    return np.concatenate([whose, whose]), np.concatenate([day, day + gap]).astype(np.int32), is_break
