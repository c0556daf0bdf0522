"""Quality: what a run of rules hands on, as objects and as two tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import pyarrow as pa

from sherwood.store import Build

State = Literal["ran", "skipped", "failed"]
_TEXT = pa.string()
RUN_SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("ruleset", "rule", "title", "severity", "state", "why")),
        ("rows", pa.int32()),
        ("seconds", pa.float64()),
    ]
)
FINDING_SCHEMA = pa.schema(
    [(name, _TEXT) for name in ("ruleset", "rule", "table_name", "source_row", "source_id", "told")]
)


class Finding(NamedTuple):
    """A row that breaks a rule: its table, its file and line, the child's number in the return, and the cells to look at."""

    table: str
    source_row: str
    source_id: str | None
    told: str

    def to_json(self) -> dict[str, str | None]:
        """Give the finding as `sherwood quality run` prints it."""
        return {"table": self.table, "row": self.source_row, "source_id": self.source_id, "told": self.told}


@dataclass(frozen=True)
class RuleResult:
    """What became of one rule: ran with its findings, skipped because a table is not there, or failed with the engine's words."""

    code: str
    ruleset: str
    title: str
    severity: str
    remedy: str
    state: State
    why: str = ""
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Give the result as `sherwood quality run` prints it."""
        return {
            "code": self.code,
            "ruleset": self.ruleset,
            "title": self.title,
            "severity": self.severity,
            "state": self.state,
            "why": self.why,
            "remedy": self.remedy,
            "findings": [each.to_json() for each in self.findings],
        }


def write_results(build: Build, results: Iterable[RuleResult]) -> None:
    """Write `quality_run`, one row a rule of a set, and `quality_finding`, one row a rule and row that breaks it."""
    kept = list(results)
    runs = [
        (each.ruleset, each.code, each.title, each.severity, each.state, each.why, len(each.findings), each.seconds)
        for each in kept
    ]
    found = [
        (each.ruleset, each.code, one.table, one.source_row, one.source_id, one.told)
        for each in kept
        for one in each.findings
    ]
    for name, schema, rows in (("quality_run", RUN_SCHEMA, runs), ("quality_finding", FINDING_SCHEMA, found)):
        build.insert_arrow(
            name, pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
        )
