"""Progress bars and JSON: standard output holds the answer alone, everything else goes to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import click


class Announce(Protocol):
    """What long work calls before each step: stage, the thing worked on, how many are done of how many."""

    def __call__(self, stage: str, item: str, done: int, total: int) -> None:
        """Tell the reader about the step that begins."""


@contextmanager
def progress() -> Iterator[Announce]:
    """Yield a progress reporter: a bar on a terminal, one line a stage elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<32.32}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def announce(stage: str, item: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=max(total, 1), description=f"{stage}: {item}")

        yield announce


class _Lines:
    """Prints a line when a stage begins, so that logs stay short."""

    def __init__(self) -> None:
        self.stage = ""

    def __call__(self, stage: str, item: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.stage = stage
            click.echo(f"{stage} …", err=True)


def print_json(value: Any) -> None:
    """Print one JSON document to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def say_in_columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows to standard output, each column as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def say(text: str) -> None:
    """Say something to the person at the keyboard, on standard error."""
    click.echo(text, err=True)
