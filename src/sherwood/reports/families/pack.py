"""The pack of one claim: the evidence it rests on as it was frozen, and the auditor's sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sherwood.office.family_words import ClaimHeld
from sherwood.reports.document import Cell, Document, Note, Section, Table, TableColumn
from sherwood.reports.families.words import day_of, family_label
from sherwood.reports.words import day, plural

RESULTS = {"progress": "Significant and sustained progress", "employment": "Continuous employment"}
TICKS = (
    "Eligible inside its window", "Whole-family assessment dated", "Plan dated", "Lead worker dated",
    "Every entry problem has baseline and result", "All school-age children's attendance", "Sustained period dated",
    "No earlier claim of family, member or address", "Help or protection at claim looked at",
)  # fmt: skip


def pounds(amount: int) -> str:
    """Money in whole pounds."""
    return f"£{amount:,}"


def pack_document(claim: ClaimHeld, *, data_line: str, scope_line: str) -> Document:
    """The evidence of one claim as it was frozen: everything an auditor asks for, and nothing a name would add."""
    proof = claim.evidence
    labels = {key: f"Member {place}" for place, key in enumerate(claim.members, start=1)}
    return Document(
        id=f"families/claim-{claim.family[:4]}",
        title=f"{RESULTS[claim.kind]}: {family_label(claim.family)}",
        question="What does this claim rest on?",
        data_line=data_line,
        scope_line=scope_line,
        sections=(
            Section("The claim", (_the_claim(claim),)),
            Section("Ways of working", (_pairs("In place since", _worked(proof)),)),
            Section("Why the family was eligible", (_eligible(proof, labels),)),
            Section("Problems at entry and since", (_progress(proof),)),
            *(
                Section("Outcomes recorded by people", (_pairs("Held since", _outcomes(proof)),))
                for _ in range(bool(proof.get("outcomes")))
            ),
            Section("Attendance of every child of school age", (_attendance(proof, labels),)),
            Section("Benefits of adults", (_benefits(proof, labels),)),
            Section("Help and protection on the day", (Note(_support(proof)),)),
            Section("Checked and signed", (ticks((claim,)),)),
        ),
        provenance={"Frozen by": claim.by, "Frozen at": f"{claim.at:%Y-%m-%d %H:%M} UTC", "Rules": claim.rules},
        names_children=True,
    )


def _the_claim(claim: ClaimHeld) -> Table:
    facts = {
        "Family": claim.family,
        "Programme": claim.programme,
        "Attached": day_of(claim.evidence["attached"]),
        "Claimed on": day(claim.claimed_on),
        "Money": pounds(claim.pounds),
        "Members, frozen at attachment": str(len(claim.members)),
    }
    if another := claim.evidence.get("another_family"):
        facts["Another family than one claimed at its address"] = another
    return _pairs("Facts of the claim", facts)


def _pairs(caption: str, facts: Mapping[str, str]) -> Table:
    lines = tuple((Cell(name), Cell(value)) for name, value in facts.items())
    return Table(caption, (TableColumn("What"), TableColumn("Answer")), lines, empty="None is recorded.")


def _worked(proof: Mapping[str, Any]) -> dict[str, str]:
    return {name.capitalize(): day_of(since) for name, since in proof["conditions"].items()}


def _outcomes(proof: Mapping[str, Any]) -> dict[str, str]:
    return {proof["headings"].get(name, name): day_of(since) for name, since in proof["outcomes"].items()}


def _eligible(proof: Mapping[str, Any], labels: Mapping[str, str]) -> Table:
    """What an assessment found of whom by the day of attachment, each with its day and how old it was then."""
    lines = tuple(
        (
            Cell(proof["headings"].get(each["heading"], each["heading"]), detail=each["indicator"]),
            Cell(labels.get(each["person_key"], "Somebody who was no member")),
            Cell(each["fact"].replace("_", " ").capitalize()),
            Cell(
                day_of(each["date"]), detail=f"{plural(each['age_days'], 'day')} before {day_of(each['assessed_on'])}"
            ),
            Cell(each["feed"].replace("_", " "), detail=each["source_row"]),
        )
        for each in proof.get("eligible_by", ())
    )
    columns = (
        TableColumn("Problem"), TableColumn("Who"), TableColumn("What"), TableColumn("Day"), TableColumn("Row"),
    )  # fmt: skip
    return Table("Evidence of entry", columns, lines, empty="None was kept with this claim.", holds_children=True)


def _progress(proof: Mapping[str, Any]) -> Table:
    lines = tuple(
        (
            Cell(proof["headings"][each["heading"]], detail=each["what"]),
            Cell(each["must"].capitalize()),
            Cell(
                str(each["baseline"]),
                number=each["baseline"],
                detail=f"{each['months']} months before" if each["months"] else f"{each['terms']} terms before",
            ),
            Cell(str(each["result"]), number=each["result"], detail=f"{day_of(each['from'])} to {day_of(each['to'])}"),
            Cell(", ".join(each["rows"][:3]) or "No row"),
        )
        for each in proof["progress"]
    )
    columns = (
        TableColumn("Problem"), TableColumn("What must hold"), TableColumn("Baseline", is_number=True),
        TableColumn("Result", is_number=True), TableColumn("Rows"),
    )  # fmt: skip
    return Table("Baseline and result of each problem", columns, lines, empty="No measure of progress applies.")


def _attendance(proof: Mapping[str, Any], labels: Mapping[str, str]) -> Table:
    lines = tuple(
        (
            Cell(labels.get(each["person"], "A member")),
            Cell(day_of(each["term_end"])),
            Cell(f"{each['attended']:g} of {each['possible']:g}"),
            Cell(f"{each['per_cent']}%", number=each["per_cent"]),
            Cell(each["row"]),
        )
        for each in proof["attendance"]
    )
    attended = "Attended or absent with leave" if proof.get("missed") == "sessions_unauthorised" else "Attended"
    columns = (
        TableColumn("Child"), TableColumn("Term to"), TableColumn("Sessions"), TableColumn(attended, is_number=True),
        TableColumn("Row"),
    )  # fmt: skip
    return Table(
        "Three terms of each child",
        columns,
        lines,
        empty="No sessions are told of a child of school age.",
        holds_children=True,
    )


def _benefits(proof: Mapping[str, Any], labels: Mapping[str, str]) -> Table:
    """Match day and yes or no alone: more of an answer the department does not let go further."""
    lines = tuple(
        (
            Cell(labels.get(each["person"], "A member")),
            Cell(str(len(each["answers"])), number=len(each["answers"])),
            Cell(_last_yes(each["answers"])),
        )
        for each in proof["benefits"]
    )
    columns = (TableColumn("Adult"), TableColumn("Answers", is_number=True), TableColumn("Last day out of work"))
    return Table(
        "Answers of the monthly match since the last before attachment",
        columns,
        lines,
        empty="No adult is a member.",
        holds_children=True,
    )


def _last_yes(answers: Sequence[Mapping[str, Any]]) -> str:
    days = [each["day"] for each in answers if each["out_of_work"]]
    return day_of(max(days)) if days else "None told"


def _support(proof: Mapping[str, Any]) -> str:
    return (
        f"On the day of the claim: {', '.join(proof['support_at_claim'])}."
        if proof["support_at_claim"]
        else "None goes on."
    )


def ticks(claims: Sequence[ClaimHeld]) -> Table:
    """The sheet on which an auditor ticks what was checked of each claim."""
    lines = tuple(
        (Cell(family_label(claim.family)), Cell(each), Cell(""), Cell("")) for claim in claims for each in TICKS
    )
    columns = tuple(TableColumn(each) for each in ("Claim", "Checked", "Yes or no", "Note and initials"))
    return Table("Tick sheet", columns, lines)
