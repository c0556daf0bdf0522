"""One family's page, and the assessment before it, as a co-ordinator meets them on the site, against the limit of 100 ms a page.

    python -m benchmarks.family_pages HOME [--pages N] [--programme P] [--as-at DATE]

The home is one that was built from a county with all feeds and has no accounts yet: it gets one co-ordinator, so give a copy. Pages are
asked for inside this process, one after another, each once: nothing is remembered of a page. Printed are middle and 95th share of the
processor's and of the clock's milliseconds, and the ratio of the processor's middle to the limit.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from sherwood.definitions.home import Home
from sherwood.office import setup
from sherwood.office.people import RoleHeld

LIMIT_MS = 100.0
NAME, WORD = "coordinator", "a long word for a benchmark alone"
KEY = re.compile(r"/families/([a-z2-7]{26})")


def signed_in(home: Home) -> Any:
    """Make the co-ordinator's account and sign in."""
    setup.migrate(home)
    directory = import_module("sherwood.office.directory")
    role = RoleHeld("troubled_families_coordinator", None, None, dt.date(2020, 1, 1))
    directory.add_account(NAME, WORD, "A co-ordinator", roles=[role])
    client = import_module("django.test").Client(HTTP_HOST="localhost")
    client.post("/sign-in", {"username": NAME, "password": WORD})
    return client


def timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """Ask once: milliseconds of the processor and of the clock."""
    used, clock = time.process_time(), time.perf_counter()
    ask()
    return 1000 * (time.process_time() - used), 1000 * (time.perf_counter() - clock)


def main() -> None:
    """Assess once, then open family after family."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("home", type=Path)
    options.add_argument("--pages", type=int, default=40)
    options.add_argument("--programme", default="tf-2015")
    options.add_argument("--as-at", default="2026-11-20")
    asked = options.parse_args()
    client = signed_in(Home.at(asked.home))
    chosen = {"programme": asked.programme, "as_at": asked.as_at}
    used, clock = timed(lambda: client.post("/families/assess", chosen))
    print(f"every family assessed and kept: {used / 1000:.1f} s of the processor, {clock / 1000:.1f} s by the clock")
    cohort = client.get("/families").content.decode()
    keys = list(dict.fromkeys(KEY.findall(cohort)))[: asked.pages]
    client.get(f"/families/{keys[0]}")  # what a worker loads once
    pages = [timed(lambda key=key: client.get(f"/families/{key}")) for key in keys[1:]]
    shares = {
        name: np.quantile([each[k] for each in pages], (0.5, 0.95)) for k, name in enumerate(("processor", "clock"))
    }
    told = "; ".join(f"{name} {middle:.0f} ms, 95 % {late:.0f} ms" for name, (middle, late) in shares.items())
    print(f"{len(pages)} family pages: {told}; ratio to limit {shares['processor'][0] / LIMIT_MS:.2f}")


if __name__ == "__main__":
    main()
