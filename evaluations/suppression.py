"""Attacks made-up releases with a linear program: two-way tables, teams within services by month and for the quarter, percentages.

    python -m evaluations.suppression [--releases 200] [--optima 24] [--seed N]

Chart lines are the months, last month's release stands beside this one's in the quarter's total, and a percentage tells its part, the
rest and the whole. Then small tables are held to the exact optimum, found by integer programming. Ends with exit code 1 if any small
cell can be worked out closer than that it is from 1 to 5, or if more than 1.25 times the least number of cells is withheld beside.
"""

import argparse
import itertools
import random
import sys
import time

from tests.rooms.measures.test_suppression import drawn, least_cost, published, table

from sherwood.measures.suppression import Release, unsafe, withheld

MOST_BESIDE = 1.25


def main():
    """Evaluate and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--releases", type=int, default=200)
    options.add_argument("--optima", type=int, default=24)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    draw = random.Random(chosen.seed)
    given_away = 0
    for name, releases in (
        ("counts", published(draw, chosen.releases)),
        ("percentages", (percentages(draw) for _ in range(chosen.releases))),
    ):
        given_away += _attacked(name, releases)
    ratio = _beside_optimum(draw, chosen.optima)
    return 1 if given_away or ratio > MOST_BESIDE else 0


def percentages(draw):
    """A percentage of each of three to six teams and of all together: part, rest and whole, each of which adds up over the teams."""
    teams = draw.randint(3, 6)
    parts, rests = (drawn(draw, 1, teams)[0] for _ in range(2))
    units = [*zip(parts, rests, strict=True), (sum(parts), sum(rests))]
    cells = tuple(itertools.chain.from_iterable((part, rest, part + rest) for part, rest in units))
    of_each = [((3 * at, 1), (3 * at + 1, 1), (3 * at + 2, -1)) for at in range(teams + 1)]
    of_all = [(*((3 * at + cell, 1) for at in range(teams)), (3 * teams + cell, -1)) for cell in range(3)]
    return Release(cells, tuple(of_each + of_all))


def _attacked(name, releases):
    """How many small cells of these releases are given away by what is shown."""
    start, count = time.process_time(), 0
    small = beside = given_away = 0
    for release in releases:
        hidden = withheld(release)
        count += 1
        small += len(release.small)
        beside += len(hidden - release.small)
        given_away += len(unsafe(release, hidden))
    spent = time.process_time() - start
    print(
        f"{count} releases of {name}: {small} small cells, {beside} withheld beside them, {given_away} given away, {spent:.0f} s of CPU",
        flush=True,
    )
    return given_away


def _beside_optimum(draw, tables):
    """Cells withheld beside the small ones over the least that any protecting pattern withholds, in tables of three by three."""
    start, ours, least, done = time.process_time(), 0, 0, 0
    while done < tables:
        # No total is small here, so that every cell could be anything from 1 to 5.
        release = table([[6 + each if each > 4 else each for each in row] for row in drawn(draw, 3, 3)])
        if not release.small or any(place % 4 == 3 or place > 11 for place in release.small):
            continue
        done += 1
        ours += len(withheld(release) - release.small)
        least += round(
            least_cost(release, [0.0 if place in release.small else 1.0 for place in range(len(release.cells))])
        )
    ratio = ours / least if least else 1.0
    spent = time.process_time() - start
    print(
        f"{done} small tables: {ours} withheld beside, least {least}: {ratio:.2f} times the optimum, {spent:.0f} s of CPU"
    )
    return ratio


if __name__ == "__main__":
    sys.exit(main())
