"""Job: what issued assessments told of the families that were attached: by which version, which problems, and of whom."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sherwood.access import Viewer
from sherwood.access.families import closed_to, require_reader
from sherwood.cohorts.attached import Found
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import ProgrammeBook, load_programme
from sherwood.jobs.proposals import facts_of, issued_files
from sherwood.office.family_words import FamilyWord
from sherwood.store import Reader


@dataclass(frozen=True)
class Entry:
    """What assessments told of a family that was attached: the version that lay before people then, and where the family lived.

    `headings` are the problems it had when it was attached and those found since, `at_entry` the former, `found` of whom each was.
    `evidence` is what the former rest on: a row each with its heading, and the day it was assessed on.
    """

    programme: str
    place: str
    headings: frozenset[str]
    at_entry: frozenset[str]
    found: frozenset[Found]
    evidence: tuple[Mapping[str, Any], ...]


def entries(home: Home, reader: Reader, viewer: Viewer, attached: Mapping[str, FamilyWord]) -> dict[str, Entry]:
    """For each family that was attached by this word, what assessments told of it; none of a family closed to the viewer.

    The version is that of the last assessment of the family issued before the word was said. Problems are those of its last assessment
    by the day of attachment, and of every one since, of each version with the same headings.
    """
    require_reader(viewer)
    assert viewer.catalogue is not None
    paths = issued_files(home, viewer.authority)
    rows: dict[str, list[_Row]] = defaultdict(list)
    for path in paths:
        for family, row in _rows_of(path, attached):
            rows[family].append(row)
    people = {key for own in rows.values() for key in own[-1].people}
    closed = closed_to(reader, viewer, people) if people else frozenset()
    books = {name: load_programme(name, viewer.catalogue) for name in {facts_of(path)["programme"] for path in paths}}
    return {
        family: _entry(attached[family], own, books)
        for family, own in rows.items()
        if any(each.is_own for each in own) and not closed & set(own[-1].people)
    }


@dataclass(frozen=True)
class _Row:
    """A family's row of one assessment. `is_own` tells that it stands under the family's key, and not its members' later one."""

    facts: Mapping[str, Any]
    is_own: bool
    people: Sequence[str]
    met: str
    place: str
    criteria: str

    @property
    def day(self) -> dt.date:
        """The day the assessment speaks of."""
        return dt.date.fromisoformat(self.facts["as_at"])


def _rows_of(path: Path, attached: Mapping[str, FamilyWord]) -> Iterator[tuple[str, _Row]]:
    """Rows of these families: under their own keys, or under that of the home where more than half of the frozen members live.

    A family is known by its eldest child: its key changes when that child comes of age, and what is found of it since is its own.
    """
    table = pq.read_table(path, columns=["family_key", "people"]).combine_chunks()
    keys, homes = table["family_key"].to_pylist(), table["people"].combine_chunks()
    of_member: dict[str, set[str]] = defaultdict(set)
    for family, word in attached.items():
        for key in word.members:
            of_member[key].add(family)
    lived = pc.is_in(homes.flatten(), pa.array(sorted(of_member), pa.string()))
    where, who = pc.filter(pc.list_parent_indices(homes), lived), pc.filter(homes.flatten(), lived)
    together = Counter(
        (family, keys[row])
        for row, member in zip(where.to_pylist(), who.to_pylist(), strict=True)
        for family in of_member[member]
    )
    wanted = {pair for pair, count in together.items() if 2 * count > len(attached[pair[0]].members)}
    wanted |= {(family, family) for family in attached}
    columns = ["family_key", "people", "met", "place", "criteria"]
    names = pa.array(sorted({name for _, name in wanted}), pa.string())
    found = pq.read_table(path, columns=columns, filters=pc.is_in(pc.field("family_key"), names))
    rows = {row.pop("family_key"): row for row in found.to_pylist()}
    for family, name in sorted(wanted):
        if name in rows:
            yield family, _Row(facts_of(path), is_own=name == family, **rows[name])


def _entry(word: FamilyWord, rows: Sequence[_Row], books: Mapping[str, ProgrammeBook]) -> Entry:
    own = [each for each in rows if each.is_own]
    before = [each for each in own if dt.datetime.fromisoformat(each.facts["issued_at"]) <= word.at]
    shown = (before or own)[-1]
    headings = set(books[shown.facts["programme"]].of.headings)
    alike = [each for each in rows if set(books[each.facts["programme"]].of.headings) == headings]
    by_then = [each.day for each in alike if word.day is None or each.day <= word.day]
    first = min(shown.day, max(by_then, default=shown.day))
    since = [each for each in alike if each.day >= first]
    found = frozenset(
        Found(criterion["id"], told["indicator"], told["person_key"])
        for each in since
        for criterion in json.loads(each.criteria)
        for told in criterion["evidence"]
    )
    met = frozenset(heading for each in since for heading in each.met.split())
    entered = max(shown.day, word.day or shown.day)
    then = [each for each in since if each.day <= entered]
    at_entry = frozenset(heading for each in then for heading in each.met.split())
    return Entry(shown.facts["programme"], shown.place, met, at_entry, found, tuple(_evidence(then)))


def _evidence(rows: Sequence[_Row]) -> Iterator[Mapping[str, Any]]:
    """Each row of evidence once, as the first of these assessments told it."""
    told = set()
    for each in rows:
        for criterion in json.loads(each.criteria):
            for row in criterion["evidence"]:
                what = row["indicator"], row["person_key"], row["source_row"], row["date"]
                if what not in told:
                    told.add(what)
                    yield row | {"heading": criterion["id"], "assessed_on": each.day.isoformat()}
