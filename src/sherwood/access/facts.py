"""Access: what a question counts before anybody's rights are applied, and what a list of children answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp


@dataclass(frozen=True)
class Facts:
    """An unscoped question: one row for each thing counted.

    `select` yields period, period_end, authority, feed, person_key, source_row, attributed_date, numerator, denominator
    (null for counts), the dimensions named, and the detail columns. `parameters` are its bound values. `has_median` asks for
    the median of the numerators beside their sum; `is_fractional` says that what is added up need not be whole.
    `has_own_team` says that rows are of the service itself and name their team in `own_team_id`, so that nobody is allocated to them.
    `has_own_worker` says that they name their worker as well, in `own_worker_id`, and may be told by worker.
    `by_person` names what is counted, by its alias in `select`, where a person's rows alone decide what counts of that person.
    `is_received` says that rows came in at the front door and name the hub whose work they are in `received_by`, where it is one's.
    """

    select: exp.Select
    parameters: Mapping[str, object] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    detail_columns: tuple[str, ...] = ()
    has_median: bool = False
    is_fractional: bool = False
    has_own_team: bool = False
    has_own_worker: bool = False
    by_person: str = ""
    is_received: bool = False


@dataclass(frozen=True)
class Listing:
    """Children behind a figure: `counted` rows stand in the figure, `openable` of them may be listed, `rows` are this page's."""

    rows: list[dict[str, Any]]
    counted: int
    openable: int
    limit: int
    offset: int
