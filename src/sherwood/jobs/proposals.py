"""Job: an assessment as it was issued, kept, and read again by whoever may see families, without those closed to them.

One file of *issued* an assessment: a row a family, with its criteria and evidence as they stood. Pages read the latest; no row is ever
changed, so that what lay before a person when they decided can be shown again. Rows of families that were not eligible go when their
time is up.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sherwood.access import Viewer
from sherwood.access.events import FAMILIES_ASSESSED, audited
from sherwood.access.families import arrivals_of, closed_in, closed_to, districts_of, ethnicities_of, require_reader
from sherwood.cohorts import assess
from sherwood.cohorts.assessing import NOT_ELIGIBLE, FamilyResult
from sherwood.cohorts.attached import Found
from sherwood.cohorts.changing import what_would_change
from sherwood.cohorts.desk import Proposals
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import ProgrammeBook, load_programme
from sherwood.jobs.families import Assessed, Question, asked_of
from sherwood.office.family_words import FamilyWord
from sherwood.store import Reader
from sherwood.vocabulary.intervals import add_months

FOLDER, FACTS = "families", b"sherwood"
HEAVY = ("criteria",)
ROWS_A_GROUP = 2_000
_FIRST_LETTERS = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "C": "Asian", "O": "Other"}
SERVICES = {
    "child_in_need": "child in need", "protection_plan": "protection plan", "early_help": "early help", "treatment": "treatment",
}  # fmt: skip


def issue(home: Home, reader: Reader, viewer: Viewer, programme: str, as_at: dt.date) -> Path:
    """Assess every family, restricted ones too, and keep the answer; one of the same day, build and rules is kept already.

    That it was done is written to the trail. Who reads it gets no family that is closed to them. Raises NotAllowed
    for somebody who may not have families assessed.
    """
    require_reader(viewer)
    assert viewer.catalogue is not None
    book = load_programme(programme, viewer.catalogue)
    asked = asked_of(reader, replace(viewer, restricted_all=True), book, as_at)
    build_id = str(reader.manifest["build_id"])
    folder = home.issued(viewer.authority) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{programme}-{as_at}-{build_id}-{book.content_hash[:8]}.parquet"
    if path.exists():
        return path
    found = Assessed(assess(book, as_at, asked.known), book, build_id, viewer.authority, home.secret("record-keys"))
    told: dict[str, str | int] = {"of": programme, "rows": len(found.found.families), "as_at": as_at.isoformat()}
    audited(viewer, FAMILIES_ASSESSED, (), told)
    with tempfile.TemporaryDirectory(dir=folder) as beside:
        whole = Path(beside) / path.name
        pq.write_table(_table(asked, found), whole, row_group_size=ROWS_A_GROUP, compression="zstd")
        whole.chmod(0o400)
        # A link never takes the place of what is there, and never shows half a file.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(whole)
    return path


def forget(
    home: Home, authority: str, kept_months: Callable[[str], int], spoken_of: Collection[str], today: dt.date
) -> int:
    """Take out of all assessments but the last the families that were not eligible, once their time is up; return how many rows went.

    `kept_months` tells for how many months those of a programme are kept, `spoken_of` the families that somebody said something of,
    which stay. How many went stands in the facts of the file, so that its totals remain true.
    """
    gone = 0
    for path in _issued(home, authority)[:-1]:
        facts = _facts(path)
        if add_months(dt.date.fromisoformat(facts["as_at"]), kept_months(facts["programme"])) >= today:
            continue
        whole = pq.read_table(path)
        turned_away = pc.equal(whole["result"], NOT_ELIGIBLE)
        goes = pc.and_not(turned_away, pc.is_in(whole["family_key"], pa.array(sorted(spoken_of), pa.string())))
        kept = whole.filter(pc.invert(goes))
        if len(kept) < len(whole):
            _put_in_place(path, kept, {**facts, "forgotten": facts.get("forgotten", 0) + len(whole) - len(kept)})
            gone += len(whole) - len(kept)
    return gone


def _put_in_place(path: Path, rows: pa.Table, facts: Mapping[str, Any]) -> None:
    """Write an assessment anew under its name; nobody sees half of it."""
    with tempfile.TemporaryDirectory(dir=path.parent) as beside:
        whole = Path(beside) / path.name
        told = rows.replace_schema_metadata({FACTS: json.dumps(facts).encode()})
        pq.write_table(told, whole, row_group_size=ROWS_A_GROUP, compression="zstd")
        whole.chmod(0o400)
        whole.replace(path)
    _facts.cache_clear()


def latest(home: Home, reader: Reader, viewer: Viewer) -> Proposals | None:
    """The assessment issued last, as this viewer may see it; None before the first. Raises NotAllowed."""
    require_reader(viewer)
    paths = _issued(home, viewer.authority)
    if not paths:
        return None
    path = paths[-1]
    people = lambda: _rows(path)["people"].combine_chunks().flatten().unique().to_pylist()  # noqa: E731
    return _seen(path, closed_in(reader, viewer, path.name, people))


def one(home: Home, reader: Reader, viewer: Viewer, family: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """The latest word of any assessment on one family: its facts and its row; None if there is none the viewer may see."""
    require_reader(viewer)
    for path in reversed(_issued(home, viewer.authority)):
        rows = pq.read_table(path, filters=[("family_key", "=", family)]).to_pylist()
        if rows:
            people = [each["person_key"] for each in json.loads(rows[0]["members"])]
            if closed_to(reader, viewer, people):
                return None
            return _facts(path), rows[0] | {name: json.loads(rows[0][name]) for name in ("members", "criteria")}
    return None


@dataclass(frozen=True)
class Entry:
    """What assessments told of a family that was attached: the version that lay before people then, and where the family lived.

    `headings` are the problems it had when it was attached and those found since, `at_entry` the former, `found` of whom each was.
    """

    programme: str
    place: str
    headings: frozenset[str]
    at_entry: frozenset[str]
    found: frozenset[Found]


def entries(home: Home, reader: Reader, viewer: Viewer, attached: Mapping[str, FamilyWord]) -> dict[str, Entry]:
    """For each family that was attached by this word, what assessments told of it; none of a family closed to the viewer.

    The version is that of the last assessment of the family issued before the word was said. Problems are those of its last assessment
    by the day of attachment, and of every one since, of each version with the same headings.
    """
    require_reader(viewer)
    assert viewer.catalogue is not None
    paths = _issued(home, viewer.authority)
    rows: dict[str, list[_Row]] = defaultdict(list)
    for path in paths:
        for family, row in _rows_of(path, attached):
            rows[family].append(row)
    people = {key for own in rows.values() for key in own[-1].people}
    closed = closed_to(reader, viewer, people) if people else frozenset()
    books = {name: load_programme(name, viewer.catalogue) for name in {_facts(path)["programme"] for path in paths}}
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
            yield family, _Row(_facts(path), is_own=name == family, **rows[name])


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
    at_entry = frozenset(heading for each in since if each.day <= entered for heading in each.met.split())
    return Entry(shown.facts["programme"], shown.place, met, at_entry, found)


def sources_of(reader: Reader, viewer: Viewer, row: Mapping[str, Any]) -> dict[str, str]:
    """For each load that a family's evidence was read from, its file and the day it came."""
    loads = {
        each["source_row"].partition(":")[0] for criterion in row["criteria"] for each in criterion["evidence"]
    }  # fmt: skip
    return arrivals_of(reader, viewer, loads) if loads else {}


def _issued(home: Home, authority: str) -> list[Path]:
    """Every issued assessment, the one issued first first."""
    folder = home.issued(authority) / FOLDER
    return sorted(folder.glob("*.parquet"), key=lambda path: (_facts(path)["issued_at"], path.name))


@functools.lru_cache(maxsize=64)
def _facts(path: Path) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = json.loads(pq.read_schema(path).metadata[FACTS])
    return facts


@functools.lru_cache(maxsize=4)
def _rows(path: Path) -> pa.Table:
    """All but the evidence of the assessment issued last, which is read once: nothing is taken out of it."""
    names = [each for each in pq.read_schema(path).names if each not in HEAVY]
    return pq.read_table(path, columns=names).combine_chunks()


def _seen(path: Path, closed: frozenset[str]) -> Proposals:
    table = _rows(path)
    if closed:
        people = table["people"].combine_chunks()
        is_closed = pc.is_in(people.flatten(), pa.array(sorted(closed), pa.string()))
        hidden = pc.unique(pc.filter(pc.list_parent_indices(people), is_closed))
        table = table.filter(pc.invert(pc.is_in(pa.array(range(len(table)), pa.int64()), hidden.cast(pa.int64()))))
    return Proposals(path.stem, _facts(path), table)


def _table(asked: Question, found: Assessed) -> pa.Table:
    """Lay an assessment out, a row a family, sorted by key so that one is found without reading all."""
    postcodes = {each.family.place: _postcode(each.family.place) for each in found.found.families}
    districts = districts_of(asked.reader, postcodes.values())
    ethnicities = ethnicities_of(asked.reader, asked.viewer)
    told, words = found.to_json(), _Words(found.book)
    rows = [
        _row(each, whole, words, asked.as_at, districts.get(postcodes[each.family.place], ""), ethnicities)
        for each, whole in zip(found.found.families, told["families"], strict=True)
    ]
    rows.sort(key=lambda each: each["family_key"])
    facts = {key: value for key, value in told.items() if key != "families"} | {
        "title": found.book.of.title,
        "issued_at": dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
    }
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    return table.replace_schema_metadata({FACTS: json.dumps(facts).encode()})


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("family_key", "result", "met", "unknown", "district", "kind", "ethnicity")),
        ("one_short", pa.bool_()), ("children", pa.int16()), ("adults", pa.int16()), ("newest_days", pa.int32()),
        ("services", pa.string()), ("feeds", pa.string()), ("place", pa.string()),
        ("people", pa.list_(pa.string())), ("members", pa.string()), ("criteria", pa.string()),
    ]
)  # fmt: skip


def _row(
    found: FamilyResult,
    told: Mapping[str, Any],
    words: _Words,
    as_at: dt.date,
    district: str,
    ethnicities: Mapping[str, str],
) -> dict[str, Any]:
    family = found.family
    evidence = [each for criterion in found.criteria for each in criterion.evidence]
    services = {SERVICES[each.fact.fact] for each in evidence if each.fact.fact in SERVICES}
    born = {each.person_key: each.birth_date for each in family.members}
    adults = {0: "no adult known", 1: "one adult"}.get(len(family.adults), "two adults or more")
    ethnicity = next((ethnicities[each.person_key] for each in family.children if each.person_key in ethnicities), "")
    return {
        "family_key": told["family_key"],
        "result": found.result,
        "met": " ".join(each.id for each in found.criteria if each.met),
        "unknown": " ".join(each.id for each in found.criteria if each.met is None and each.is_told),
        "district": district,
        "kind": adults,
        "ethnicity": _FIRST_LETTERS.get(ethnicity[:1], "Not known"),
        "one_short": found.one_short,
        "children": len(family.children),
        "adults": len(family.adults),
        "newest_days": min(((as_at - each.fact.start_date).days for each in evidence), default=None),
        "services": ", ".join(sorted(services)),
        "feeds": " ".join(sorted({each.fact.feed for each in evidence})),
        "place": family.place,
        "people": [each.person_key for each in family.members],
        "members": json.dumps(
            [each | {"birth_date": born[each["person_key"]].isoformat()} for each in told["members"]]
        ),
        "criteria": words.of(found, told),
    }


class _Words:
    """Criteria as they are kept. Those without evidence are written once for all families of the same answers, as most are."""

    def __init__(self, book: ProgrammeBook) -> None:
        self._book = book
        self._bare: dict[tuple[bool | None, ...], str] = {}

    def of(self, found: FamilyResult, told: Mapping[str, Any]) -> str:
        """The criteria of one family with their evidence, as JSON."""
        if any(each.evidence for each in found.criteria):
            return json.dumps(_criteria(found, told, self._book))
        answers = tuple(met for each in found.criteria for met in each.indicators.values())
        if answers not in self._bare:
            self._bare[answers] = json.dumps(_criteria(found, told, self._book))
        return self._bare[answers]


def _criteria(found: FamilyResult, told: Mapping[str, Any], book: ProgrammeBook) -> Sequence[Mapping[str, Any]]:
    """Each criterion with its title and, for each indicator, its title, guidance, answer and what would change it."""
    whole = []
    for criterion, words in zip(found.criteria, told["criteria"], strict=True):
        indicators = []
        for name, met in criterion.indicators.items():
            indicator = book.indicators[name]
            evidence = [each.fact for each in criterion.evidence if each.indicator == name]
            indicators.append(
                {
                    "id": name,
                    "title": indicator.title,
                    "guidance": f"{indicator.guidance.title}, {indicator.guidance.section}",
                    "status": indicator.status,
                    "met": met,
                    "is_told": indicator.pattern != "not_told",
                    "would_change": what_would_change(indicator, met, evidence),
                }
            )
        title = book.of.headings.get(criterion.id) or book.indicators[criterion.id].title
        whole.append(words | {"title": title, "indicators": indicators, "is_told": criterion.is_told})
    return whole


def _postcode(place: str) -> str:
    return " ".join(place.split()[:2])
