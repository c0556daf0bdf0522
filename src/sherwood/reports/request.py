"""What a reader asks of a report: filters and period, as they stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class ReportRequest:
    """Filters by dimension, the last period's end as text (empty: the data date), and the page of the list."""

    where: Mapping[str, str] = field(default_factory=dict)
    as_at: str = ""
    page: int = 1
    figures: Literal["openable", "official"] = "openable"
