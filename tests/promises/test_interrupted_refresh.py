"""A refresh that is killed, or finds the disk full, loses nothing: yesterday's figures go on, and the next one ends as it would have."""

import os
import random
import shutil
import signal
import subprocess
import sys
from datetime import date

import pytest
from tests.rooms.jobs.homes_with_files import AUTHORITY, FILES, landed_home
from tests.support.draws import seed_for, so_many

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import refresh
from sherwood.store import Reader

KILLS, DISK = 20, "200m"
KILLED = """
import os, signal, sys
from sherwood.definitions.home import Home
from sherwood.jobs.refresh import refresh

left = [int(sys.argv[2])]
def progress(stage, item, done, total):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)

refresh(Home.at(sys.argv[1]), "local", progress=progress)
"""
CHILD = "C3,04/05/2017,S,C2,N1,U6,PR1,,,,AB1 2CD,EF3 4GH,SC123456"

pytestmark = pytest.mark.slow


def put_in_inbox(home):
    folder = home.inbox / "2017-18 again"
    folder.mkdir(parents=True)
    files = FILES | {"episodes.csv": [*FILES["episodes.csv"], CHILD]}
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    """A home with a good warehouse and a corrected return in its inbox."""
    home = landed_home(tmp_path_factory.mktemp("interrupted"), date(2018, 6, 1))
    build(home, AUTHORITY)
    put_in_inbox(home)
    return home


@pytest.fixture(scope="module")
def undisturbed(waiting, tmp_path_factory):
    """How many steps a refresh announces, and the tables before and after it."""
    home = Home.at(shutil.copytree(waiting.root, tmp_path_factory.mktemp("undisturbed") / "home"))
    before, steps = tables(home), []
    refresh(home, AUTHORITY, progress=lambda *told: steps.append(told))
    return len(steps), before, tables(home)


def tables(home):
    return Reader.current(home, AUTHORITY).manifest["tables"]


def check_next_run(home, after):
    """The next refresh ends as one that was never disturbed, with the inbox put away."""
    refresh(home, AUTHORITY, progress=quiet)
    assert tables(home) == after
    reader = Reader.current(home, AUTHORITY)
    assert reader.table_hash("episode") == after["episode"]["hash"]
    assert [each.name for each in home.inbox.iterdir()] == ["done"]
    assert list(home.warehouse(AUTHORITY).glob("building-*")) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
def test_killed_at_drawn_moments_the_last_good_warehouse_serves_and_the_next_refresh_completes(
    waiting, undisturbed, tmp_path
):
    count, before, after = undisturbed
    draw = random.Random(seed_for("moments of killing a refresh"))
    for at in sorted(draw.sample(range(count), so_many(KILLS, 4))):
        home = Home.at(shutil.copytree(waiting.root, tmp_path / f"home{at}"))
        killed = subprocess.run([sys.executable, "-c", KILLED, home.root, str(at)], check=False, capture_output=True)
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
        assert tables(home) in (before, after)
        check_next_run(home, after)
        shutil.rmtree(home.root)


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of its own that is soon full; only the machine's administrator may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place):
    """Write into a file until there is no room left."""
    with (place / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65_536)
        except OSError:
            os.fsync(file.fileno())


@pytest.mark.skipif(shutil.which("mount") is None, reason="this system has no mount")
@pytest.mark.parametrize("phase", ["land", "build", "swap"])
def test_on_a_full_disk_the_last_good_warehouse_serves_and_the_next_refresh_completes(
    waiting, undisturbed, small_disk, phase
):
    _, before, after = undisturbed
    home = Home.at(shutil.copytree(waiting.root, small_disk / "home"))

    def progress(stage, item, done, total):
        if stage == phase and not (small_disk / "filler").exists():
            fill(small_disk)

    with pytest.raises((Problem, OSError)):
        refresh(home, AUTHORITY, progress=progress)
    assert tables(home) == before
    assert Reader.current(home, AUTHORITY).table_hash("episode") == before["episode"]["hash"]
    (small_disk / "filler").unlink()
    check_next_run(home, after)
