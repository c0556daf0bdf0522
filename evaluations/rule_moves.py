"""Moves every rule of every version of the programmes by the least there is, one at a time, and tells which moves go unseen.

    python -m evaluations.rule_moves [--seed N] [--programme P ...]

Moved are thresholds, windows, age limits, who counts, silence, freshness, patterns, facts, feeds and headings of every indicator that
a feed tells, how many of what make a family eligible, closed terms, and what a result is. A move is noticed by the indicator's own
examples, by the slow oracle (typed from the guidance) on made-up homes whose days and ages lie about the boundaries, or by what tests
have typed. Exit code 1 if any goes unseen.
"""

import argparse
import sys
import time
from collections import Counter

from tests.catalogue.test_programmes import BOOKS
from tests.support.rule_moves import Noticing, moves


def main():
    """Move every rule and tell what noticed it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--programme", nargs="*", default=sorted(BOOKS), choices=sorted(BOOKS))
    asked, unseen, began = options.parse_args(), [], time.process_time()
    print("| version | moves | by examples | by the oracle | as typed | unseen |\n|---|---|---|---|---|---|")
    for programme in asked.programme:
        noticing, found = Noticing(programme, asked.seed), Counter()
        for move in moves(programme):
            by = noticing.by(move)
            found[by] += 1
            if by is None:
                unseen.append(f"{programme} {move.rule}")
        told = [found.total(), found["examples"], found["oracle"], found["typed"], found[None]]
        print(f"| {programme} | {' | '.join(map(str, told))} |", flush=True)
    print("\n".join(["", *unseen, f"{time.process_time() - began:.0f} s of processor"]))
    sys.exit(bool(unseen))


if __name__ == "__main__":
    main()
