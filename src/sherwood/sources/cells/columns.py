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
    """Read every cell of a column; a cell is empty, typed, or a problem with its reason and remedy."""
    text_array = pa.array(texts, pa.string())
    encoded = text_array.dictionary_encode()
    outcomes = [parse(text) for text in encoded.dictionary.to_pylist()]

    def spread(each: list[Any], kind: pa.DataType) -> Any:
        return pc.take(pa.array(each, kind), encoded.indices)

    return TypedColumn(
        texts=text_array,
        values=spread([outcome.value for outcome in outcomes], ARROW_TYPES[column.type]),
        is_filled=spread([outcome != EMPTY for outcome in outcomes], pa.bool_()),
        is_problem=spread([bool(outcome.reason) for outcome in outcomes], pa.bool_()),
        reasons=spread([outcome.reason for outcome in outcomes], pa.string()),
        remedies=spread([outcome.remedy for outcome in outcomes], pa.string()),
    )
