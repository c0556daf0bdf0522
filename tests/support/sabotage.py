"""Breaks one line in a copy of the tree and asks the test that guards it: it must turn red, and be green without."""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "promises" / "sabotage" / "breakages.toml"
GREEN, RED = 0, 1
SECONDS = 300


@dataclass(frozen=True)
class Breakage:
    """One line of the product made wrong, and the test that must notice."""

    file: str
    find: str
    replace: str
    test: str
    why: str


def breakages():
    return [Breakage(**each) for each in tomllib.loads(LIST.read_text(encoding="utf-8"))["breakage"]]


def copy_tree(folder):
    """A copy of what a test needs: the package, the tests and the project's settings."""
    leave_out = shutil.ignore_patterns("__pycache__", "*.pyc", "static")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=leave_out)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def occurrences(breakage, root=ROOT):
    return (root / breakage.file).read_text(encoding="utf-8").count(breakage.find)


def asked(folder, *tests):
    """The exit code and output of pytest for these tests of a copy, with the copy's package before any other."""
    paths = os.pathsep.join(map(str, (folder / "src", folder)))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return done.returncode, done.stdout + done.stderr


def asked_when_broken(folder, breakage):
    """The exit code and output of the breakage's test while the line is broken; the copy is mended afterwards."""
    file = folder / breakage.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(breakage.find) == 1, (
        f"{breakage.file} holds {breakage.find!r} {whole.count(breakage.find)} times"
    )
    try:
        file.write_text(whole.replace(breakage.find, breakage.replace), encoding="utf-8")
        return asked(folder, breakage.test)
    finally:
        file.write_text(whole, encoding="utf-8")
