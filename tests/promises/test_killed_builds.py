"""A load or build that is killed at any moment loses nothing: readers go on, and the next one ends as if nothing had been.

Every child here is a real process killed with its whole group by SIGKILL, while a served site goes on answering.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support import caseloads
from tests.support.commands import ROOT, environment
from tests.support.draws import seed_for, so_many
from tests.support.killable import NEVER
from tests.support.sites import Served

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.store import Reader
from sherwood.store.connections import forget

AUTHORITY, RECEIVED = caseloads.AUTHORITY, "2024-05-20"
AT_LEAST = {"land": 3, "type": 4, "link": 2, "build": 5, "check": 4, "swap": 3}
AT_RANDOM = 3
READ = ("episode", "review", "allocation", "contact", "referral", "event")
PAGE = "/reports/looked_after/cla_overview"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no process groups to kill"),
]


class Killable:
    """The parent's end of the process that works in children and stops where it is told to."""

    def __init__(self, home, folder):
        words = [sys.executable, "-m", "tests.support.killable", home.root, AUTHORITY, folder, RECEIVED]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
        self.process = subprocess.Popen(list(map(str, words)), env=environment(home), cwd=ROOT, **pipes)
        assert self.heard("ready") == []

    def heard(self, end):
        """The steps told until a line begins with `end`; the words after it are kept."""
        steps = []
        for line in self.process.stdout:
            kind, _, rest = line.rstrip("\n").partition(" ")
            if kind == "step":
                steps.append(rest)
            if kind == end:
                self.said = rest
                return steps
        raise AssertionError(f"the process ended before it said '{end}'")

    def begin(self, stop_at=NEVER):
        """Start a child; returns its process id, which is its group's too."""
        self.process.stdin.write(f"{stop_at}\n")
        self.heard("pid")
        return int(self.said)

    def kill_at(self, step):
        """Kill the child and its group while it stands at a step."""
        group = self.begin(step)
        self.heard("waiting")
        os.killpg(group, signal.SIGKILL)
        self.heard("ended")
        assert self.said == str(-signal.SIGKILL)

    def kill_after(self, seconds):
        """Kill the child and its group wherever it is after a time, even if it has ended by then."""
        group = self.begin()
        time.sleep(seconds)
        # It may have ended by itself: then the new warehouse is there, whole.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self.heard("ended")

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


def tables(home):
    """Rows and fingerprint of every table of the current build."""
    return Reader.current(home, AUTHORITY).manifest["tables"]


def load_and_build(home, folder):
    received = caseloads.dt.date.fromisoformat(RECEIVED)
    load_files(home, AUTHORITY, [folder], received=received, period=None, progress=quiet)
    build(home, AUTHORITY)


@dataclass
class Scene:
    """A home with a good warehouse, what it is to become, and the site that serves it."""

    home: Home
    kept: object
    before: dict
    after: dict
    steps: list
    seconds: float
    killable: Killable
    site: Served
    folder: object

    def go_back(self):
        """Put landing and warehouse back as they were before the new files came; what people read stays untouched."""
        for name in ("landing", "warehouse"):
            kept = {path.relative_to(self.kept / name) for path in (self.kept / name).rglob("*")}
            for path in filter(Path.is_file, (self.home.root / name).rglob("*")):
                if path.relative_to(self.home.root / name) not in kept:
                    forget(path)
                    path.unlink()
        pointer = Path("warehouse") / AUTHORITY / "current.json"
        shutil.copyfile(self.kept / pointer, self.home.root / pointer)

    def check_after_kill(self, expected):
        """A reader and the served site answer as one of the two warehouses does, each whole."""
        assert tables(self.home) in expected
        self.check_rows()
        assert self.site.health() == {"state": "ok", "data_date": "2024-03-31"}
        status, _ = self.site.get(PAGE)
        assert status == 200

    def check_rows(self):
        """The rows of the file people read are those its manifest speaks of."""
        reader = Reader.current(self.home, AUTHORITY)
        for name in READ:
            assert reader.table_hash(name) == reader.manifest["tables"][name]["hash"]

    def check_next_run(self):
        """The next load and build end as one that was never disturbed."""
        load_and_build(self.home, self.folder)
        assert tables(self.home) == self.after
        self.check_rows()
        left = [path.name for path in self.home.warehouse(AUTHORITY).iterdir() if path.name.startswith("building-")]
        assert left == []


def write_other_feeds(folder):
    """A census of the year, and of its last day a list of Annex A and a table of the case system: each names one child."""
    one, two, three = map(caseloads.number, range(3))
    year, day = folder / "2023-24", folder / "2024-03-31"
    day.mkdir()
    (year / "census.xml").write_text(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year></CollectionDetails></Header>"
        f"<Children><Child><ChildIdentifiers><LAchildID>{one}</LAchildID></ChildIdentifiers><CINdetails>"
        "<CINreferralDate>2023-06-01</CINreferralDate></CINdetails></Child></Children></Message>",
        encoding="utf-8",
    )
    (day / "list_1.csv").write_text(
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source\n"
        f"{two},a) Male,a) WBRI,01/03/2010,14,05/02/2024,1A: Individual\n",
        encoding="utf-8",
    )
    (day / "ssd_contacts.csv").write_text(
        "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,"
        f"cont_contact_outcome_json\n1,{three},2024-02-05,1A,,\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    root = tmp_path_factory.mktemp("killed")
    home = caseloads.make_home(root, AUTHORITY)
    caseloads.open_office(home, {caseloads.number(place): f"{place:026d}" for place in caseloads.HAND})
    folder = root / "corrected"
    caseloads.write_return(folder / "2023-24")
    with (folder / "2023-24" / "reviews.csv").open("a", encoding="utf-8") as file:
        file.write(f"{caseloads.number(0)},{caseloads.said(caseloads.birth(0))},01/12/2023,PN1\n")
    write_other_feeds(folder)
    before = tables(home)
    after = undisturbed(root, home, folder)
    assert before != after
    assert [after[name]["rows"] for name in ("contact", "referral")] == [2, 1]
    killable = Killable(home, folder)
    with Served(home) as site:
        site.sign_in("dan", caseloads.PASSWORD)
        made = Scene(home, keep(root, home), before, after, [], 0.0, killable, site, folder)
        began = time.monotonic()
        killable.begin()
        made.steps, made.seconds = killable.heard("ended"), time.monotonic() - began
        assert killable.said == "0"
        assert tables(home) == after
        yield made
        killable.close()


def undisturbed(root, home, folder):
    """The tables of a twin of the home, with the same secret and files, that nobody disturbed."""
    twin = Home(root / "twin")
    for name in ("council", "landing", "warehouse", "secrets"):
        shutil.copytree(home.root / name, twin.root / name)
    load_and_build(twin, folder)
    return tables(twin)


def keep(root, home):
    kept = root / "kept"
    for name in ("landing", "warehouse"):
        shutil.copytree(home.root / name, kept / name)
    return kept


def stage_of(step):
    return step.split("|")[0]


def moments(steps):
    """Steps to be killed at: of each stage so many, the first, the last and those evenly between."""
    chosen = []
    for stage, count in AT_LEAST.items():
        of_stage = [at for at, step in enumerate(steps) if stage_of(step) == stage]
        last = len(of_stage) - 1
        chosen += sorted({of_stage[round(part * last / (count - 1))] for part in range(count)})
    return chosen


def test_killed_at_moments_of_each_stage_readers_go_on_and_the_next_run_ends_the_same(scene):
    chosen = moments(scene.steps)
    killed = Counter(stage_of(scene.steps[at]) for at in chosen)
    assert len(chosen) >= 20
    assert all(killed[stage] >= 3 for stage in ("land", "type", "build", "check", "swap"))
    assert any("file in place" in scene.steps[at] for at in chosen)
    tried = random.Random(seed_for("moments of killing a build")).sample(chosen, so_many(len(chosen), 7))
    for at in sorted(tried):
        scene.go_back()
        scene.killable.kill_at(at)
        print(f"killed at {scene.steps[at]}")
        scene.check_after_kill([scene.after] if "pointer set" in scene.steps[at] else [scene.before])
        scene.check_next_run()


def test_killed_at_random_instants_readers_go_on_and_the_next_run_ends_the_same(scene):
    draw = random.Random(seed_for("instants of killing"))
    for _ in range(AT_RANDOM):
        scene.go_back()
        seconds = draw.uniform(0, 0.9 * scene.seconds)
        scene.killable.kill_after(seconds)
        print(f"killed after {seconds:.3f} of {scene.seconds:.3f} seconds")
        scene.check_after_kill([scene.before, scene.after])
        scene.check_next_run()
