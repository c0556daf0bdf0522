"""Runs inside the environment of csc-validator-be-cin: reads a question as JSON, prints the answer as JSON on its last line.

The question names the collection year by its last calendar year, and the census file.
"""

import json
import sys
import xml.etree.ElementTree as ET

from cin_validator import cin_validator
from cin_validator.rules.ruleset_utils import get_year_ruleset
from summary import summary


def main():
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    root = ET.parse(question["files"][0][0]).getroot()
    registry = get_year_ruleset(question["year"])
    tables = cin_validator.process_data(cin_validator.convert_data(root))
    issues = cin_validator.CinValidator(tables, registry, None).full_issue_df
    print(json.dumps(summary(issues, registry) | {"failed": []}))


if __name__ == "__main__":
    main()
