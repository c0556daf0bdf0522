"""Quality: the rules of returns, asked of a return as submitted, and of records, asked of a build; hands on what each found, or why not."""

from sherwood.quality.asking import Submission, run, tables_needed
from sherwood.quality.records import RecordRun, ask_records, fault_key
from sherwood.quality.results import Finding, RuleResult

__all__ = [
    "Finding",
    "RecordRun",
    "RuleResult",
    "Submission",
    "ask_records",
    "fault_key",
    "run",
    "tables_needed",
]
