"""Runs inside the environment of csc-validator-be-903: the children in whose rows each rule finds fault, as JSON on the last line.

The question is that of `looked_after.py`.
"""

import json
import sys
from pathlib import Path

from lac_validator.lac_validator import LacValidator, create_issue_df
from lac_validator.report import Report
from lac_validator.rules.ruleset_utils import get_year_ruleset
from looked_after import FIELDS, plain


def main():
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    files = [
        {"name": Path(path).name, "description": field, "file_content": plain(Path(path))}
        for field, paths in zip(FIELDS, question["files"], strict=False)
        for path in paths
    ]
    registry = get_year_ruleset(question["year"])
    facts = {"collectionYear": question["year"], "localAuthority": question["authority"]}
    validator = LacValidator(metadata=facts, files=files, registry=registry)
    report = Report(validator.ds_results, registry)
    issues = create_issue_df(report.report, report.error_report)
    found = {str(code): sorted(set(rows["child_id"].astype(str))) for code, rows in issues.groupby("rule_code")}
    answer = {"rules": sorted(map(str, registry)), "found": found, "failed": [str(each) for each in validator.fails]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
