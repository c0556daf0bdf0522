"""Job: how a long job says how far it is and how long each of its steps took."""

from __future__ import annotations

import time
from collections.abc import Callable

Progress = Callable[[str, str, int, int], None]


def quiet(stage: str, item: str, done: int, total: int) -> None:
    """Say nothing, for callers without a screen."""


class Timed:
    """Passes progress on and keeps how many seconds went by in each stage."""

    def __init__(self, onward: Progress = quiet, clock: Callable[[], float] = time.perf_counter) -> None:
        self._onward = onward
        self._clock = clock
        self._last = clock()
        self._seconds: dict[str, float] = {}
        self._stage = ""

    def __call__(self, stage: str, item: str, done: int, total: int) -> None:
        """Report that `done` of the stage's `total` steps are over and `item` is next."""
        self._count_to_now()
        self._stage = stage
        self._onward(stage, item, done, total)

    def seconds(self) -> dict[str, float]:
        """Return the seconds of each stage so far, to the millisecond."""
        self._count_to_now()
        return {stage: round(seconds, 3) for stage, seconds in self._seconds.items()}

    def _count_to_now(self) -> None:
        now = self._clock()
        if self._stage:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._last
        self._last = now
