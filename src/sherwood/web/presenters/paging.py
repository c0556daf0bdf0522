"""The web: the links between the pages of a long list, the rest of the address kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sherwood.reports.document import Table
from sherwood.web.presenters.links import with_query

Context = dict[str, Any]
NEIGHBOURS = 2


def pages_of(address: str, query: Mapping[str, str]) -> Callable[[Table], Context | None]:
    """Return what gives a table the links to its other pages at this address."""

    def links(table: Table) -> Context | None:
        total = len(table.rows) if table.total_rows is None else table.total_rows
        return pagination(address, query, table.caption, total=total, page=table.page, page_size=table.page_size)

    return links


def pagination(
    address: str, query: Mapping[str, str], label: str, *, total: int, page: int, page_size: int
) -> Context | None:
    """Return the links of a list with this many rows; None where all of it fits on one page."""
    last = -(-total // page_size)
    if last <= 1:
        return None

    def to(number: int) -> str:
        return with_query(address, {**query, "page": str(number)})

    return {
        "label": label,
        "summary": f"Showing {(page - 1) * page_size + 1:,} to {min(page * page_size, total):,} of {total:,}",
        "previous_href": to(page - 1) if page > 1 else "",
        "next_href": to(page + 1) if page < last else "",
        "pages": [
            {"gap": True} if each is None else {"number": each, "href": to(each), "current": each == page}
            for each in _shown(page, last)
        ],
    }


def _shown(page: int, last: int) -> Iterator[int | None]:
    """Yield the numbers of the pages to show, the first, the last and those near; None stands for those left out."""
    before = 0
    for number in range(1, last + 1):
        if number in (1, last) or abs(number - page) <= NEIGHBOURS:
            if number - before > 1:
                yield None
            yield number
            before = number
