"""A home of an earlier version opened by this one: office brought up to date, figures compared, and the way back tried.

    python -m evaluations.upgrade [--before COMMIT] [--children 1000] [--measures 20] [--seed 1]

The earlier version runs in an environment of its own, from this repository's history. Every step is a command of one of the two, each
a process of its own. A figure that differs is listed with both numbers. Ends with exit code 1 if the home does not open, the audit
trail does not verify, the way back does not give the earlier figures, or a figure differs of which the changelog of its measure
tells no change since.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import counties
from tests.support.sabotage import ROOT

# The version before people decided about families, kept views and findings: eight changes of the office lie between.
BEFORE = "05f00d7"
CODE, USER = "local", "ana"
SECONDS = 1_800


class Version:
    """One version of the program and the home it is asked about."""

    def __init__(self, folder, home):
        self.program, self.home = folder / ".venv" / "bin" / "sherwood", home

    def run(self, *words, may_fail=False):
        """What a command printed; of one that may fail, its exit code and what it printed, or said went wrong."""
        surroundings = {**os.environ, "SHERWOOD_HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [self.program, *map(str, words)], env=surroundings, capture_output=True, text=True, timeout=SECONDS, check=False
        )  # fmt: skip
        if may_fail:
            return done.returncode, done.stdout or done.stderr
        if done.returncode:
            sys.exit(f"{words} ended with {done.returncode}:\n{done.stdout[-2_000:]}{done.stderr[-2_000:]}")
        return done.stdout

    def figures(self, names):
        """The last two years' figures of each measure, by period."""
        found = {}
        for name in names:
            code, said = self.run("measure", "value", name, "--json", "--as", USER, "--grain", "year", may_fail=True)
            rows = json.loads(said).get("rows", []) if code == 0 else [{"period": "", "refused": said.strip()[-200:]}]
            found[name] = {
                row["period"]: (row.get("numerator"), row.get("denominator"), row.get("refused")) for row in rows
            }
        return found


def main():
    """Upgrade, compare, go back, tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--before", default=BEFORE)
    options.add_argument("--children", type=int, default=1_000)
    options.add_argument("--measures", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return _compared(chosen, folder, _earlier(chosen.before, folder / "earlier"))


def _earlier(commit, folder):
    """The earlier version, ready to run."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "checkout", "--quiet", commit], check=True)
    subprocess.run([sys.executable, "bootstrap.py", "--version"], cwd=folder, check=True, capture_output=True)
    return folder


def _compared(chosen, folder, earlier):
    home, county = folder / "home", folder / "county"
    old, new = Version(earlier, home), Version(ROOT, home)
    _begin(old, county, chosen)
    both = sorted(_listed(old) & _listed(new))
    names = random.Random(chosen.seed).sample(both, min(chosen.measures, len(both)))
    then = old.figures(names)
    code, said = new.run("measure", "value", names[0], "--json", "--as", USER, may_fail=True)
    print(f"before the upgrade this version answers with exit code {code}: {said.strip()[-300:]}")
    print(new.run("upgrade").strip())
    verified, said = new.run("audit", "verify", may_fail=True)
    print(f"audit verify: exit code {verified}: {said.strip()[-200:]}")
    _told("served by the warehouse of the earlier version", then, new.figures(names))
    new.run("build")
    moved = _told("after a build of this version", then, new.figures(names))
    unexplained = [
        each for each in moved if f"`{each.rpartition('/')[2]}`" not in (ROOT / "CHANGELOG.md").read_text("utf-8")
    ]
    print(
        f"{len(moved)} measures moved, {len(unexplained)} of them not named in CHANGELOG.md: {', '.join(unexplained)}"
    )
    back = Version(earlier, _rolled_back(home, folder / "back"))
    is_back = not _told("after going back, as docs/operations says", then, back.figures(names))
    return 0 if is_back and not verified and not unexplained else 1


def _begin(old, county, chosen):
    password = county.parent / "password.txt"
    password.write_text("four-plain-words-here\n", encoding="utf-8")
    old.run(
        "county",
        "new",
        county,
        "--children",
        chosen.children,
        "--from",
        "2021-04-01",
        "--to",
        "2024-03-31",
        "--seed",
        chosen.seed,
    )
    old.run(
        "init", "--code", CODE, "--name", "Upgrade", "--administrator", "adam", "--administrator-name", "Adam Ash",
        "--password-file", password,
    )  # fmt: skip
    old.run("user", "add", USER, "--name", "Ana Oak", "--role", "analyst", "--password-file", password)
    for drop in counties.drops(county):
        old.run("load", drop)
    old.run("build")


def _listed(version):
    return {each["id"] for each in json.loads(version.run("measure", "list", "--json"))["measures"]}


def _told(when, then, now):
    """Tell which measures differ, with both figures of the first period that does; their names."""
    moved = [name for name in then if then[name] != now[name]]
    print(f"{when}: {len(then) - len(moved)} of {len(then)} measures as before")
    for name in moved:
        period = next(each for each in {**then[name], **now[name]} if then[name].get(each) != now[name].get(each))
        print(f"  {name} {period}: {then[name].get(period)} before, {now[name].get(period)} now")
    return moved


def _rolled_back(home, place):
    """The home with the office as `upgrade` kept it and the build that served then."""
    shutil.copytree(home, place)
    (kept,) = sorted((place / "backups").glob("*office*"))[-1:]
    shutil.copyfile(kept, place / "office.sqlite3")
    return place


if __name__ == "__main__":
    sys.exit(main())
