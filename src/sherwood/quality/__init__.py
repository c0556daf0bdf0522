"""Quality: the rules of returns, asked of a return as it was submitted; hands on what each rule found, or why it could not be asked."""

from sherwood.quality.asking import Submission, run, tables_needed
from sherwood.quality.results import Finding, RuleResult, write_results

__all__ = ["Finding", "RuleResult", "Submission", "run", "tables_needed", "write_results"]
