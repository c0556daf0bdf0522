"""The families of a home assessed for a programme, in a process of its own, against the limit at 180,000 children.

    python -m benchmarks.families HOME --children N [--programme P] [--as-at DATE]

The home is one that was built from a county of so many children with all feeds. Printed are seconds of the processors and of the clock, and
the ratio of the processors' seconds, scaled to 180,000 children, to the limit.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

LIMIT_SECONDS, LIMIT_CHILDREN = 30.0, 180_000


def main() -> None:
    """Assess once and print one line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("home", type=Path)
    asked.add_argument("--children", type=int, required=True)
    asked.add_argument("--programme", default="tf-2015")
    asked.add_argument("--as-at", default="2026-11-20")
    chosen = asked.parse_args()
    command = [sys.executable, "-m", "sherwood.cli.main", "families", "assess", "--json"]
    command += ["--programme", chosen.programme, "--as-at", chosen.as_at]
    began = time.perf_counter()
    environment = os.environ | {"SHERWOOD_HOME": str(chosen.home)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    clock, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    scaled = seconds * LIMIT_CHILDREN / chosen.children
    print(
        f"families assess {chosen.programme}, {chosen.children:,} children: {seconds:.1f} s of the processors, {clock:.1f} s"
        f" by the clock, {used.ru_maxrss / 1024:.0f} MB; scaled {scaled:.1f} s, ratio to limit {scaled / LIMIT_SECONDS:.2f}"
    )


if __name__ == "__main__":
    main()
