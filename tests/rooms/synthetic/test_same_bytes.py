"""The same seed gives the same bytes in whatever process and order of hashing a county is made."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

MAKE = """
import datetime as dt, sys
from pathlib import Path
from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic import make_county
make_county(
    Path(sys.argv[1]), catalogue=load_catalogue(), children=2_000, date_from=dt.date(2025, 4, 1), date_to=dt.date(2026, 3, 31),
    seed=3, progress=lambda words: None, with_partners=False,
)
"""


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_processes_with_other_hash_seeds_write_the_same_county(tmp_path: Path) -> None:
    making = [
        subprocess.Popen([sys.executable, "-c", MAKE, str(tmp_path / seed)], env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "77")
    ]
    assert [process.wait() for process in making] == [0, 0]
    one, other = digests(tmp_path / "1"), digests(tmp_path / "77")
    assert len(one) > 50
    assert one == other
