"""Runs inside the environment of csc-validator-be-cin: the children in whose rows each rule finds fault, as JSON on the last line.

The question names the collection year by its last calendar year, and the census file.
"""

import contextlib
import io
import json
import sys
import xml.etree.ElementTree as ET

from cin_validator import cin_validator
from cin_validator.rules.ruleset_utils import get_year_ruleset


def main():
    """Answer the question on standard input; rules of the census as a whole name no child."""
    question = json.load(sys.stdin)
    root = ET.parse(question["file"]).getroot()
    registry = get_year_ruleset(question["year"])
    # The validator prints the rules that broke, and goes on.
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        tables = cin_validator.process_data(cin_validator.convert_data(root))
        validator = cin_validator.CinValidator(tables, registry, None)
    issues = validator.full_issue_df
    found = {str(code): sorted(set(rows["child_id"].astype(str))) for code, rows in issues.groupby("rule_code")}
    found |= {str(code): ["the census"] for code in validator.multichild_issues["rule_code"]}
    failed = [
        line.split()[3].rstrip(":") for line in said.getvalue().splitlines() if line.startswith("Error with rule")
    ]
    print(json.dumps({"rules": sorted(map(str, registry)), "found": found, "failed": failed}))


if __name__ == "__main__":
    main()
