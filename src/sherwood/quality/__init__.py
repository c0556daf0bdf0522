"""Quality: the rules of returns, asked of a return as it was submitted; hands on what each rule found, or why it could not be asked."""

from sherwood.quality.results import Finding, RuleResult, write_results
from sherwood.quality.run import Submission, run, tables_needed

__all__ = ["Finding", "RuleResult", "Submission", "run", "tables_needed", "write_results"]
