"""Twenty people at once on a built home: pages nobody has opened before, then the same again; a build runs in the last third.

    SHERWOOD_HOME=HOME .venv/bin/python -m benchmarks.pages [--each 50] [--think 2 6] [--no-build] [--seed 1]

HOME is a built home of a made-up county; accounts are added to it and 50 children restricted by hand. Seven workers, eight team managers
and five directors sign in and open 50 reports each, every one of another (report, day, viewer), 2 to 6 seconds apart, under `sherwood
serve` with two workers. Seconds are those until the last byte over loopback, so a little more than the server's own. Limits: median
0.06 s, 19 of 20 within 0.15 s. The bare SQL in `pages_sql/` is run on the same tables in this process beside the page it is of.
"""

import argparse
import datetime as dt
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import sqlglot
from tests.support.browsing import Browsing
from tests.support.commands import environment, program
from tests.support.sites import Served

from sherwood.access import viewers
from sherwood.access.scoping import NOT_KNOWN
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.office import setup
from sherwood.office.people import RoleHeld
from sherwood.reports import ReportRequest, assemble, desk_for
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months

PASSWORD = "four-plain-words-here"
PEOPLE = {"worker": 7, "team_manager": 8, "director": 5}
MEDIAN, NEARLY_ALL = 0.060, 0.150
RESTRICTED, MONTHS, REPEATS, RATIO = 50, 24, 5, 1.5
SQL = Path(__file__).parent / "pages_sql"


def main():
    """Sign in, click, tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=50)
    options.add_argument("--think", type=float, nargs=2, default=(2.0, 6.0))
    options.add_argument("--no-build", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    home = Home.existing()
    catalogue, council = load_catalogue(home.council), load_council(home)
    desk = desk_for(Reader.current(home, council.code), catalogue, council, _whole_view(home))
    draw = random.Random(chosen.seed)
    someone = _people(home, desk, draw)
    _beside_bare_sql(desk)
    asked = {name: _drawn(desk, role, draw, chosen.each) for name, role in someone.items()}
    served = Served(home, workers=2)
    with served:
        for when, think, building in (("cold", chosen.think, not chosen.no_build), ("warm", chosen.think, False)):
            _told(when, someone, _clicked(home, served.address, asked, think, building=building, seed=chosen.seed))
    return 0


def _whole_view(home):
    """Somebody who may see the whole: the owner of a home without accounts, a director where they are made already."""
    if not home.office.exists():
        return viewers.owner(home)
    setup.prepare(home)
    from sherwood.office.models import Account  # noqa: PLC0415 - needs Django set up

    return viewers.for_account(home, str(Account.objects.get(username="bench-director-0").pk))


def _people(home, desk, draw):
    """Usernames with their role; the accounts are made where they are not there yet."""
    setup.prepare(home)
    setup.migrate(home)
    from sherwood.office import directory  # noqa: PLC0415 - needs Django set up
    from sherwood.office.models import Account  # noqa: PLC0415 - the same

    held = {unit: _most(desk, unit) for unit in ("worker", "team")}
    found = {}
    for role, count in PEOPLE.items():
        for number in range(count):
            name = f"bench-{role.replace('_', '-')}-{number}"
            found[name] = role
            if Account.objects.filter(username=name).exists():
                continue
            team = held["team"][number] if role == "team_manager" else None
            worker = held["worker"][number] if role == "worker" else None
            roles = [RoleHeld(role, team, None, dt.date(2020, 1, 1))]
            directory.add_account(name, PASSWORD, f"Bench {role}", worker_id=worker, roles=roles)
    keys = [row["record_key"] for row in _children(desk)]
    for key in draw.sample(keys, min(RESTRICTED, len(keys))):
        directory.restrict(key, "refuge", from_date=desk.day)
    setup.close()
    return found


def _most(desk, unit):
    """Workers or teams by how many children they hold, most first."""
    rows = desk.series(desk.catalogue.measure("sw_children_allocated"), desk.day, desk.day, "day", [unit]).rows
    held = Counter({str(row.dims[unit]): row.numerator or 0 for row in rows if row.dims[unit] not in (None, NOT_KNOWN)})
    return [each for each, _ in held.most_common(20)]


def _children(desk):
    measure = desk.catalogue.measure("cla_open")
    return desk.children(measure, desk.day, desk.day, "day", 1).rows


def _drawn(desk, role, draw, count):
    """Addresses of reports of this role, each with a month's end of the last two years; none twice."""
    level = {"worker": "worker", "team_manager": "team", "director": "county"}[role]
    reports = [each.id for each in desk.catalogue.reports.values() if role in each.audience and level in each.levels]
    days = [add_months(desk.day.replace(day=1), -back) - dt.timedelta(days=1) for back in range(MONTHS)]
    both = [(report, day) for report in reports for day in days]
    return [f"/reports/{report}?as_at={day}" for report, day in draw.sample(both, count)]


def _clicked(home, address, asked, think, *, building, seed):
    """Every person's clicks, each with its seconds; what is not answered with 200 ends the run."""
    seconds, wrong, lock = {}, [], threading.Lock()
    third = threading.Semaphore(0)

    def one(name):
        draw = random.Random(f"{seed} {name}")
        browser = Browsing(address).sign_in(name, PASSWORD)
        time.sleep(draw.uniform(0, think[1]))
        for place, path in enumerate(asked[name]):
            began = time.perf_counter()
            answer = browser.get(path)
            spent = time.perf_counter() - began
            with lock:
                seconds[name, path] = spent
                if answer.status_code != 200:
                    wrong.append((path, answer.status_code))
            if place == 2 * len(asked[name]) // 3:
                third.release()
            time.sleep(draw.uniform(*think))

    threads = [threading.Thread(target=one, args=(each,)) for each in asked]
    for each in threads:
        each.start()
    if building:
        for _ in threads[: len(threads) // 2]:
            third.acquire()
        subprocess.run([*program(), "build", "--full"], env=environment(home), check=True, capture_output=True)
    for each in threads:
        each.join()
    if wrong:
        sys.exit(f"not answered: {wrong[:5]}")
    return seconds


def _told(when, someone, seconds):
    """The median and the nineteenth of twenty, of everybody and by role, beside their limits."""
    for role in ("", *PEOPLE):
        mine = sorted(spent for (name, _), spent in seconds.items() if not role or someone[name] == role)
        median, most = statistics.median(mine), mine[int(0.95 * (len(mine) - 1))]
        print(
            f"{when:<5} {role or 'everybody':<13} {len(mine):>5} pages: median {median:.3f} s ({median / MEDIAN:.1f} of its limit),"
            f" 95 of 100 within {most:.3f} s ({most / NEARLY_ALL:.1f}), longest {mine[-1]:.2f} s",
            flush=True,
        )


def _beside_bare_sql(desk):
    """One dashboard's seconds beside the statements a person would write for the same figures, on the same tables."""
    reader = desk.reader
    report = desk.catalogue.report("looked_after/cla_overview")
    read = (file.read_text(encoding="utf-8") for file in sorted(SQL.glob("*.sql")))
    statements = [sqlglot.parse_one(text, dialect="duckdb") for text in read]
    pages, bare = [], []
    for back in range(REPEATS):
        day = add_months(desk.day.replace(day=1), -back) - dt.timedelta(days=1)
        at = desk_for(reader, desk.catalogue, desk.council, desk.viewer, ReportRequest(as_at=day.isoformat()))
        began = time.perf_counter()
        assemble(at, report)
        pages.append(time.perf_counter() - began)
        began = time.perf_counter()
        for statement in statements:
            found = reader.select(statement, {"day": day})
            if not found.rows:
                sys.exit(f"nothing found on {day} by {statement.sql()}")
        bare.append(time.perf_counter() - began)
    page, sql = statistics.median(pages), statistics.median(bare)
    print(
        f"one dashboard {page:.3f} s, its {len(statements)} bare statements {sql:.3f} s: ratio {page / sql:.1f} (limit {RATIO})"
    )


if __name__ == "__main__":
    sys.exit(main())
