"""Runs inside a validator's own environment: reads a question as JSON, prints the answer as JSON on its last line.

The question names the feed, the collection year by its last calendar year, and the files of this year and of the one before.
"""

import csv
import io
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def main():
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    print(json.dumps((looked_after if question["feed"] == "ssda903" else in_need)(question)))


def looked_after(question):
    """What csc-validator-be-903 finds in this year's files, with the year before beside them."""
    from lac_validator.lac_validator import LacValidator, create_issue_df
    from lac_validator.report import Report
    from lac_validator.rules.ruleset_utils import get_year_ruleset

    files = [
        {"name": Path(path).name, "description": field, "file_content": plain(Path(path))}
        for field, paths in zip(("This year", "Prev year"), question["files"])
        for path in paths
    ]
    registry = get_year_ruleset(question["year"])
    facts = {"collectionYear": question["year"], "localAuthority": question["authority"]}
    validator = LacValidator(metadata=facts, files=files, registry=registry)
    report = Report(validator.ds_results, registry)
    issues = create_issue_df(report.report, report.error_report)
    return summary(issues, registry) | {"failed": validator.fails}


def plain(path):
    """A file as the validator takes it: headings in capitals, and no column it does not know, which councils' exports have."""
    from lac_validator.config import column_names

    if path.suffix != ".csv":
        return path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as opened:
        headings, *rows = csv.reader(opened)
    known = {name for names in column_names.values() for name in names}
    kept = [place for place, name in enumerate(headings) if name.upper() in known]
    text = io.StringIO()
    csv.writer(text).writerows(
        [[headings[place].upper() for place in kept], *([row[place] for place in kept] for row in rows if row)]
    )
    return text.getvalue().encode("utf-8")


def in_need(question):
    """What csc-validator-be-cin finds in this year's census."""
    from cin_validator import cin_validator
    from cin_validator.rules.ruleset_utils import get_year_ruleset

    root = ET.parse(question["files"][0][0]).getroot()
    registry = get_year_ruleset(question["year"])
    validator = cin_validator.CinValidator(cin_validator.process_data(cin_validator.convert_data(root)), registry, None)
    return summary(validator.full_issue_df, registry) | {"failed": []}


def summary(issues, registry):
    """Each rule with how many children it found fault with, its words, and an example: child, table, columns."""
    rules = []
    for code, found in issues.groupby(issues["rule_code"].astype(str)) if len(issues) else ():
        first = found.iloc[0]
        columns = found[
            (found["child_id"] == first["child_id"]) & (found["row_id"].astype(str) == str(first["row_id"]))
        ]
        example = f"child {first['child_id']}, {first['tables_affected']}: {', '.join(dict.fromkeys(columns['columns_affected'].astype(str)))}"
        words = str(first["rule_description"])
        rules.append({"rule": code, "count": int(found["child_id"].nunique()), "words": words, "example": example})
    return {"ran": len(registry), "rules": sorted(rules, key=lambda each: -each["count"])}


if __name__ == "__main__":
    main()
