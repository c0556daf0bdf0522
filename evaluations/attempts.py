"""Ten thousand attempts to see more than one may: altered addresses, filters, exports and commands, by five people.

    python -m evaluations.attempts [--attempts 10000] [--seed N]

Ends with exit code 1 if any of them shows somebody beyond scope, or fewer than three in ten answer with a page.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.promises.test_attempts import record_keys
from tests.support import attempts, caseloads
from tests.support.pooled import pool
from tests.support.sight import Sight

FEWEST_ANSWERED = 0.3


def main():
    """Evaluate and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--attempts", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = made(Path(folder))
        draw = random.Random(chosen.seed)
        asked = attempts.draw(draw, site, chosen.attempts)
        answered = watched(site)
        leaks = list(attempts.leaks(site, asked))
    for leak in leaks[:20]:
        print(leak)
    pages = sum(answered.values())
    share = answered[200] / pages
    print(
        f"{len(asked)} attempts, {len(leaks)} leaks; of {pages} pages {share:.0%} answered 200; {dict(sorted(answered.items()))}"
    )
    print(dict(Counter(each.way for each in asked)))
    return 1 if leaks or share < FEWEST_ANSWERED else 0


def made(folder):
    """Two authorities in homes of their own, the first one's people signed in."""
    home = caseloads.make_home(folder, caseloads.AUTHORITY)
    other = caseloads.make_home(folder, caseloads.NEIGHBOUR, base=800_000)
    keys, foreign = record_keys(home, caseloads.AUTHORITY), record_keys(other, caseloads.NEIGHBOUR)
    pool(home, caseloads.AUTHORITY, other, caseloads.NEIGHBOUR)
    caseloads.open_office(home, keys)
    restricted = {(caseloads.number(place), reason) for place, reason in caseloads.HAND.items()}
    sight = Sight(folder / f"return-{caseloads.AUTHORITY}", caseloads.TEAMS, restricted)
    granted = {"mary": (caseloads.number(caseloads.GRANTED),)}
    site = attempts.Site(home, sight, keys, frozenset(foreign) | frozenset(foreign.values()), granted=granted)
    site.sign_in()
    return site


def watched(site):
    """Count how the pages are answered."""
    answered = Counter()
    for client in site.clients.values():
        get = client.get

        def counting(*given, get=get, **named):
            response = get(*given, **named)
            answered[response.status_code] += 1
            return response

        client.get = counting
    return answered


if __name__ == "__main__":
    sys.exit(main())
