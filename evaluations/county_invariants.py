"""Runs every invariant over the files of a county and says which are offended, and by what.

    python -m evaluations.county_invariants COUNTY [--clean]

Ends with exit code 1 if any is.
"""

import argparse
import sys
from pathlib import Path

from tests.oracles.invariants import County, invariants

SHOWN = 3


def main():
    """Read the county, ask, tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("county", type=Path, help="a folder that `sherwood county new` wrote")
    options.add_argument("--clean", action="store_true", help="ask also what holds of a clean county alone")
    chosen = options.parse_args()
    county = County(chosen.county)
    rules = [each for each in invariants() if chosen.clean or not each.is_of_clean_files]
    found = {rule: rows for rule in rules if (rows := county.offending(rule))}
    for rule, rows in found.items():
        print(f"{rule.name}: {rule.says} {len(rows)} offend: {', '.join(map(str, rows[:SHOWN]))}")
    print(f"{len(rules) - len(found)} of {len(rules)} invariants hold")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
