"""One family: who belongs to it, each condition with its evidence and what would change it, and what people said, as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.cohorts.desk import FamilyDesk
from sherwood.cohorts.standing import Standing
from sherwood.office.family_words import FamilyWord
from sherwood.reports.document import Cell, Document, Note, Section, Table, TableColumn
from sherwood.reports.families.words import RESULTS, STATES, age_words, answer, day_of, fact_words, family_label
from sherwood.reports.words import day, plural
from sherwood.vocabulary.ages import age_on

Row = Mapping[str, Any]
SAID = {
    "accepted": "Accepted", "declined": "Declined", "deferred": "Deferred", "gateway": "Lawful gateway for matching",
    "agreement": "The family's agreement", "allocated": "Key worker", "attached": "Attached", "condition": "Way of working in place",
    "nominated": "Named by a professional", "challenged": "Challenged by the family", "answered": "Answer to the family",
    "closed": "Closed", "comment": "Comment", "outcome": "Outcome reached",
    "another family": "Another family than one claimed at its address",
}  # fmt: skip


def family_document(desk: FamilyDesk, sources: Mapping[str, str], *, data_line: str, scope_line: str) -> Document:
    """Arrange one family; `sources` tells for each load the file and the day it came."""
    row, facts = desk.row, desk.facts
    return Document(
        id="families/family",
        title=family_label(row["family_key"]),
        question="Why is this family here, and what would change it?",
        data_line=data_line,
        scope_line=scope_line,
        sections=(
            Section("In short", (Note(_in_short(row, facts, desk.standing)),)),
            Section("Who belongs to it", (_members(desk), Note(_home_words(row)))),
            *(_criterion(each, desk, sources) for each in _ordered(row["criteria"])),
            Section("Where it stands", (_stands(desk.standing, desk),)),
            Section("What was said and decided", (_said(desk.words),)),
        ),
        provenance={
            "Assessed by": f"{facts['title']}, {day_of(facts['as_at'])}",
            "Build": str(facts["made_by"]["build"]),
            "Rules": f"{facts['made_by']['rules']} ({facts['made_by']['status']})",
        },
        names_children=True,
    )


def _in_short(row: Row, facts: Mapping[str, Any], stands: Standing) -> str:
    met = [each["title"] for each in row["criteria"] if each["met"]]
    unknown = [each["title"] for each in row["criteria"] if each["met"] is None and each["is_told"]]
    sentence = f"{RESULTS[row['result']]} on {day_of(facts['as_at'])}: {plural(len(met), 'condition')} met"
    sentence += f" ({'; '.join(met)})." if met else "."
    if unknown:
        sentence += f" Not known: {'; '.join(unknown)}."
    return f"{sentence} {STATES[stands.state]}."


def _home_words(row: Row) -> str:
    where = f"In {row['district']}. " if row["district"] else ""
    return f"{where}Everybody told to live in one home on the day; a child in two homes belongs to two families."


def _members(desk: FamilyDesk) -> Table:
    as_at = dt.date.fromisoformat(desk.facts["as_at"])
    lines = []
    for place, each in enumerate(desk.row["members"], start=1):
        age = age_on(dt.date.fromisoformat(each["birth_date"]), as_at)
        name = desk.names.get(each["person_key"], "")
        lines.append(
            (Cell(f"{each['role'].capitalize()} {place}"), Cell(str(age), number=age), Cell(name or "Not shown"))
        )
    columns = (TableColumn("Who"), TableColumn("Age", is_number=True), TableColumn("Name"))
    return Table("Members on the day", columns, tuple(lines), holds_children=True)


def _ordered(criteria: Sequence[Row]) -> list[Row]:
    """Those met first, then those not known, then those not met; as the programme orders them within."""
    return sorted(criteria, key=lambda each: (each["met"] is not True, each["met"] is False))


def _criterion(criterion: Row, desk: FamilyDesk, sources: Mapping[str, str]) -> Section:
    labels = {
        each["person_key"]: f"{each['role'].capitalize()} {place}"
        for place, each in enumerate(desk.row["members"], start=1)
    }
    title = f"{criterion['id']} {criterion['title']}"
    asked = tuple(
        (
            Cell(
                f"{each['id']} {each['title']}",
                detail=each["guidance"] + (" (draft)" if each["status"] == "draft" else ""),
            ),
            Cell("", tag=answer(each["met"])),
            Cell(each["would_change"]),
        )
        for each in criterion["indicators"]
        if each["is_told"] or each["met"]
    )
    indicators = Table(
        "What is asked",
        (TableColumn("Indicator"), TableColumn("Answer"), TableColumn("What would change it")),
        asked,
        empty="No feed tells anything of this: people name it.",
    )
    return Section(title, (indicators, *_evidence(criterion, labels, sources)))


def _evidence(criterion: Row, labels: Mapping[str, str], sources: Mapping[str, str]) -> tuple[Table, ...]:
    if not criterion["evidence"]:
        return ()
    lines = tuple(
        (
            Cell(each["indicator"]),
            Cell(labels.get(each["person_key"], "A member")),
            Cell(fact_words(each)),
            Cell(day_of(each["date"]), date=dt.date.fromisoformat(each["date"])),
            Cell(age_words(each["age_days"])),
            Cell(each["feed"].replace("_", " "), detail=_source(each["source_row"], sources)),
        )
        for each in criterion["evidence"]
    )
    columns = ("Indicator", "Who", "What", "Day", "Age", "Source")
    return (Table("Evidence", tuple(TableColumn(each) for each in columns), lines, holds_children=True),)


def _source(source_row: str, sources: Mapping[str, str]) -> str:
    load, _, line = source_row.partition(":")
    return f"{sources.get(load, 'file')}, line {line}"


def _stands(stands: Standing, desk: FamilyDesk) -> Table:
    """Each matter that a person answers for; the gateway and the agreement stand apart."""
    worker = stands.worker
    named = next(
        (each.name for each in desk.key_workers if worker and each.account_id == worker.subject), "a key worker"
    )
    lines = (
        _matter("Decision", stands.decided, SAID.get(stands.decided.kind, "") if stands.decided else ""),
        _matter("Lawful gateway for matching", stands.gateway, stands.gateway.subject if stands.gateway else ""),
        _matter(
            "The family's agreement",
            stands.agreement,
            stands.agreement.subject.capitalize() if stands.agreement else "",
        ),
        _matter("Key worker", worker, named if worker else ""),
        _matter("Attached", stands.attached, _on(stands.attached)),
        *(
            (Cell(name.capitalize()), Cell(f"Since {day(since)}"), Cell(""))
            for name, since in sorted(stands.conditions.items())
        ),
        *(
            (Cell("Challenge of the family"), Cell("Open"), Cell(stands.challenge.words))
            for _ in range(bool(stands.challenge))
            if stands.challenge
        ),
    )
    return Table(
        "Matters and who settled them", (TableColumn("Matter"), TableColumn("Answer"), TableColumn("By whom")), lines
    )


def _matter(name: str, word: FamilyWord | None, answer_words: str) -> tuple[Cell, ...]:
    if word is None:
        return Cell(name), Cell("Not recorded"), Cell("")
    return Cell(name), Cell(answer_words or "Recorded"), Cell(f"{word.by}, {day(word.at.date())}")


def _on(word: FamilyWord | None) -> str:
    return f"On {day(word.day)}" if word and word.day else ""


def _said(words: Sequence[FamilyWord]) -> Table:
    lines = tuple(
        (
            Cell(day(each.at.date()), date=each.at.date()),
            Cell(SAID[each.kind], detail=each.subject if each.kind != "allocated" else ""),
            Cell(each.words),
            Cell(each.by, detail=f"page open {each.seconds} s" if each.seconds is not None else ""),
        )
        for each in reversed(words)
    )
    columns = tuple(TableColumn(each) for each in ("Day", "What", "Reason", "By"))
    return Table("Newest first", columns, lines, empty="Nothing yet.")
