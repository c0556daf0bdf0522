"""Sources: types a whole column at once, reading each distinct text a single time, and hands on Arrow columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sherwood.definitions.shapes.feed import Column
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

# What tidying leaves alone: visible characters of ASCII, with spaces only between them.
_PLAIN = r"\A[!-~](?:[ -~]*[!-~])?\z"
# Of such texts those a parser may yet read as something else: a mark or word for nothing, an error of a spreadsheet, a number it wrote.
_TELLING = (
    r"(?i)\A(?:[(<\[]?(?:null|na|nat)[)>\]]?|n/a|nil|-+|#[a-z0-9/!?]+|[0-9]+\.0+|[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+)\z"
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
    if column.type in ("identifier", "text"):
        outcomes = _outcomes_of_texts(encoded.dictionary, parse)
    else:
        outcomes = [parse(text) for text in encoded.dictionary.to_pylist()]
    if outcomes is None:
        return _as_it_stands(text_array)
    values = pc.take(pa.array([outcome.value for outcome in outcomes], ARROW_TYPES[column.type]), encoded.indices)
    filled = [outcome != EMPTY for outcome in outcomes]
    told = [outcome.reason for outcome in outcomes]
    if not any(told):
        words = _no_words(text_array)
        return TypedColumn(text_array, values, _spread(filled, encoded), _all(False, text_array), words, words)
    return TypedColumn(
        texts=text_array,
        values=values,
        is_filled=_spread(filled, encoded),
        is_problem=_spread([bool(reason) for reason in told], encoded),
        reasons=pc.take(pa.array(told, pa.string()), encoded.indices),
        remedies=pc.take(pa.array([outcome.remedy for outcome in outcomes], pa.string()), encoded.indices),
    )


def _outcomes_of_texts(distinct: Any, parse: Callable[[str], Outcome]) -> list[Outcome] | None:
    """Parse only the texts that a parser might change or refuse; None where there is none of them.

    A column of names or numbers has as many distinct texts as rows, nearly all of which stand as they are.
    """
    is_plain = pc.and_not(pc.match_substring_regex(distinct, _PLAIN), pc.match_substring_regex(distinct, _TELLING))
    if pc.all(is_plain, min_count=0).as_py():
        return None
    pairs = zip(distinct.to_pylist(), is_plain.to_pylist(), strict=True)
    return [Outcome(text) if plain else parse(text) for text, plain in pairs]


def _as_it_stands(texts: Any) -> TypedColumn:
    """Every cell filled and its own value."""
    words = _no_words(texts)
    return TypedColumn(texts, texts, _all(True, texts), _all(False, texts), words, words)


def _spread(flags: list[bool], encoded: Any) -> Any:
    return _all(True, encoded) if all(flags) else pc.take(pa.array(flags, pa.bool_()), encoded.indices)


def _no_words(texts: Any) -> Any:
    return pa.repeat(_NOTHING_TOLD, len(texts))


def _all(flag: bool, like: Any) -> Any:
    return pa.repeat(_YES if flag else _NO, len(like))
