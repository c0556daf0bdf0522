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
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sherwood.access import Viewer
from sherwood.access.events import FAMILIES_ASSESSED, audited
from sherwood.access.families import arrivals_of, closed_in, districts_of, ethnicities_of, require_reader
from sherwood.cohorts import assess
from sherwood.cohorts.assessing import NOT_ELIGIBLE, FamilyResult
from sherwood.cohorts.changing import what_would_change
from sherwood.cohorts.desk import Proposals
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import ProgrammeBook, load_programme
from sherwood.jobs.families import Assessed, Question, asked_of
from sherwood.store import Reader
from sherwood.vocabulary.collecting import uncollected
from sherwood.vocabulary.intervals import add_months

FOLDER, FACTS = "families", b"sherwood"
HEAVY = ("criteria",)
ROWS_A_GROUP = 500
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
    build_id = str(reader.manifest["build_id"])
    folder = home.issued(viewer.authority) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{programme}-{as_at}-{build_id}-{book.content_hash[:8]}.parquet"
    if path.exists():
        return path
    with uncollected():
        asked = asked_of(reader, replace(viewer, restricted_all=True), book, as_at)
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
    for path in issued_files(home, authority)[:-1]:
        facts = facts_of(path)
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
    for each in (facts_of, _rows, _seen):
        each.cache_clear()


def latest(home: Home, reader: Reader, viewer: Viewer) -> Proposals | None:
    """The assessment issued last, as this viewer may see it; None before the first. Raises NotAllowed."""
    require_reader(viewer)
    paths = issued_files(home, viewer.authority)
    if not paths:
        return None
    return _seen(paths[-1], _closed_of(paths[-1], reader, viewer))


def one(home: Home, reader: Reader, viewer: Viewer, family: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """The latest word of any assessment on one family: its facts and its row; None if there is none the viewer may see."""
    require_reader(viewer)
    for path in reversed(issued_files(home, viewer.authority)):
        rows = pq.read_table(path, filters=[("family_key", "=", family)]).to_pylist()
        if rows:
            people = [each["person_key"] for each in json.loads(rows[0]["members"])]
            if _closed_of(path, reader, viewer) & set(people):
                return None
            return facts_of(path), rows[0] | {name: json.loads(rows[0][name]) for name in ("members", "criteria")}
    return None


def _closed_of(path: Path, reader: Reader, viewer: Viewer) -> frozenset[str]:
    """Whose records are closed to the viewer of those whom an assessment names: looked up once a build, since pages ask it often."""
    people = lambda: _rows(path)["people"].combine_chunks().flatten().unique().to_pylist()  # noqa: E731
    return closed_in(reader, viewer, path.name, people)


def sources_of(reader: Reader, viewer: Viewer, row: Mapping[str, Any]) -> dict[str, str]:
    """For each load that a family's evidence was read from, its file and the day it came."""
    loads = {
        each["source_row"].partition(":")[0] for criterion in row["criteria"] for each in criterion["evidence"]
    }  # fmt: skip
    return arrivals_of(reader, viewer, loads) if loads else {}


def issued_files(home: Home, authority: str) -> list[Path]:
    """Every issued assessment, the one issued first first."""
    folder = home.issued(authority) / FOLDER
    return sorted(folder.glob("*.parquet"), key=lambda path: (facts_of(path)["issued_at"], path.name))


@functools.lru_cache(maxsize=64)
def facts_of(path: Path) -> Mapping[str, Any]:
    """The facts of an issued assessment: its version, day, when it was issued and by which build."""
    facts: Mapping[str, Any] = json.loads(pq.read_schema(path).metadata[FACTS])
    return facts


@functools.lru_cache(maxsize=4)
def _rows(path: Path) -> pa.Table:
    """All but the evidence of an issued assessment, which is read once."""
    names = [each for each in pq.read_schema(path).names if each not in HEAVY]
    return pq.read_table(path, columns=names).combine_chunks()


@functools.lru_cache(maxsize=8)
def _seen(path: Path, closed: frozenset[str]) -> Proposals:
    table = _rows(path)
    if closed:
        people = table["people"].combine_chunks()
        is_closed = pc.is_in(people.flatten(), pa.array(sorted(closed), pa.string()))
        hidden = pc.unique(pc.filter(pc.list_parent_indices(people), is_closed))
        table = table.filter(pc.invert(pc.is_in(pa.array(range(len(table)), pa.int64()), hidden.cast(pa.int64()))))
    return Proposals(path.stem, facts_of(path), table)


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
