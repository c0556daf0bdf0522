"""Tells for ten seeds how each county's pandemic was drawn and how its contacts then went, as a table.

    python -m evaluations.pandemic_by_seed [--seeds N] [--a-day N]

Drawn: days of lag, what is unlike any neat form, days until a rise was reached, the share of what was held back that returned, a local
lockdown. Measured on contacts that senders wrote, twenty a day: each source from 20 April to 14 June 2020, and from 2 September to
31 December 2020, for each hundred of the same weeks of the two years before.
"""

import argparse
import datetime as dt

from tests.rooms.synthetic.senders import GROUPS, count, drawn_pandemic, rhythm, write

FIRST, LAST = dt.date(2017, 4, 1), dt.date(2020, 12, 31)
SPRING = dt.date(2020, 4, 20), dt.date(2020, 6, 14)
AUTUMN = dt.date(2020, 9, 2), LAST
YEAR_OF_WEEKS = dt.timedelta(days=364)
SOURCES = ("all", *GROUPS)


def against_usual(written, group, days):
    """Contacts of a group between two days for each hundred of the same weeks of the two years before."""
    first, last = days
    now, *before = (
        count(written, group, lambda day, by=back * YEAR_OF_WEEKS: first <= day + by <= last) for back in range(3)
    )
    return 100 * now / (sum(before) / len(before))


def row(seed, a_day):
    """One seed's line of the table."""
    drawn = drawn_pandemic(seed)
    written = write(rhythm(seed), FIRST, LAST, a_day)
    local = f"{drawn.local.first:%d %b}, {(drawn.local.last - drawn.local.first).days} days" if drawn.local else "none"
    cells = [
        seed, drawn.unusual.replace("_", " ") or "-", drawn.lag_days, drawn.recovery_days, f"{100 * drawn.latent_returns:.0f} %", local,
        *(f"{against_usual(written, group, SPRING):.0f}" for group in SOURCES), f"{against_usual(written, 'all', AUTUMN):.0f}",
        f"{against_usual(written, 'schools', AUTUMN):.0f}",
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def main():
    """Make the counties, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, default=10)
    options.add_argument("--a-day", type=int, default=20)
    chosen = options.parse_args()
    headings = [
        "seed",
        "unlike any",
        "lag",
        "recovery",
        "returns",
        "local lockdown",
        *SOURCES,
        "autumn",
        "autumn, schools",
    ]
    print(f"| {' | '.join(headings)} |\n|{'---|' * len(headings)}")
    for seed in range(1, chosen.seeds + 1):
        print(row(seed, chosen.a_day))


if __name__ == "__main__":
    main()
