"""Room web: pairs each cell of a table with its column, so that components can label it, and a code with its words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def named(words: Mapping[str, str], code: str) -> str:
    """The words of a code; the code itself where there are none."""
    return words.get(code, code)


@register.filter
def beside(columns: Iterable[Any], cells: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each column with the cell that stands under it.

    A row with more or fewer cells than the table has columns would put figures under the wrong heading, so it is
    refused with ValueError instead of being drawn.
    """
    return list(zip(columns, cells, strict=True))
