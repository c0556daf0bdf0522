"""A made-up England, its first authorities made one after another: seconds and memory of each, and what all would take.

Prints after each authority the highest memory so far of this process and of those it began: growth from one to the next of a size would
show. Time, rows and bytes of all 150 are projected by children. `--authorities N` makes more or fewer than ten, `--share S` so much
smaller ones (of the ones too small for that, 2,000 children are made), `--years Y` other years than four.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from pathlib import Path

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.england import authorities_of, make_england

LAST, SEED = dt.date(2026, 11, 21), 1


def main() -> None:
    """Make the authorities, tell what each took, and project the rest."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--authorities", type=int, default=10)
    asked.add_argument("--share", type=float, default=1.0)
    asked.add_argument("--years", type=int, default=4)
    options = asked.parse_args()
    everybody = sum(each.children for each in authorities_of(load_life_courses().england, SEED, options.share))
    children = rows = size = 0
    with tempfile.TemporaryDirectory() as name:
        begun = before = time.perf_counter()
        folder = Path(name) / "england"
        for authority, summary in make_england(
            folder, catalogue=load_catalogue(), date_from=dt.date(LAST.year - options.years, 4, 1), date_to=LAST,
            seed=SEED, authorities=options.authorities, share_of_children=options.share, progress=lambda words: None,
        ):  # fmt: skip
            now = time.perf_counter()
            children += authority.children
            rows += sum(summary.files.values())
            size += sum(path.stat().st_size for path in (folder / authority.code).rglob("*") if path.is_file())
            print(f"{authority.code} {authority.children:>8,} children {now - before:>7.1f} s {memory()}", flush=True)
            before = now
        seconds = time.perf_counter() - begun
    times = everybody / children
    print(
        f"{children:,} children: {seconds:.0f} s, {spent():.0f} s of the processors, {rows:,} rows, {size / 1e9:.2f} GB"
    )
    print(
        f"all {everybody:,} children: {seconds * times / 3600:.1f} h, {spent() * times / 3600:.1f} h of the processors, "
        f"{rows * times:,.0f} rows, {size * times / 1e9:,.0f} GB"
    )


def memory() -> str:
    """The highest memory so far of this process and of any that it began."""
    own, others = (
        resource.getrusage(whose).ru_maxrss / 1024**2 for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"highest {own:.2f} GB here, {others:.2f} GB in any process begun"


def spent() -> float:
    """Seconds of the processors used here and by the processes begun and ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
