"""Access: answers kept while they hold: for one build, or for one build and all rights that decide them; never by who asked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Answer = TypeVar("Answer")
# A build in memory has no name of its own to keep answers under, and may still be written to.
IN_MEMORY = "memory"


class Answers(Generic[Answer]):
    """The most recently used answers, safe to use from several threads."""

    def __init__(self, most: int) -> None:
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

    def of_build(self, reader: Reader, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer kept for this build and question; of a build in memory it is worked out each time."""
        if reader.build_id == IN_MEMORY:
            return work_out()
        return self.get((reader.stamp, question), work_out)

    def __contains__(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


class Kept(Answers[Answer]):
    """Answers that depend on what a viewer may count and name."""

    def of_viewer(self, reader: Reader, viewer: Viewer, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer kept for this build, these rights and this question, worked out now if there is none."""
        return self.of_build(reader, (viewer.scope_key, viewer.names_open_months, question), work_out)
