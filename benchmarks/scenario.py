"""How long a manager waits for another scenario on the page of the hub's demand, and for the first page of a process.

    SHERWOOD_HOME=HOME python benchmarks/scenario.py [--authority CODE]

HOME has no accounts and holds a build with the hub's log (feed mash_log). What is timed is all that the page works out: 13 weeks by source,
district, presenting need and hour, beside the scenario compared with, and the record of forecasts issued. Each line tells seconds by the
clock and of the processor and their ratio to the limit of one second: a process that has learnt nothing, a new one that recalls what
another learnt, and changes of scenario after either. The catalogue and the build are open before: a served site has both when asked.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.forecasting.own import OWN, settings_of
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.forecasts import PLAIN
from sherwood.jobs.hub_scenarios import Offered, forecast_page
from sherwood.store import Reader

LIMIT = 1.0
CHANGES = ("growth", "police_policy", OWN)
SET = {"reopen_from": "2027-01-11", "latent_per_cent": "40", "growth_per_cent": "3"}


def timed(home: Home, authority: str, process: str) -> None:
    """Ask for the page as announced, then for each change of scenario, and tell what each took."""
    viewer = viewer_at_keyboard(home, authority, None)
    reader, catalogue = Reader.current(home, authority), load_catalogue(home.council)
    choices = Offered({name: each.title for name, each in catalogue.forecasts.items()}, {}, settings_of(SET))
    for scenario in (PLAIN, *CHANGES):
        begun, worked = time.perf_counter(), time.process_time()
        forecast_page(home, reader, catalogue, viewer, choices, scenario, PLAIN)
        took, used = time.perf_counter() - begun, time.process_time() - worked
        what = "first page" if scenario == PLAIN else f"change to {scenario}"
        print(
            f"{process}, {what}: {took:.2f} s, {used:.2f} s of processor: {took / LIMIT:.2f} and {used / LIMIT:.2f} of the limit",
            flush=True,
        )


def main() -> None:
    """Time a process that has learnt nothing, then one that recalls."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--authority", default="local")
    options.add_argument("--process", default="")
    asked = options.parse_args()
    home = Home.existing()
    if asked.process:
        timed(home, asked.authority, asked.process)
        return
    shutil.rmtree(home.cache / "forecasts", ignore_errors=True)
    for process in ("nothing learnt", "recalled"):
        subprocess.run([sys.executable, __file__, "--authority", asked.authority, "--process", process], check=True)


if __name__ == "__main__":
    main()
