"""Attacks made-up releases with a linear program, of one day and of successive months.

    python -m evaluations.suppression [--releases 200] [--optima 24] [--seed N] [--parts NAME,...]

Of one day: two-way tables, teams within services, percentages with their part, rest and whole. Of successive months: a year that comes
out month by month, with its quarters and itself, to a reader who keeps every release; and a breakdown of what is open at the ends of
months that follow each other, to a reader who keeps last month's table, knows how many came and left in all, and that what is withheld
is at least one. Then small tables are held to the exact optimum, found by integer programming.

Ends with exit code 1 if a small cell of linked tables can be worked out closer than that it is from 1 to 5; if one of a breakdown of
successive months can be worked out exactly that totals alone would not tell; or if more than 1.25 times the least number of cells is
withheld beside.
"""

import argparse
import itertools
import random
import sys
import time

from tests.rooms.measures.test_suppression import drawn, least_cost, published, table
from tests.support.courses import SMALL, a_course, is_exact, is_narrower, shown_of, worked_out
from tests.support.releases import of_every_release, of_units, some_units, some_years

from sherwood.measures.suppression import CannotBeProtected, Release, unsafe, withheld

MOST_BESIDE = 1.25


def main():
    """Evaluate and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--releases", type=int, default=200)
    options.add_argument("--optima", type=int, default=24)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--parts", default="", help="Of tables, units, years, courses and optima, some alone.")
    chosen = options.parse_args()
    parts = {
        "tables": lambda draw: _tables(draw, chosen.releases),
        "units": lambda draw: _linked(draw, chosen.releases, "by team and service", some_units, of_units),
        "years": lambda draw: _linked(
            draw, chosen.releases, "of a year, release by release", some_years, of_every_release
        ),
        "courses": lambda draw: _in_courses(draw, chosen.releases),
        "optima": lambda draw: _beside_optimum(draw, chosen.optima) > MOST_BESIDE,
    }
    chosen_parts = chosen.parts.split(",") if chosen.parts else list(parts)
    found_wanting = [parts[name](random.Random(chosen.seed)) for name in chosen_parts]
    return 1 if any(found_wanting) else 0


def _tables(draw, count):
    """How many small cells of two-way tables and of percentages are given away."""
    given_away = 0
    for name, releases in (
        ("counts", published(draw, count)),
        ("percentages", (percentages(draw) for _ in range(count))),
    ):
        given_away += _attacked(name, ((release, withheld(release)) for release in releases))
    return given_away


def _linked(draw, count, name, some, linked):
    """How many small cells are given away of counts, and of percentages, that are withheld together."""
    return sum(
        _attacked(f"{of} {name}", (linked(each) for each in some(draw, count, parts)))
        for parts, of in ((1, "counts"), (2, "percentages"))
    )


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
    """How many small cells of these releases, each with what is withheld of it, are given away by what is shown."""
    start, count, told = time.process_time(), 0, 0
    small = beside = given_away = 0
    for release, hidden in releases:
        try:
            away = unsafe(release, hidden)
        except CannotBeProtected:
            # Totals that all know tell a number, whatever is withheld.
            told += 1
            continue
        count += 1
        small += len(release.small)
        beside += len(hidden - release.small)
        given_away += len(away)
    spent = time.process_time() - start
    print(
        f"{count} releases of {name}: {small} small cells, {beside} withheld beside them, {given_away} given away,"
        f" {told} more told by totals alone, {spent:.0f} s of CPU",
        flush=True,
    )
    return given_away


def _in_courses(draw, count):
    """How many small cells of a breakdown at the ends of successive months are worked out exactly."""
    start, tables = time.process_time(), 0
    small = beside = exact = narrower = anyway = 0
    for _ in range(count):
        course = a_course(draw)
        shown = shown_of(course)
        tables += len(course)
        beside += sum(
            (at, unit) not in shown and number not in SMALL
            for at, month in enumerate(course)
            for unit, number in enumerate(month.open)
        )
        for known, least in worked_out(course, shown):
            small += 1
            anyway += is_exact(least)
            exact += is_exact(known) and not is_exact(least)
            narrower += is_narrower(known, least)
    spent = time.process_time() - start
    print(
        f"{count} courses of {tables} months by unit: {small} small cells, {beside} withheld beside them, {exact} worked out,"
        f" {narrower} known more narrowly than by totals alone, {anyway} told by totals alone, {spent:.0f} s of CPU",
        flush=True,
    )
    return exact


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
