"""Access: answers kept for one build, by every right of the viewer that decides them and never by who asked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from sherwood.access.viewer import Viewer
from sherwood.store import Reader

Answer = TypeVar("Answer")
IN_MEMORY = "memory"


class Kept(Generic[Answer]):
    """The most recently used answers, safe to use from several threads; a build in memory has no name to keep any under."""

    def __init__(self, most: int) -> None:
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def get(self, reader: Reader, viewer: Viewer, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer kept for this build, these rights and this question, worked out now if there is none."""
        if reader.build_id == IN_MEMORY:
            return work_out()
        tables = frozenset(reader.manifest["store"]["tables"].items())
        key = (reader.build_id, tables, viewer.scope_key, viewer.names_open_months, question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = work_out()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer
