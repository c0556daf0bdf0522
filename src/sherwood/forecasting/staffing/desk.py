"""The desk: contacts come, wait by rating and are worked on by whoever may take them; run event by event with simpy.

Time is the hub's own: minutes of its open hours, one shift after another. Work begun before the end of a shift goes on in the next.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

Vector = NDArray[np.float64]
AWAY = -1  # ahead of every contact: who is off takes no more of them


class Arrivals(NamedTuple):
    """Contacts in the order they come: minute of the hub's hours, rank of their rating (0 is taken first), minutes of work.

    `after` are the minutes for which the worker is not free for another once it is decided: meetings, records, supervision.
    """

    minute: Vector
    rank: NDArray[np.int64]
    work: Vector
    after: Vector | None = None


class Crew(NamedTuple):
    """Workers of one skill: the ranks they may take, and how many are there in each shift."""

    takes: frozenset[int]
    present: Sequence[int]


class Waited(NamedTuple):
    """When work on each contact began and when it was decided; nan where it never was."""

    begun: Vector
    decided: Vector


def run(arrivals: Arrivals, crews: Sequence[Crew], shift_minutes: float) -> Waited:
    """Run the desk until its last shift ends."""
    env = simpy.Environment()
    pools = [simpy.PriorityResource(env, capacity=max(*crew.present, 1)) for crew in crews]
    for pool, crew in zip(pools, crews, strict=True):
        _Roster(env, pool, crew.present, shift_minutes)
    waited = Waited(np.full(len(arrivals.minute), np.nan), np.full(len(arrivals.minute), np.nan))
    env.process(_coming(env, arrivals, pools, crews, waited))
    env.run(until=shift_minutes * len(crews[0].present))
    return waited


def _coming(
    env: simpy.Environment, arrivals: Arrivals, pools: Sequence[Any], crews: Sequence[Crew], waited: Waited
) -> Generator[Any, Any, None]:
    """Let each contact come in its minute."""
    may_take = {
        rank: [pool for pool, crew in zip(pools, crews, strict=True) if rank in crew.takes and max(crew.present)]
        for rank in set(arrivals.rank.tolist())
    }
    after = np.zeros(len(arrivals.work)) if arrivals.after is None else arrivals.after
    told = zip(arrivals.minute.tolist(), arrivals.rank.tolist(), arrivals.work.tolist(), after.tolist(), strict=True)
    for place, (minute, rank, *minutes) in enumerate(told):
        if minute > env.now:
            yield env.timeout(minute - env.now)
        if may_take[rank]:
            env.process(_contact(env, may_take[rank], rank, minutes, place, waited))


def _contact(
    env: simpy.Environment, pools: Sequence[Any], rank: int, minutes: Sequence[float], place: int, waited: Waited
) -> Generator[Any, Any, None]:
    """Wait for the first worker who may take it, then take its minutes."""
    asked = [pool.request(priority=rank) for pool in pools]
    yield asked[0] if len(asked) == 1 else env.any_of(asked)
    taken = next(place for place, each in enumerate(asked) if each.triggered)
    for other, each in enumerate(asked):
        if other != taken:
            pools[other].release(each) if each.triggered else each.cancel()
    waited.begun[place] = env.now
    yield env.timeout(minutes[0])
    waited.decided[place] = env.now
    if minutes[1]:
        yield env.timeout(minutes[1])
    pools[taken].release(asked[taken])


class _Roster:
    """Keeps as many of a pool's workers away as the shift has fewer than the fullest one."""

    def __init__(self, env: simpy.Environment, pool: Any, present: Sequence[int], shift_minutes: float) -> None:
        self._pool, self._off = pool, list[Any]()
        self._set(present[0])
        env.process(self._turn(env, present, shift_minutes))

    def _turn(self, env: simpy.Environment, present: Sequence[int], minutes: float) -> Generator[Any, Any, None]:
        for count in present[1:]:
            yield env.timeout(minutes)
            self._set(count)

    def _set(self, present: int) -> None:
        while len(self._off) < self._pool.capacity - present:
            self._off.append(self._pool.request(priority=AWAY))
        while len(self._off) > self._pool.capacity - present:
            back = self._off.pop()
            self._pool.release(back) if back.triggered else back.cancel()
