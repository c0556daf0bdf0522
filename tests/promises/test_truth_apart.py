"""What is true of a made-up county stays out of Sherwood's reach: nothing but the county's own part may open it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import counties
from tests.support.commands import environment

from sherwood.definitions.home import Home

SOURCE = Path(__file__).parents[2] / "src" / "sherwood"
# Refuses, inside a process of its own, every opening of a file below a folder called truth.
GUARDED = """
import os, sys
def refuse(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and "truth" in str(arguments[0]).replace(chr(92), "/").split("/"):
        sys.stderr.write(f"{arguments[0]} was opened")
        sys.stderr.flush()
        os._exit(9)
sys.addaudithook(refuse)
from sherwood.cli.main import main
sys.argv = ["sherwood", *sys.argv[1:]]
main()
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("truth-apart") / "county"
    counties.written(folder, children=2_000, first="2025-04-01", last="2026-01-31", seed=3)
    shutil.rmtree(folder / "council")  # settings, which are no file to load
    return folder


def guarded(home, *arguments):
    command = [sys.executable, "-c", GUARDED, *map(str, arguments)]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)


def test_loading_the_whole_folder_building_and_asking_never_opens_the_truth(county, tmp_path):
    home = Home.at(tmp_path / "home")
    assert (county / "truth" / "planted.parquet").is_file()
    for arguments in (["load", county], ["build"], ["measure", "value", "cpp_open", "--json"]):
        done = guarded(home, *arguments)
        assert done.returncode == 0, done.stderr[-2000:]


def test_the_guard_notices_an_opening(county, tmp_path):
    done = guarded(Home.at(tmp_path / "home"), "load", county / "truth" / "planted.parquet")
    assert "was opened" in done.stderr + done.stdout


def test_no_room_but_the_county_names_a_file_of_the_truth():
    told = {path.stem for path in (SOURCE / "synthetic").rglob("*.py")}
    assert "truth" in told
    names = ("people.parquet", "planted.parquet", "latent_demand.parquet", "truth/")
    guilty = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in SOURCE.rglob("*.py")
        if "synthetic" not in path.relative_to(SOURCE).parts
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert guilty == []
