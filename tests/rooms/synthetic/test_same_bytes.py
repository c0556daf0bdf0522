"""The same seed gives the same bytes of every feed, in whatever process, order of hashing and on however many cores a county is made."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sherwood.synthetic.partner_writers import WRITERS

MAKE = """
import datetime as dt, os, sys
from pathlib import Path
if len(sys.argv) > 2:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic import make_county
make_county(
    Path(sys.argv[1]), catalogue=load_catalogue(), children=2_000, date_from=dt.date(2025, 4, 1), date_to=dt.date(2026, 3, 31),
    seed=3, progress=lambda words: None,
)
"""


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not hold a process to one core")
def test_processes_with_other_hash_seeds_and_cores_write_the_same_county(tmp_path: Path) -> None:
    making = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(tmp_path / seed), *held_to], env=os.environ | {"PYTHONHASHSEED": seed}
        )
        for seed, *held_to in (("1",), ("77", "one core"))
    ]
    assert [process.wait() for process in making] == [0, 0]
    one, other = digests(tmp_path / "1"), digests(tmp_path / "77")
    feeds = {name.split("/")[1] for name in one if name[0] == "2"}
    assert feeds >= set(WRITERS) | {"ssd", "ssda903", "annex_a", "cin_census"}
    assert one == other
