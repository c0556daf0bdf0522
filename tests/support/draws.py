"""Random draws that can be repeated: the seed comes from the commit and is printed, so a red run names its own seed."""

import os
import subprocess
import zlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTING = "SHERWOOD_TEST_SEED"
WHOLE = "SHERWOOD_EVERYTHING"


def commit():
    """The commit's hash; a fixed word where there is no git, so that the draw is still the same twice."""
    try:
        asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
    return asked.stdout.strip()


def seed_for(name):
    """A seed for one test of this commit, or the one SHERWOOD_TEST_SEED names to repeat a run."""
    seed = int(os.environ.get(SETTING) or zlib.crc32(f"{commit()} {name}".encode()) % 1_000_000)
    print(f"{name}: {SETTING}={seed}")
    return seed


def so_many(all_of_them, few):
    """How many of a long series are tried: few for each commit, all where SHERWOOD_EVERYTHING is set."""
    return all_of_them if os.environ.get(WHOLE) else few
