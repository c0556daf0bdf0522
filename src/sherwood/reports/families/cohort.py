"""The cohort: families that meet a programme's conditions, those nobody can tell of, and what people decided, as a document."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sherwood.cohorts.desk import CohortDesk, Share
from sherwood.cohorts.standing import WAITING
from sherwood.definitions.shapes.programme import Programme
from sherwood.reports.document import (
    Cell,
    Choice,
    Document,
    Drill,
    Figure,
    KeyFigures,
    Note,
    Section,
    Table,
    TableColumn,
)
from sherwood.reports.families.words import RESULTS, STATES, age_words, day_of, family_label, problems
from sherwood.reports.words import plural

PAGE_SIZE = 50
Row = Mapping[str, Any]
SHOWN = {
    "waiting": "Awaiting a decision",
    "accepted": "Accepted",
    "worked": "Worked with",
    "declined": "Declined or deferred",
    "near": "One condition short",
    "unknown": "Cannot be told yet",
    "read": "To read this week: turned away by the rules",
    "challenged": "Challenged by the family",
}


@dataclass(frozen=True)
class Asked:
    """What part of the cohort is looked at, in which district, on which page of the list."""

    show: str = "waiting"
    district: str = ""
    page: int = 1


def cohort_document(
    desk: CohortDesk, programme: Programme, asked: Asked, *, claims_due: int, data_line: str, scope_line: str
) -> Document:
    """Arrange the desk: key figures, the list asked for, then who can't be told and why, where families live, who has room."""
    rows = desk.proposals.families.drop_columns(["people"]).to_pylist()
    facts, titles = desk.proposals.facts, programme.headings
    return Document(
        id="families/cohort",
        title=f"{facts['title']}: families on {day_of(facts['as_at'])}",
        question="Which families may the programme be for, and what waits for my decision?",
        data_line=data_line,
        scope_line=scope_line,
        sections=(
            Section("At a glance", (*_out_of_force(programme, facts), _figures(desk, rows, claims_due), _hasty(desk))),
            Section(SHOWN[asked.show], (_list(desk, rows, titles, asked),)),
            Section("How many conditions", (_by_number(rows),)),
            Section("Who cannot be told of, and why", (_unknown(rows, titles), *_missing(facts))),
            Section(
                "Is it fair?",
                (
                    _by(rows, "district", "District"),
                    _by(rows, "kind", "Family type"),
                    _by(rows, "ethnicity", "Ethnicity of the eldest child"),
                    _decided(desk, rows),
                ),
            ),
            Section("Key workers", (_capacity(desk),)),
            Section("How this is worked out", (Note("", points=_explained(facts)),)),
        ),
        choices=(
            Choice("show", "Show", tuple(SHOWN.items()), asked.show),
            Choice("district", "District", _districts(rows), asked.district),
        ),
        filters={"show": asked.show, "district": asked.district},
    )


def _out_of_force(programme: Programme, facts: Mapping[str, Any]) -> Iterator[Note]:
    if outside := programme.out_of_force(dt.date.fromisoformat(facts["as_at"])):
        yield Note(outside)


def families_on(document: Document) -> tuple[str, ...]:
    """The families that a page of the cohort names."""
    tables = (block for section in document.sections for block in section.blocks if isinstance(block, Table))
    drills = (cell.drill for table in tables for row in table.rows for cell in row)
    return tuple(dict.fromkeys(each.name for each in drills if each is not None and each.kind == "family"))


def _state(desk: CohortDesk, key: str) -> str:
    stands = desk.standings.get(key)
    return stands.state if stands else WAITING


def _picked(desk: CohortDesk, show: str) -> Callable[[Row], bool]:
    def state(row: Row) -> str:
        return _state(desk, row["family_key"])

    named = {key for key, stands in desk.standings.items() if stands.nominations}
    picks: dict[str, Callable[[Row], bool]] = {
        "waiting": lambda row: state(row) == WAITING and (row["result"] == "eligible" or row["family_key"] in named),
        "accepted": lambda row: state(row) == "accepted",
        "worked": lambda row: state(row) in {"worked with", "closed"},
        "declined": lambda row: state(row) in {"declined", "deferred"},
        "near": lambda row: row["one_short"] and row["result"] == "not_eligible",
        "unknown": lambda row: row["result"] == "cannot_tell",
        "read": lambda row: row["family_key"] in desk.to_read,
        "challenged": lambda row: (
            row["family_key"] in desk.standings and desk.standings[row["family_key"]].challenge is not None
        ),
    }
    return picks[show]


def _figures(desk: CohortDesk, rows: Sequence[Row], claims_due: int) -> KeyFigures:
    waiting = sum(map(_picked(desk, "waiting"), rows))
    counted = desk.proposals.counted()
    unknown = counted.get("cannot_tell", 0)
    near = sum(map(_picked(desk, "near"), rows))
    share = 100 * unknown / len(rows) if rows else 0
    return KeyFigures(
        (
            Figure(
                "Awaiting a decision", f"{waiting:,}", f"of {counted.get('eligible', 0):,} that meet the conditions"
            ),
            Figure(
                "Proposals accepted", _share(desk.accepted), "of those decided: how often people agree with the rules"
            ),
            Figure("Found by another door", _share(desk.other_door), "of families worked with: what the rules missed"),
            Figure("Cannot be told yet", f"{unknown:,}", f"{share:.1f}% of {len(rows):,} families"),
            Figure("One condition short", f"{near:,}", "known not to meet the conditions"),
            Figure("Results to claim", f"{claims_due:,}", "families ready to be claimed"),
        )
    )


def _share(share: Share) -> str:
    return f"{share.part:,} of {share.whole:,}" if share.whole else "None yet"


def _hasty(desk: CohortDesk) -> Note:
    verb = "was" if desk.hasty == 1 else "were"
    said = f"{plural(desk.hasty, 'decision')} {verb} taken within 20 seconds of opening the page." if desk.hasty else ""
    return Note(f"Sherwood proposes, people decide: nothing is decided for a family by a rule. {said}".strip())


def _list(desk: CohortDesk, rows: Sequence[Row], titles: Mapping[str, str], asked: Asked) -> Table:
    """One page of the families asked for, those with the newest evidence first: no score ranks them."""
    picked = [
        row
        for row in filter(_picked(desk, asked.show), rows)
        if not asked.district or (row["district"] or "Not known") == asked.district
    ]
    picked.sort(key=lambda row: (row["newest_days"] is None, row["newest_days"] or 0, row["family_key"]))
    first = (asked.page - 1) * PAGE_SIZE
    columns = ("Family", "Conditions met", "Not known", "Newest evidence", "Already there", "Who", "District", "Stands")
    return Table(
        f"{plural(len(picked), 'family', 'families')}, newest evidence first",
        tuple(TableColumn(each) for each in columns),
        tuple(_line(desk, row, titles) for row in picked[first : first + PAGE_SIZE]),
        total_rows=len(picked),
        page=asked.page,
        page_size=PAGE_SIZE,
        empty="No family of this kind.",
        holds_children=True,
    )


def _line(desk: CohortDesk, row: Row, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    key = row["family_key"]
    stands = desk.standings.get(key)
    worker = f"with {_worker(desk, stands.worker.subject)}" if stands and stands.worker else ""
    adults = plural(row["adults"], "adult") if row["adults"] else "no adult known"
    return (
        Cell(family_label(key), drill=Drill("family", key)),
        Cell(problems(row["met"], titles) or "None"),
        Cell(problems(row["unknown"], titles) or "Nothing"),
        Cell(age_words(row["newest_days"])),
        Cell(row["services"] or "Nobody told of"),
        Cell(f"{plural(row['children'], 'child', 'children')}, {adults}"),
        Cell(row["district"] or "Not known"),
        Cell(STATES[_state(desk, key)], detail=worker),
    )


def _worker(desk: CohortDesk, account_id: str) -> str:
    return next((each.name for each in desk.key_workers if each.account_id == account_id), "a former key worker")


def _by_number(rows: Iterable[Row]) -> Table:
    counted = Counter((len(row["met"].split()), row["result"]) for row in rows)
    numbers = sorted({number for number, _ in counted})
    columns = (TableColumn("Conditions met"), *(TableColumn(words, is_number=True) for words in RESULTS.values()))
    lines = tuple((Cell(str(number)), *(_number(counted[number, result]) for result in RESULTS)) for number in numbers)
    return Table("Families by how many conditions they meet", columns, lines)


def _number(count: int) -> Cell:
    return Cell(f"{count:,}", number=count)


def _unknown(rows: Iterable[Row], titles: Mapping[str, str]) -> Table:
    why = Counter(each for row in rows if row["result"] == "cannot_tell" for each in row["unknown"].split())
    lines = tuple((Cell(titles.get(each, each)), _number(count)) for each, count in why.most_common())
    columns = (TableColumn("Condition nobody answers for"), TableColumn("Families", is_number=True))
    return Table(
        "Of families that cannot be told of, what is not known", columns, lines, empty="Every family can be told of."
    )


def _missing(facts: Mapping[str, Any]) -> tuple[Note, ...]:
    points = tuple(
        f"The feed ‘{feed}’ is {why}: what it would tell is not known, of anybody."
        for feed, why in sorted(facts["missing_feeds"].items())
    )
    return (Note("", heading="Feeds that are missing", points=points),) if points else ()


def _by(rows: Iterable[Row], key: str, label: str) -> Table:
    counted = Counter((row[key] or "Not known", row["result"]) for row in rows)
    columns = (TableColumn(label), *(TableColumn(words, is_number=True) for words in RESULTS.values()))
    lines = tuple(
        (Cell(name), *(_number(counted[name, result]) for result in RESULTS))
        for name in sorted({name for name, _ in counted})
    )
    return Table(f"Families by {label.lower()}", columns, lines)


def _decided(desk: CohortDesk, rows: Iterable[Row]) -> Table:
    """By ethnicity, how many proposals people accepted of those they decided: whether they agree with the rules alike for all."""
    counted = Counter(
        (row["ethnicity"], _state(desk, row["family_key"])) for row in rows if row["result"] == "eligible"
    )
    taken = ("accepted", "worked with", "closed")
    lines = []
    for name in sorted({name for name, _ in counted}):
        accepted = sum(counted[name, state] for state in taken)
        lines.append((Cell(name), _number(accepted), _number(accepted + counted[name, "declined"])))
    columns = (
        TableColumn("Ethnicity"),
        TableColumn("Accepted", is_number=True),
        TableColumn("Decided", is_number=True),
    )
    return Table("Proposals accepted, of those decided", columns, tuple(lines), empty="Nothing is proposed.")


def _districts(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    return (("", "All"), *((each, each) for each in sorted({row["district"] or "Not known" for row in rows})))


def _capacity(desk: CohortDesk) -> Table:
    columns = (
        TableColumn("Key worker"),
        TableColumn("Families", is_number=True),
        TableColumn("Room for", is_number=True),
    )
    lines = tuple((Cell(each.name), _number(each.families), _number(each.room)) for each in desk.key_workers)
    return Table("Open capacity, most room first", columns, lines, empty="Nobody holds the key worker's role yet.")


def _explained(facts: Mapping[str, Any]) -> tuple[str, ...]:
    status = "These rules are a draft: hold them against the authority's own copy of the guidance." * (
        facts["made_by"]["status"] == "draft"
    )
    told = (
        "Each condition is met, not met or not known. Not known is never counted as not met.",
        f"Assessed by build {facts['made_by']['build']} and rules {facts['made_by']['rules']}.",
        f"No feed tells: {', '.join(facts['not_told']) or 'nothing is left out'}. People name these.",
        "Families with a member whose record is closed to you are neither shown nor counted.",
        status,
    )
    return tuple(each for each in told if each)
