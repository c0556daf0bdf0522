"""Measures: answers already worked out, kept by build, scope, definition and question, and never by who asked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
MOST_KEPT = 4096
IN_MEMORY = "memory"


class Answers(Generic[Answer]):
    """The most recently used answers, safe to use from several threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def get(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer kept under this key, worked out now if there is none."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        answer = work_out()
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer

    def __contains__(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
