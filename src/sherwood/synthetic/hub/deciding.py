"""Synthetic: the hub's working days, red contacts first and the rest in turn, as far as its minutes go."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.hub.arrivals import MINUTES_A_DAY, Arrival

_OPENS, _CLOSES = 9 * 60, 17 * 60
_RANK = {"red": 0, "amber": 1, "green": 2, "blue": 3}
_DUTY_MINUTES = (40, 200)


@dataclass(frozen=True)
class Decided:
    """When a contact was decided, and whether by the emergency duty team while the hub was closed."""

    minute: int
    is_by_duty: bool = False


def decide(
    draw: Draw, came: Sequence[Arrival], is_working: Callable[[int], bool], last_day: int
) -> list[Decided | None]:
    """When each contact was decided; None for one still waiting at the end of the last day.

    A hub has as many minutes a working day as an average one brings, and some slack; a day that brings more leaves a queue for the next.
    Red contacts that come while it is closed go to the emergency duty team.
    """
    decided: list[Decided | None] = [None] * len(came)
    if not came:
        return decided
    capacity = _minutes_a_day(draw, came, is_working)
    queue: list[tuple[int, int, int]] = []
    following = 0
    for day in range(came[0].day, last_day + 1):
        closing = day * MINUTES_A_DAY + _CLOSES
        is_open = is_working(day)
        while following < len(came) and came[following].minute < (closing if is_open else (day + 1) * MINUTES_A_DAY):
            each = came[following]
            if each.rating == "red" and (each.is_out_of_hours or not is_working(each.day)):
                decided[following] = Decided(
                    each.minute + int(draw.generator.integers(*_DUTY_MINUTES)), is_by_duty=True
                )
            else:
                heapq.heappush(queue, (_RANK[each.rating], each.minute, following))
            following += 1
        if is_open:
            _work_through(queue, came, decided, day, capacity)
    return decided


def _minutes_a_day(draw: Draw, came: Sequence[Arrival], is_working: Callable[[int], bool]) -> float:
    days = sum(1 for day in range(came[0].day, came[-1].day + 1) if is_working(day))
    return draw.rate("hub_slack") * sum(each.work for each in came) / max(days, 1)


def _work_through(
    queue: list[tuple[int, int, int]], came: Sequence[Arrival], decided: list[Decided | None], day: int, capacity: float
) -> None:
    """Take contacts by rating until the day's minutes are used; each is decided where its turn falls in the day, after it came."""
    used = 0.0
    while queue and used < capacity:
        _, _, position = heapq.heappop(queue)
        each = came[position]
        used += each.work
        turn = day * MINUTES_A_DAY + _OPENS + round((_CLOSES - _OPENS) * min(used / capacity, 1.0))
        decided[position] = Decided(max(turn, each.minute + each.work))
