"""What was worked out before, so that a scenario changes in a moment what took seconds to learn.

Answers are kept by what they follow from, so that they can be written down and recalled by another process: the same question has the
same answer wherever it was worked out.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """The latest answers by what they follow from; the longest unused is forgotten first."""

    def __init__(self, most: int, written: Callable[[Answer], Any], read: Callable[[Any], Answer]) -> None:
        self._most, self._written, self._read = most, written, read
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self.worked_out = 0
        """How many answers were worked out here, rather than recalled."""

    def of(self, key: str, work_out: Callable[[], Answer]) -> Answer:
        """Give the answer to this, worked out the first time it is asked for."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = work_out()
        self._keep(key, answer)
        self.worked_out += 1
        return answer

    def _keep(self, key: str, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def told(self, most: int) -> dict[str, Any]:
        """Write the answers used last down as JSON holds them, at most so many."""
        with self._lock:
            latest = list(self._answers.items())[-most:]
        return {key: self._written(answer) for key, answer in latest}

    def recall(self, told: Mapping[str, Any]) -> None:
        """Take up answers that were written down."""
        for key, answer in told.items():
            self._keep(key, self._read(answer))
