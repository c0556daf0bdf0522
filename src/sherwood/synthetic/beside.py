"""Synthetic: runs one part of the writing beside another where the system can, and one after the other where it can't."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
Result = Callable[[], T]


@contextmanager
def beside(work: Callable[[], T], *, is_wanted: bool = True) -> Iterator[Result[T]]:
    """Begin the work in a process of its own and yield what waits for its result; its bytes are the same either way.

    A copy of the process shares everything already made up, which no message could carry as fast; systems without such copies
    (Windows), and those with one core, do the work when its result is asked for. What goes wrong in it is raised again there.
    """
    if not (is_wanted and "fork" in multiprocessing.get_all_start_methods() and _cores() > 1):
        yield work
        return
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sender))
    process.start()
    sender.close()
    try:
        yield lambda: _received(receiver.recv())
    finally:
        process.join()


def _cores() -> int:
    """The cores this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _send(work: Callable[[], T], sender: multiprocessing.connection.Connection) -> None:
    try:
        sender.send((True, work()))
    except BaseException as error:
        sender.send((False, error))
        raise


def _received(answer: tuple[bool, T]) -> T:
    went_well, told = answer
    if not went_well:
        assert isinstance(told, BaseException)
        raise told
    return told
