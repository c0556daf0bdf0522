"""Quality: what a run of rules hands on, as objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

State = Literal["ran", "skipped", "failed"]


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
