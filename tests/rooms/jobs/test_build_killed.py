import shutil
import signal
import subprocess
import sys
from datetime import date

import pytest
from tests.rooms.jobs.homes_with_files import AUTHORITY, land, landed_home, with_row

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.store import Reader

KILLED_AT = """
import os, signal, sys
from sherwood.definitions.home import Home
from sherwood.jobs.build import build

def progress(stage, item, done, total):
    if (stage, item) == (sys.argv[2], sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

build(Home.at(sys.argv[1]), "local", progress=progress)
"""
QUICK = [("build", "episode"), ("swap", "file in place")]
LONG = [
    ("stage", "landing tables"),
    ("link", "person_record"),
    ("build", "review_due"),
    ("check", "episodes_lost"),
    ("swap", ""),
]
MOMENTS = [*QUICK, *(pytest.param(*moment, marks=pytest.mark.slow) for moment in LONG)]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    """A home with a good build and a newer delivery that is not built yet, copied for each moment."""
    root = tmp_path_factory.mktemp("waiting")
    home = landed_home(root)
    build(home, AUTHORITY)
    land(home, root / "more", date(2018, 6, 8), with_row("episodes.csv", "C3,01/07/2017,S,C2,N1,U6,PR1,,,,,,"))
    return home


@pytest.fixture(scope="module")
def undisturbed(waiting, tmp_path_factory):
    """The tables of that delivery's build when nothing interrupts it."""
    home = Home.at(shutil.copytree(waiting.root, tmp_path_factory.mktemp("undisturbed") / "home"))
    return build(home, AUTHORITY).manifest["tables"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
@pytest.mark.parametrize(("stage", "item"), MOMENTS)
def test_a_build_killed_at_any_moment_leaves_the_last_good_one_and_the_next_succeeds(
    waiting, undisturbed, tmp_path, stage, item
):
    home = Home.at(shutil.copytree(waiting.root, tmp_path / "home"))
    good = Reader.current(home, AUTHORITY).build_id
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(home.root), stage, item], check=False, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    still = Reader.current(home, AUTHORITY)
    assert (still.build_id, still.count("episode")) == (good, 3)
    after = build(home, AUTHORITY)
    assert after.changed
    assert Reader.current(home, AUTHORITY).count("episode") == 4
    assert after.manifest["tables"] == undisturbed
    assert list(home.warehouse(AUTHORITY).glob("building-*")) == []
