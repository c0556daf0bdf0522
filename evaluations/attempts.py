"""Ten thousand attempts on a served site, and as many hundred at the keyboard, to see more than one may.

    python -m evaluations.attempts [--attempts 10000] [--commands 200] [--each-without 1500] [--seed N]

Every byte that comes out is searched for words that name a child beyond the sight of whoever asked: pages, headers, files
unpacked, letters, logs, caches, the office, temporary files. Then each condition of access is left out in turn, and the same
attempts have to find a leak. Ends with exit code 1 if any attempt shows somebody it should not, if fewer than three in ten are
answered with rows, if an address is tried fewer than twenty times, or if a condition left out goes unnoticed.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support.trying import commands, found, routes, site
from tests.support.trying.mail import Letters

FEWEST_WITH_ROWS, FEWEST_TRIES = 0.3, 20
# Every clause by its name, and the parts of the one that closes restricted records.
CONDITIONS = ("authority", "purpose", "scope", "restricted", "openable", "_by_data", "_by_hand")
# Where a leak shows soonest: the children's own addresses.
CHILDREN_S_OWN = ("children_behind", "journey", "child_name", "find", "report", "report_export", "lineage", "home")


def main():
    """Evaluate and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--attempts", type=int, default=10_000)
    options.add_argument("--fewest", type=int, default=FEWEST_TRIES, help="How often each address is tried at least.")
    options.add_argument("--commands", type=int, default=200)
    options.add_argument("--each-without", type=int, default=1_500)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    letters = Letters()
    with tempfile.TemporaryDirectory() as folder:
        tried = site.make(Path(folder), letters)
        is_well = _attempt(tried, letters, chosen)
        if chosen.each_without:
            noticed = [name for name in CONDITIONS if _is_noticed(tried, name, chosen)]
            is_well = len(noticed) == len(CONDITIONS) and is_well
    return 0 if is_well else 1


def _attempt(tried, letters, chosen):
    """The attempts themselves, with what each address answered; whether nothing leaked and enough was tried."""
    draw = random.Random(chosen.seed)
    served = tried.serve()
    try:
        leaks, answered, asked = _walk(tried, routes.draw_some(draw, tried, chosen.attempts, fewest=chosen.fewest))
        leaks += _at_the_keyboard(tried, draw, chosen.commands)
    finally:
        served.__exit__()
    left = found.left_behind(tried, letters)
    for each in left[:40]:
        print("LEFT BEHIND", each)
    leaks += left
    with_rows = sum(count for (_, status), count in answered.items() if status == "rows")
    seldom = {name: asked[name] for name in routes.DRAWN if asked[name] < chosen.fewest}
    statuses = Counter()
    for (_, status), count in answered.items():
        statuses[status] += count
    print(
        f"{sum(asked.values())} attempts, {with_rows / sum(asked.values()):.0%} with rows, {len(leaks)} leaks; {dict(statuses)}"
    )
    print(f"{len(letters.kept)} letters; seldom tried: {seldom}")
    for name in routes.DRAWN:
        print(
            f"  {name:<24}",
            {status: count for (where, status), count in sorted(answered.items(), key=str) if where == name},
        )
    return not leaks and not seldom and with_rows / sum(asked.values()) >= FEWEST_WITH_ROWS


def _walk(tried, attempts, *, until_leak=False):
    leaks, answered, asked = [], Counter(), Counter()
    for number, each in enumerate(attempts):
        client = tried.clients[each.who]
        answer = client.get(each.path, each.given) if each.method == "GET" else client.post(each.path, each.given)
        wrong = found.noted(tried, each, answer)
        shown, has_rows = found.judged(tried, each, answer)
        wrong += shown
        leaks += [f"{each}: {what}" for what in wrong]
        for what in wrong if not until_leak else ():
            print(f"LEAK {each}: {what}", flush=True)
        asked[each.route] += 1
        answered[each.route, "rows" if has_rows else answer.status_code] += 1
        if each.route in ("sign_out", "sign_out_elsewhere"):
            tried.sign_in(each.who)
        if until_leak and leaks:
            break
        if number % 100 == 99:
            with_rows = sum(count for (_, status), count in answered.items() if status == "rows")
            print(f"{number + 1} tried, {with_rows} with rows, {len(leaks)} leaks", flush=True)
    return leaks, answered, asked


def _at_the_keyboard(tried, draw, count):
    leaks, codes = [], Counter()
    for _ in range(count):
        wrong, code = commands.wrong_with(tried, *commands.draw_one(draw, tried))
        leaks += wrong
        for each in wrong:
            print("LEAK", each, flush=True)
        codes[code] += 1
    print(f"{count} commands, {len(leaks)} leaks; exit codes {dict(codes)}", flush=True)
    return leaks


def _is_noticed(tried, name, chosen):
    """Whether the attempts find a leak where one condition of access is left out."""
    served = tried.serve(without=name)
    try:
        attempts = routes.draw_some(
            random.Random(chosen.seed + 1), tried, chosen.each_without, fewest=0, routes=CHILDREN_S_OWN
        )
        leaks, _, asked = _walk(tried, attempts, until_leak=True)
    finally:
        served.__exit__()
    print(f"without {name}: {f'{leaks[0]} (attempt {sum(asked.values())})' if leaks else 'NOTHING FOUND'}", flush=True)
    return bool(leaks)


if __name__ == "__main__":
    sys.exit(main())
