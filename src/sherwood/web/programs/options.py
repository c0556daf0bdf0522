"""Programs: what an OData address asks: filter, order, columns, page; anything else is refused by name, never passed over."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import QueryDict
from odata_query import ast
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser

from sherwood.definitions.errors import Problem

Row = dict[str, Any]
KNOWN = frozenset({"$filter", "$orderby", "$select", "$top", "$skip", "$count", "$skiptoken", "$format"})
COMPARES: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
}
LONGEST_FILTER = 2000


class UnreadableOption(Problem):
    """An option of the address that is not understood; the message says which and what may stand there."""


@dataclass(frozen=True)
class Options:
    """The options of one address, read and checked against the columns there are."""

    columns: tuple[str, ...]
    condition: Any = None
    order: tuple[tuple[str, bool], ...] = ()
    select: tuple[str, ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool = False
    build: str = ""

    def keeps(self, row: Row) -> bool:
        """Tell whether a row passes the filter."""
        return self.condition is None or bool(_holds(self.condition, row))

    def fixed(self, column: str) -> str | None:
        """Return the one text that the filter lets a column have; None where it leaves it open."""
        return next((value for name, value in _fixed(self.condition) if name == column), None)

    def sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Return rows in the order asked for; rows equal in it stay as they were, so that pages never overlap."""
        found = list(rows)
        for column, is_down in reversed(self.order):
            found.sort(key=partial(_place, column), reverse=is_down)
        return found

    def selected(self, row: Row) -> Row:
        """Return the columns asked for."""
        return {name: row[name] for name in self.select} if self.select else row


def read_options(query: QueryDict, columns: Iterable[str]) -> Options:
    """Return what is asked; raises UnreadableOption."""
    names = tuple(columns)
    for key in query:
        if key.startswith("$") and key not in KNOWN:
            raise UnreadableOption(f"'{key}' is not offered here: use {', '.join(sorted(KNOWN))}")
    if query.get("$format", "json") not in ("json", "application/json"):
        raise UnreadableOption("rows are given as JSON alone")
    return Options(
        columns=names,
        condition=_condition(query.get("$filter", ""), names),
        order=tuple(_order(part, names) for part in query.get("$orderby", "").split(",") if part.strip()),
        select=tuple(_column(part.strip(), names) for part in query.get("$select", "").split(",") if part.strip(" *")),
        top=_number(query, "$top"),
        skip=_number(query, "$skip") or 0,
        count=query.get("$count", "false") == "true",
        build=query.get("$skiptoken", ""),
    )


def _place(column: str, row: Row) -> tuple[bool, Any]:
    """Return what sorts a row by a column: an empty cell comes before all others."""
    return row[column] is not None, row[column] or 0


def _condition(text: str, names: tuple[str, ...]) -> Any:
    if not text:
        return None
    if len(text) > LONGEST_FILTER:
        raise UnreadableOption("the filter is too long")
    try:
        found = ODataParser().parse(ODataLexer().tokenize(text))
    except ODataException as error:
        raise UnreadableOption(f"the filter cannot be read: {error}") from error
    _check(found, names)
    return found


def _check(node: Any, names: tuple[str, ...]) -> None:
    """Go on only with comparisons of a column and a value, joined by and, or, not; raises UnreadableOption."""
    if isinstance(node, ast.BoolOp):
        _check(node.left, names)
        _check(node.right, names)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        _check(node.operand, names)
    elif isinstance(node, ast.Compare) and type(node.comparator) in COMPARES and isinstance(node.left, ast.Identifier):
        _column(node.left.name, names)
        _value(node.right)
    else:
        raise UnreadableOption("a filter compares a column with a value (eq ne gt ge lt le), joined by and, or, not")


def _value(node: Any) -> Any:
    if isinstance(node, ast.Null):
        return None
    if isinstance(node, ast.Integer | ast.Float):
        return float(node.val)
    if isinstance(node, ast.Boolean):
        return str(node.val).lower() == "true"
    if isinstance(node, ast.String | ast.Date | ast.DateTime):
        return str(node.val)[:10] if isinstance(node, ast.DateTime) else str(node.val)
    raise UnreadableOption("a filter compares with a text, a number, a day, true, false or null")


def _holds(node: Any, row: Row) -> bool:
    if isinstance(node, ast.BoolOp):
        left = _holds(node.left, row)
        return left and _holds(node.right, row) if isinstance(node.op, ast.And) else left or _holds(node.right, row)
    if isinstance(node, ast.UnaryOp):
        return not _holds(node.operand, row)
    left, right = row[node.left.name], _value(node.right)
    is_equality = isinstance(node.comparator, ast.Eq | ast.NotEq)
    # As OData has it, what is not there is neither more nor less than anything.
    if not is_equality and (left is None or right is None):
        return False
    try:
        return COMPARES[type(node.comparator)](left, right)
    except TypeError as error:
        raise UnreadableOption(f"'{node.left.name}' cannot be compared with that value") from error


def _fixed(node: Any) -> Iterable[tuple[str, str]]:
    """Yield column and text of each equality that every row must meet."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        yield from _fixed(node.left)
        yield from _fixed(node.right)
    elif (
        isinstance(node, ast.Compare)
        and isinstance(node.comparator, ast.Eq)
        and isinstance(node.left, ast.Identifier)
        and isinstance(node.right, ast.String)
    ):
        yield node.left.name, str(node.right.val)


def _order(part: str, names: tuple[str, ...]) -> tuple[str, bool]:
    column, _, direction = part.strip().partition(" ")
    if direction.strip() not in ("", "asc", "desc"):
        raise UnreadableOption("rows are ordered by a column, asc or desc")
    return _column(column, names), direction.strip() == "desc"


def _column(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise UnreadableOption(f"there is no column '{name}': there are {', '.join(names)}")
    return name


def _number(query: QueryDict, name: str) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnreadableOption(f"'{name}' is a whole number")
    return int(text)
