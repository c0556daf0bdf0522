"""Warehouse: what a check's message says of the rows found: their file and line, or the teams and workers they are of."""

from __future__ import annotations

from sqlglot import exp

from sherwood.store import Build

MOST_TOLD = 5
TOLD = "told"


def rows_of(build: Build, found: exp.Subquery) -> tuple[str, ...]:
    """Return where the first few rows found were read, as load and line, in order."""
    asked = exp.select("source_row").from_(found.copy()).order_by("source_row").limit(MOST_TOLD)
    return tuple(str(row) for (row,) in build.select(asked).rows)


def in_words(build: Build, offending: exp.Query, found: exp.Subquery, rows: tuple[str, ...]) -> str:
    """Return what was found, as one sentence: what the check tells of its rows, or else where the first few stand in files."""
    if TOLD in offending.named_selects:
        return _things_told(build, found)
    return f"Rows such as {', '.join(_places(build, rows))}."


def _things_told(build: Build, found: exp.Subquery) -> str:
    """The things the rows are of, each with its number of rows, most first."""
    number = exp.func("count", exp.Star())
    asked = exp.select(TOLD, number.as_("number")).from_(found.copy()).group_by(TOLD).order_by("number DESC", TOLD)
    things = [f"'{thing}' ({count:,})" for thing, count in build.select(asked).rows]
    more = len(things) - MOST_TOLD
    return f"They are: {', '.join(things[:MOST_TOLD])}{f' and {more:,} more' if more > 0 else ''}."


def _places(build: Build, rows: tuple[str, ...]) -> list[str]:
    """The rows by file, line and period; one that names no load stands as it is.

    Content that came more than once is told by its latest delivery.
    """
    loads = {row: row.rpartition(":") for row in rows}
    bound = {f"load{number}": load for number, load in enumerate(sorted({load for load, _, _ in loads.values()}))}
    asked = (
        exp.select("load", "file", "period")
        .from_("landing_delivery")
        .where(exp.In(this=exp.column("load"), expressions=[exp.Placeholder(this=name) for name in bound]))
        .order_by("sequence")
    )
    files = {load: (file, period) for load, file, period in build.select(asked, bound).rows}
    return [_place(row, line, files.get(load)) for row, (load, _, line) in loads.items()]


def _place(row: str, line: str, delivered: tuple[str, str] | None) -> str:
    return f"{delivered[0]} line {line} ({delivered[1]})" if delivered else row
