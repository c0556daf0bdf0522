"""Takes each feed in turn from the families of a county, for every version of the programmes: what falls, what rises, what turns false.

    python -m evaluations.family_feeds HOME [--as-at DATE]

The home is one that was built from a county with all feeds. A row a version and feed: how many families are eligible and of how many it
cannot be told, with the feed and without it, and how many answers to an indicator turned from true or unknown to false, which none may.
The run ends with 1 where one did, where more families are eligible without a feed, or fewer can't be told.
"""

import argparse
import datetime as dt
import sys
from pathlib import Path

from sherwood.cohorts import assess
from sherwood.cohorts.what_if import without_feeds
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import programme_names
from sherwood.jobs.families import question_of

AUTHORITY = "local"


def turned_false(before, after):
    """How many answers of an indicator were true or unknown with the feed and are false without it."""
    return sum(
        one.indicators[name] is not False and met is False
        for was, now in zip(before.families, after.families, strict=True)
        for one, other in zip(was.criteria, now.criteria, strict=True)
        for name, met in other.indicators.items()
    )


def main():
    """Print the table and say by the exit code whether everything held."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("home", type=Path)
    options.add_argument("--as-at", type=dt.date.fromisoformat, default=dt.date(2026, 11, 20))
    asked = options.parse_args()
    held = True
    print("| version | without | eligible | then | cannot tell | then | turned false |\n|---|---|---|---|---|---|---|")
    for programme in programme_names():
        question = question_of(Home.at(asked.home), AUTHORITY, programme, as_at=asked.as_at)
        before = assess(question.book, asked.as_at, question.known)
        was = before.counted()
        for feed in sorted({feed for each in question.book.indicators.values() for feed in each.feeds}):
            after = assess(question.book, asked.as_at, without_feeds(question.known, {feed}))
            now, false = after.counted(), turned_false(before, after)
            told = [each.get(result, 0) for result in ("eligible", "cannot_tell") for each in (was, now)]
            held &= told[1] <= told[0] and told[3] >= told[2] and not false
            print(f"| {programme} | {feed} | " + " | ".join(f"{each:,}" for each in (*told, false)) + " |", flush=True)
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
