"""The home that is tried: forty marked children, a neighbour's beside them, an account of every role, served as it would be."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from sqlglot import exp
from tests.support import canaries, caseloads
from tests.support.browsing import Browsing
from tests.support.commands import environment, program
from tests.support.pooled import pool
from tests.support.sites import Served
from tests.support.trying import people

from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.store import Reader

SECONDS = 180
UNREAD = "Odd heading,Another\n"
# Loaded before Sherwood in every process of the home: it leaves one condition of access out, to see whether that is noticed.
WITHOUT = """
import os
name = os.environ.get("ATTEMPTS_WITHOUT")
if name:
    from sqlglot import exp
    from sherwood.access import clauses
    if name.startswith("_"):
        setattr(clauses, name, lambda *given, **named: exp.false())
    else:
        clauses.CLAUSES = tuple(each for each in clauses.CLAUSES if each.name != name)
"""


@dataclass
class Site:
    """Who may see whom, by which words each child is known, and a signed-in session of everybody's."""

    home: object
    sight: people.Everyone
    marks: dict
    keys: dict
    every_key: list
    foreign: frozenset
    folder: Path
    ids: list
    findings: list
    unread: list
    accounts: dict = field(default_factory=lambda: dict(people.ACCOUNTS))
    views: list = field(default_factory=list)
    papers: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    opened: dict = field(default_factory=lambda: {name: set() for name in people.ACCOUNTS})
    clients: dict = field(default_factory=dict)
    granted: dict = field(default_factory=dict)

    def may(self, username):
        """The children whom this person may be shown by any word."""
        return self.sight.named(self.accounts[username], self.granted.get(username, ())) | self.opened[username]

    def forbidden(self, username):
        """Every word that tells of a child the person may not be shown."""
        may = self.may(username)
        return set().union(*(words for child, words in self.marks.items() if child not in may)) | self.foreign

    def sign_in(self, username):
        self.clients[username] = Browsing(self.address).sign_in(username, caseloads.PASSWORD)

    def serve(self, without=""):
        """The site as a process of its own, with every session signed in anew."""
        os.environ["ATTEMPTS_WITHOUT"] = without
        served = _Served(self.home)
        served.__enter__()
        self.address = served.address
        for username in self.accounts:
            self.sign_in(username)
        return served

    def run(self, *words):
        """A command as a process of its own: its exit code, all it printed, and the files it wrote."""
        command = [*program(), *map(str, words)]
        done = subprocess.run(command, env=environment(self.home), capture_output=True, check=False, timeout=SECONDS)
        return done.returncode, done.stdout + done.stderr


class _Served(Served):
    """The site; the folder for temporary files is its own, so that what is left there is seen."""


def make(folder, letters):
    """The whole home, not yet served."""
    home = caseloads.make_home(folder, caseloads.AUTHORITY)
    other = caseloads.make_home(folder, caseloads.NEIGHBOUR, base=800_000)
    canaries.write_unload(folder / "unload")
    load_files(home, caseloads.AUTHORITY, [folder / "unload"], received=canaries.RECEIVED, period=None, progress=quiet)
    build(home, caseloads.AUTHORITY)
    keys, records = _keys(home, caseloads.AUTHORITY)
    theirs, their_records = _keys(other, caseloads.NEIGHBOUR)
    pool(home, caseloads.AUTHORITY, other, caseloads.NEIGHBOUR)
    _settings(home, letters)
    people.open_office(home, keys)
    restricted = {(caseloads.number(place), reason) for place, reason in caseloads.HAND.items()}
    sight = people.Everyone(folder / f"return-{caseloads.AUTHORITY}", caseloads.TEAMS, restricted)
    marks = {caseloads.number(place): _marks(place, records) for place in range(caseloads.CHILDREN)}
    foreign = frozenset(theirs) | {key for found in their_records.values() for key in found}
    made = Site(
        home, sight, marks, keys, sorted(key for found in records.values() for key in found), foreign, folder,
        *_others(home, folder), granted={"mary": (caseloads.number(caseloads.GRANTED),)},
    )  # fmt: skip
    _set_apart(folder)
    return made


def _keys(home, authority):
    """The record key of every child, and every record key of each, by number."""
    reader = Reader.current(home, authority)
    first = dict(reader.select(exp.select("source_id", "record_key").from_("person")).rows)
    every = {}
    for number, key in reader.select(exp.select("source_id", "record_key").from_("person_record")).rows:
        every.setdefault(number, set()).add(key)
    return first, every


def _marks(place, records):
    number = caseloads.number(place)
    return set().union(*(canaries.marks(place, key) for key in records[number]))


def _settings(home, letters):
    with (home.council / "council.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[smtp]\nhost = "127.0.0.1"\nport = {letters.port}\nsender = "sherwood@council.example"\nstarttls = false\n'
        )


def _others(home, folder):
    """Account ids, keys of findings of each team and service, and a refused file that holds every mark there is."""
    from sherwood.office import directory

    ids = [each.id for each in directory.list_accounts()]
    refused = home.inbox / "refused"
    refused.mkdir(parents=True, exist_ok=True)
    lines = [f"{canaries.forename(each)},{canaries.nhs_number(each)}\n" for each in range(caseloads.CHILDREN)]
    (refused / "march.csv").write_text(UNREAD + "".join(lines), encoding="utf-8")
    from sherwood.jobs.mapping import unread_files

    return ids, findings_of_units(home), [each.key for each in unread_files(home)]


def findings_of_units(home):
    """A finding for each team and service, kept as a scan keeps it, each with a word of its own; returns their keys."""
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.jobs import findings as job

    units = [("team", each) for each in ("T1", "T2", "T3", "T4")] + [("service", each) for each in ("S1", "S2")]
    rows = [_finding(level, unit) for level, unit in units]
    month = type("Month", (), {"label": "2024-03"})
    done = type("Done", (), {"months": (month,), "series": 6, "tested": 6, "findings": rows})
    reader = Reader.current(home, caseloads.AUTHORITY)
    job._keep(home, caseloads.AUTHORITY, reader, load_catalogue(home.council), done, rows)
    return [job.key_of(row) for row in rows]


def word_of(unit):
    """The word by which a finding of a unit is known wherever it comes out."""
    return f"Unitword{unit}"


def _finding(level, unit):
    numbers = {"usual": 4.0, "now": 9.0, "sigmas": 3.2, "p": 0.001, "children": 9.0}
    texts = {
        "id": f"looked_after/cla_open:{level}:{unit}", "month": "2024-03", "since": "2024-01", "measure": "looked_after/cla_open",
        "title": word_of(unit), "level": level, "unit": unit, "label": unit, "kind": "concern", "side": "high", "tier": "1",
        "status": "new", "verdict": "", "part_of": "", "sentence": f"More than usual: {word_of(unit)}.", "how_sure": "once in a thousand",
    }  # fmt: skip
    return texts | numbers | {"details": {}}


def _set_apart(folder):
    """Give every process of the home a folder of its own for what it puts down for a moment, and the list of what to leave out."""
    apart = folder / "apart"
    for name in ("temporary", "first"):
        shutil.rmtree(apart / name, ignore_errors=True)
        (apart / name).mkdir(parents=True)
    (apart / "first" / "sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
    os.environ["TMPDIR"] = str(apart / "temporary")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(apart / "first"), os.environ.get("PYTHONPATH", "")])
