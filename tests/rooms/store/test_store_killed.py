"""What a kill -9 and a crowd of readers do to a warehouse; every process here is a real one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.rooms.store.homes import AUTHORITY, EVERY_EPISODE, build, build_and_publish

from sherwood.store import Reader

ROOT = Path(__file__).parents[3]
DIES = -signal.SIGKILL if hasattr(signal, "SIGKILL") else None

pytestmark = pytest.mark.skipif(DIES is None, reason="this system has no kill -9")

PUBLISH_AND_DIE = """
import os, signal, sys
from pathlib import Path
from sherwood.store import publish
from tests.rooms.store.homes import AUTHORITY, Home, build

home = Home(Path(sys.argv[1]))

def die_at(event):
    if event == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

publish(home, AUTHORITY, "b2", build(home, "b2"), {}, die_at)
"""

BUILD_AND_DIE = """
import os, signal, sys
from pathlib import Path
from sherwood.store import Build, building_path
from tests.rooms.store.homes import AUTHORITY, Home

building = Build(building_path(Home(Path(sys.argv[1])), AUTHORITY, "b2"), threads=1)
building.create_table_as("episode", "SELECT child FROM range(200000) AS numbers(child)")
os.kill(os.getpid(), signal.SIGKILL)
"""

READ_UNTIL_TOLD = """
import sys
from pathlib import Path
from sherwood.store import Reader
from tests.rooms.store.homes import AUTHORITY, EVERY_EPISODE, Home

home = Home(Path(sys.argv[1]))
seen = []
print("reading", flush=True)
while not seen or seen[-1] != sys.argv[2]:
    reader = Reader.current(home, AUTHORITY)
    builds = {row["build_id"] for row in reader.select(EVERY_EPISODE).dicts()}
    assert builds == {reader.build_id} == {reader.manifest["build_id"]}, builds
    if seen[-1:] != [reader.build_id]:
        seen.append(reader.build_id)
        print(reader.build_id, flush=True)
"""


def process(script, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(script, *arguments):
    child = process(script, *arguments)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == DIES, errors


def test_killed_between_file_and_pointer_the_last_good_build_stays_current(home):
    build_and_publish(home, "b1")
    run(PUBLISH_AND_DIE, home.root, "file in place")
    assert Reader.current(home, AUTHORITY).build_id == "b1"
    assert len(Reader.current(home, AUTHORITY).select(EVERY_EPISODE)) == 3


def test_after_that_kill_the_same_build_can_be_published_again(home):
    build_and_publish(home, "b1")
    run(PUBLISH_AND_DIE, home.root, "file in place")
    build_and_publish(home, "b2")
    assert Reader.current(home, AUTHORITY).build_id == "b2"


def test_after_that_kill_the_file_nobody_points_at_is_removed_by_the_next_publication(home):
    build_and_publish(home, "b1")
    run(PUBLISH_AND_DIE, home.root, "file in place")
    build_and_publish(home, "b3")
    assert not (home.folder / "warehouse-b2.duckdb").exists()
    assert (home.folder / "warehouse-b1.duckdb").exists()


def test_killed_once_the_pointer_is_set_the_new_build_is_current(home):
    build_and_publish(home, "b1")
    run(PUBLISH_AND_DIE, home.root, "pointer set")
    assert Reader.current(home, AUTHORITY).build_id == "b2"


def test_killed_in_the_middle_of_a_build_nothing_is_lost_and_the_next_build_clears_up(home):
    build_and_publish(home, "b1")
    run(BUILD_AND_DIE, home.root)
    assert list(home.folder.glob("building-b2*"))
    assert Reader.current(home, AUTHORITY).build_id == "b1"
    path = build(home, "b3")
    assert list(home.folder.glob("building-*")) == [path]


def test_readers_in_other_processes_see_five_swaps_without_an_error_or_a_mixed_answer(home):
    build_and_publish(home, "b0")
    readers = [process(READ_UNTIL_TOLD, home.root, "b5") for _ in range(2)]
    for reader in readers:
        assert reader.stdout.readline() == "reading\n"
    for number in range(1, 6):
        build_and_publish(home, f"b{number}", generations=2)
    for reader in readers:
        seen, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        assert seen.split() == sorted(seen.split())
        assert seen.split()[-1] == "b5"
