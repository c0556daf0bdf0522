"""Sources: types a whole column at once, reading each distinct text a single time, and hands on Arrow columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.as_written import as_written
from sherwood.sources.cells.outcome import EMPTY, Outcome

ARROW_TYPES = MappingProxyType(
    {
        "identifier": pa.string(),
        "text": pa.string(),
        "code": pa.string(),
        "codes": pa.string(),
        "postcode": pa.string(),
        "date": pa.date32(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
)

# Made once: making a scalar looks each time whether a further library is there.
_YES, _NO, _NOTHING_TOLD = pa.scalar(True), pa.scalar(False), pa.scalar("", pa.string())


@dataclass(frozen=True)
class TypedColumn:
    """A column's texts, its values, and which of its cells are filled and which are problems, with the words for each."""

    texts: Any
    values: Any
    is_filled: Any
    is_problem: Any
    reasons: Any
    remedies: Any


def type_column(texts: Sequence[str], column: Column, parse: Callable[[str], Outcome]) -> TypedColumn:
    """Read every cell of a column, a list or an Arrow array of texts; a cell is empty, typed, or a problem with its reason and remedy."""
    text_array = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    encoded = text_array.dictionary_encode()
    distinct = encoded.dictionary
    is_empty = pc.equal(distinct, _NOTHING_TOLD)
    is_plain, values = as_written(distinct, column.type) or _nothing_plain(distinct, column)
    # A column of names or numbers has as many distinct texts as rows: only those that a parser might change or refuse are parsed.
    is_odd = pc.invert(pc.or_(is_plain, is_empty))
    outcomes = [parse(text) for text in distinct.filter(is_odd).to_pylist()]
    if not outcomes and values is distinct and not _any(is_empty):
        return _as_it_stands(text_array)
    kind = ARROW_TYPES[column.type]
    values = pc.if_else(is_plain, values, pa.scalar(None, kind))
    is_filled = pc.invert(is_empty)
    if outcomes:
        values = pc.replace_with_mask(values, is_odd, pa.array([each.value for each in outcomes], kind))
        is_filled = pc.replace_with_mask(is_filled, is_odd, pa.array([each != EMPTY for each in outcomes], pa.bool_()))
    told = [each.reason for each in outcomes]
    if not any(told):
        words = _no_words(text_array)
        values = pc.take(values, encoded.indices)
        return TypedColumn(text_array, values, _spread(is_filled, encoded), _all(False, text_array), words, words)
    reasons = pc.replace_with_mask(_no_words(distinct), is_odd, pa.array(told, pa.string()))
    remedies = pc.replace_with_mask(
        _no_words(distinct), is_odd, pa.array([each.remedy for each in outcomes], pa.string())
    )
    return TypedColumn(
        texts=text_array,
        values=pc.take(values, encoded.indices),
        is_filled=_spread(is_filled, encoded),
        is_problem=_spread(pc.not_equal(reasons, _NOTHING_TOLD), encoded),
        reasons=pc.take(reasons, encoded.indices),
        remedies=pc.take(remedies, encoded.indices),
    )


def _nothing_plain(distinct: Any, column: Column) -> tuple[Any, Any]:
    """Each text has to be parsed."""
    return _all(False, distinct), pa.nulls(len(distinct), ARROW_TYPES[column.type])


def _as_it_stands(texts: Any) -> TypedColumn:
    """Every cell filled and its own value."""
    words = _no_words(texts)
    return TypedColumn(texts, texts, _all(True, texts), _all(False, texts), words, words)


def _spread(flags: Any, encoded: Any) -> Any:
    return pc.take(flags, encoded.indices) if _any(pc.invert(flags)) else _all(True, encoded)


def _any(flags: Any) -> bool:
    return bool(pc.any(flags, min_count=0).as_py())


def _no_words(texts: Any) -> Any:
    return pa.repeat(_NOTHING_TOLD, len(texts))


def _all(flag: bool, like: Any) -> Any:
    return pa.repeat(_YES if flag else _NO, len(like))
