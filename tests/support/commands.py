"""Runs `sherwood` as a person would: as a process of its own, or in this process where a hundred are asked for."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from sherwood.cli.main import sherwood

ROOT = Path(__file__).parents[2]


def environment(home):
    """The environment of a process that works on this home, with the package and the tests of this checkout."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "SHERWOOD_HOME": str(home.root), "PYTHONPATH": os.pathsep.join(paths)}


def program():
    """The installed command, next to this Python."""
    found = shutil.which("sherwood", path=str(Path(sys.executable).parent))
    return [found] if found else [sys.executable, "-m", "sherwood.cli.main"]


def run(home, *arguments, exit_code=0):
    """What the command printed on standard output, run as a process of its own."""
    words = [*program(), *map(str, arguments)]
    done = subprocess.run(words, env=environment(home), capture_output=True, text=True, check=False)
    assert done.returncode == exit_code, done.stderr
    return done.stdout


def answer(home, *arguments):
    """The JSON a command printed, run as a process of its own."""
    return json.loads(run(home, *arguments, "--json"))


def ask(home, *arguments, exit_code=0):
    """The JSON the same command prints, run in this process."""
    return json.loads(told(home, *arguments, "--json", exit_code=exit_code))


def told(home, *arguments, exit_code=0):
    """What the same command prints, run in this process; a refusal is raised."""
    done = CliRunner().invoke(
        sherwood, list(map(str, arguments)), env={"SHERWOOD_HOME": str(home.root)}, standalone_mode=False
    )
    if done.exception:
        raise done.exception
    assert (done.return_value or 0) == exit_code, done.stderr
    return done.stdout
