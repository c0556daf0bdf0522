"""How long the monthly scan of a built home takes: every measure, unit and 36 months, judged and explained, against its limit of 60 s.

    python -m benchmarks.findings HOME

Nothing is kept. Parts are told apart: figures gathered, series judged, findings explained and gaps looked for. The last line gives
seconds of the clock and of the processors and their ratio to the limit.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sherwood.access import viewers
from sherwood.anomalies.gathering import gather, months_to_watch
from sherwood.anomalies.judging import Judging
from sherwood.anomalies.scanning import scan
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.findings import MONTHS
from sherwood.store import Reader

LIMIT = 60.0


def main() -> None:
    """Scan the home of the command line and tell how long each part took."""
    home = Home.at(Path(sys.argv[1]))
    catalogue, viewer = load_catalogue(home.council), viewers.owner(home)
    reader = Reader.current(home, viewer.authority)
    began, used = time.perf_counter(), time.process_time()
    months = months_to_watch(reader, viewer, MONTHS)
    series = list(gather(reader, catalogue, viewer, months))
    gathered = time.perf_counter()
    done = scan(series, months)
    judged = time.perf_counter()
    rows = Judging(reader, catalogue, viewer, months).rows(done, set())
    ended, took = time.perf_counter(), time.process_time() - used
    units = {(each.level, each.unit) for each in series}
    measures = {each.measure.id for each in series}
    print(
        f"{len(series):,} series of {len(measures)} measures and {len(units)} units, {done.tested:,} judged, {len(rows)} findings"
    )
    print(f"gathered {gathered - began:.1f} s, judged {judged - gathered:.1f} s, explained {ended - judged:.1f} s")
    print(
        f"whole scan {ended - began:.1f} s of the clock ({(ended - began) / LIMIT:.2f} of {LIMIT:.0f} s), "
        f"{took:.1f} s of the processors ({took / LIMIT:.2f})"
    )


if __name__ == "__main__":
    main()
