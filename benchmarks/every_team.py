"""Every report as the manager of every team opens it: pages with their charts and tables, and Excel for one page in ten drawn at random.

    .venv/bin/python -m benchmarks.every_team HOME [--teams N] [--reports N] [--seed 1]

HOME is a built home of a made-up county without accounts, which gets a manager of each team, so give a copy. Pages are asked for inside
this process, one after another, each for the first time. A page must be answered with 200, and every picture of it must have brought
what it is drawn from. Limit: 5 minutes for all of them. Printed are seconds of the processor and of the clock, those that all
pages would take where only some were asked for, and the slowest; `--teams` and `--reports` take every so many.
"""

import argparse
import datetime as dt
import random
import sys
import time
from importlib import import_module
from pathlib import Path

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.office import setup
from sherwood.office.people import RoleHeld

LIMIT_S = 300.0
WORD = "four-plain-words-here"
ROLE, LEVEL = "team_manager", "team"
PICTURE, DRAWN_FROM = b'class="app-chart"', b'type="application/json"'


def client_of(team):
    """A browser signed in as the manager of a team."""
    directory = import_module("sherwood.office.directory")
    directory.add_account(
        f"every-{team}", WORD, f"Manager of {team}", roles=[RoleHeld(ROLE, team, None, dt.date(2020, 1, 1))]
    )
    client = import_module("django.test").Client(HTTP_HOST="localhost")
    client.post("/sign-in", {"username": f"every-{team}", "password": WORD})
    return client


def some(every, most):
    """About so many of them, evenly spread; all where nought are asked for."""
    every = list(every)
    return every[:: max(len(every) // most, 1)] if most else every


def asked_for(client, address):
    """One page or file: its bytes, seconds of the processor and of the clock."""
    used, clock = time.process_time(), time.perf_counter()
    answer = client.get(address)
    spent = time.process_time() - used, time.perf_counter() - clock
    if answer.status_code != 200:
        sys.exit(f"{address} was answered with {answer.status_code}")
    return answer.content, *spent


def told(what, spent, whole):
    """Seconds of what was asked for, and what the whole would take."""
    used, clock = (sum(each[k] for each in spent.values()) for k in (0, 1))
    share = whole / max(len(spent), 1)
    middle = sorted(each[0] for each in spent.values())[len(spent) // 2]
    print(
        f"{len(spent):,} {what}: {used:.0f} s of the processor, {clock:.0f} s by the clock, middle {1000 * middle:.0f} ms;"
        f" all {whole:,}: {used * share:.0f} s of the processor ({used * share / LIMIT_S:.2f} of the limit)",
        flush=True,
    )
    return used * share


def main():
    """Sign in as each manager, ask for everything, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("home", type=Path)
    options.add_argument("--teams", type=int, default=0)
    options.add_argument("--reports", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    home = Home.at(chosen.home)
    setup.migrate(home)
    council, catalogue = load_council(home), load_catalogue(home.council)
    every = [each.id for each in catalogue.reports.values() if ROLE in each.audience and LEVEL in each.levels]
    reports, teams = some(every, chosen.reports), some([each.id for each in council.teams], chosen.teams)
    draw = random.Random(chosen.seed)
    pages, books, size, pictures = {}, {}, 0, 0
    for team in teams:
        client = client_of(team)
        client.get("/reports")  # what a worker process loads once
        for report in reports:
            content, *pages[team, report] = asked_for(client, f"/reports/{report}")
            drawn = content.count(PICTURE)
            if drawn > content.count(DRAWN_FROM) or content.count(b"<table") < drawn:
                sys.exit(f"{report} of {team}: a picture without what it is drawn from, or without its table")
            size, pictures = size + len(content), pictures + drawn
        for report in draw.sample(reports, max(len(reports) // 10, 1)):
            content, *books[team, report] = asked_for(client, f"/reports/{report}/export.xlsx")
        told(f"pages, {team} done", pages, len(every) * len(council.teams))
    whole = len(every) * len(council.teams)
    used = told("pages", pages, whole) + told("workbooks, after their pages", books, whole // 10)
    print(
        f"{size / 1e6:.0f} MB, {pictures:,} pictures; pages and workbooks {used:.0f} s, ratio to limit {used / LIMIT_S:.2f}"
    )
    for (team, report), (spent, _) in sorted(pages.items(), key=lambda each: -each[1][0])[:10]:
        print(f"  {spent:.2f} s {report} of {team}")


if __name__ == "__main__":
    main()
