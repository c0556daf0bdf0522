"""Attacks made-up releases with a linear program: two-way tables, and teams within services by month and for the quarter.

    python -m evaluations.suppression [--releases 200] [--seed N]

Ends with exit code 1 if any small cell can be worked out closer than that it is from 1 to 5.
"""

import argparse
import random
import sys
import time

from tests.rooms.measures.test_suppression import published

from sherwood.measures.suppression import unsafe, withheld


def main():
    """Evaluate and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--releases", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    start = time.process_time()
    small = beside = given_away = 0
    for release in published(random.Random(chosen.seed), chosen.releases):
        hidden = withheld(release)
        small += len(release.small)
        beside += len(hidden - release.small)
        given_away += len(unsafe(release, hidden))
    spent = time.process_time() - start
    print(
        f"{chosen.releases} releases, {small} small cells, {beside} withheld beside them, {given_away} given away, {spent:.0f} s of CPU"
    )
    return 1 if given_away else 0


if __name__ == "__main__":
    sys.exit(main())
