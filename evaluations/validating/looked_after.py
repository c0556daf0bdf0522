"""Runs inside the environment of csc-validator-be-903: reads a question as JSON, prints the answer as JSON on its last line.

The question names the collection year by its last calendar year, an authority, and the files of this year and of the one before.
"""

import csv
import io
import json
import sys
from pathlib import Path

from lac_validator.config import column_names
from lac_validator.lac_validator import LacValidator, create_issue_df
from lac_validator.report import Report
from lac_validator.rules.ruleset_utils import get_year_ruleset
from summary import summary

FIELDS = ("This year", "Prev year")


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
    print(json.dumps(summary(issues, registry) | {"failed": [str(each) for each in validator.fails]}))


def plain(path):
    """A file as the validator takes it: headings in capitals, and no column it does not know, which councils' exports have."""
    if path.suffix != ".csv":
        return path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as opened:
        headings, *rows = csv.reader(opened)
    known = {name for names in column_names.values() for name in names}
    kept = [place for place, name in enumerate(headings) if name.upper() in known]
    text = io.StringIO()
    lines = ([row[place] for place in kept] for row in rows if row)
    csv.writer(text).writerows([[headings[place].upper() for place in kept], *lines])
    return text.getvalue().encode("utf-8")


if __name__ == "__main__":
    main()
