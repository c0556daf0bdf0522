"""Claims of results: what is ready and why not, a frozen batch with its money, the papers an auditor asks for."""

from __future__ import annotations

from collections.abc import Sequence

from sherwood.cohorts.batches import Batch, Due
from sherwood.office.family_words import ClaimHeld
from sherwood.reports.document import Cell, Document, Drill, Figure, KeyFigures, Section, Table, TableColumn, Tag
from sherwood.reports.families.pack import RESULTS, pounds, ticks
from sherwood.reports.families.words import family_label
from sherwood.reports.words import day, plural

PAPERS = ("claims", "progress", "ticks")


def due_document(due: Due, batches: Sequence[Batch], *, data_line: str, scope_line: str) -> Document:
    """What may be claimed today, why the others may not, and the batches frozen so far."""
    ready = due.ready
    figures = KeyFigures(
        (
            Figure(
                "Ready to claim", f"{len(ready):,}", f"of {plural(len(due.families), 'family', 'families')} worked with"
            ),
            Figure("Money if claimed", pounds(sum(each.pounds for each in ready)), "at the version's rate"),
            Figure(
                "Frozen and standing",
                pounds(sum(each.pounds for each in batches)),
                plural(len(batches), "batch", "batches"),
            ),
        )
    )
    return Document(
        id="families/claims",
        title=f"Results on {day(due.on)}",
        question="Which results may be claimed, and what is missing from the others?",
        data_line=data_line,
        scope_line=scope_line,
        sections=(
            Section("At a glance", (figures,)),
            Section("Families worked with", (_results(due),)),
            Section("Frozen batches", (_batches(batches),)),
        ),
    )


def _results(due: Due) -> Table:
    lines = tuple(
        (
            Cell(family_label(each.family), drill=Drill("family", each.family)),
            Cell(RESULTS[each.kind] if each.kind else "Nothing yet", tag=Tag("Ready", "good") if each.kind else None),
            Cell(_sentence(each.why_not) or "Nothing is missing"),
        )
        for each in due.families
    )
    columns = tuple(TableColumn(each) for each in ("Family", "Result", "What is missing"))
    return Table(
        "Families worked with, and what may be claimed",
        columns,
        lines,
        empty="No family is attached yet.",
        holds_children=True,
    )


def _sentence(reasons: Sequence[str]) -> str:
    whole = "; ".join(reasons)
    return whole[:1].upper() + whole[1:]


def _batches(batches: Sequence[Batch]) -> Table:
    lines = tuple(
        (
            Cell(each.name),
            _number(len(each.claims)),
            Cell(pounds(each.pounds), number=each.pounds),
            Cell(f"Drawn, seed {each.seed}" if each.is_sampled else "Not drawn"),
            Cell(f"{each.signed.by}, {day(each.signed.at.date())}" if each.signed else "Not signed"),
        )
        for each in batches
    )
    columns = (
        TableColumn("Batch"), TableColumn("Claims", is_number=True), TableColumn("Money due", is_number=True),
        TableColumn("Sample"), TableColumn("Sign-off"),
    )  # fmt: skip
    return Table("Batches, the first first", columns, lines, empty="No batch is frozen yet.")


def _number(count: int) -> Cell:
    return Cell(f"{count:,}", number=count)


def batch_document(batch: Batch, *, data_line: str, scope_line: str) -> Document:
    """One frozen batch: its claims, what happened to it since, the money due."""
    return Document(
        id=f"families/claims/{batch.name}",
        title=f"Claims of batch {batch.name}",
        question="What was claimed, on which evidence, and what was done since?",
        data_line=data_line,
        scope_line=scope_line,
        sections=(
            Section("At a glance", (_batch_figures(batch),)),
            Section("Claims", (_claims(batch),)),
            Section("Since it was frozen", (_since(batch),)),
        ),
    )


def _batch_figures(batch: Batch) -> KeyFigures:
    return KeyFigures(
        (
            Figure("Claims that stand", f"{len(batch.claims) - len(batch.gone):,}", f"of {len(batch.claims):,} frozen"),
            Figure("Money due", pounds(batch.pounds), "for the claims that stand"),
            Figure(
                "Auditor's sample",
                f"{len(batch.sample):,}" if batch.is_sampled else "Not drawn",
                f"seed {batch.seed}" if batch.is_sampled else "",
            ),
        )
    )


def _claims(batch: Batch) -> Table:
    lines = tuple(
        (
            Cell(family_label(each.family), drill=Drill("family", each.family)),
            Cell(RESULTS[each.kind]),
            Cell(day(each.claimed_on), date=each.claimed_on),
            Cell(pounds(each.pounds), number=each.pounds),
            Cell("In the sample" if each.family in batch.sample else "", tag=_gone(batch, each)),
        )
        for each in batch.claims
    )
    columns = (
        TableColumn("Family"), TableColumn("Result"), TableColumn("Claimed on"), TableColumn("Money", is_number=True),
        TableColumn("Audit"),
    )  # fmt: skip
    return Table("Claims as they were frozen", columns, lines, holds_children=True)


def _gone(batch: Batch, claim: ClaimHeld) -> Tag | None:
    return Tag(batch.gone[claim.family].capitalize(), "late") if claim.family in batch.gone else None


def _since(batch: Batch) -> Table:
    lines = tuple(
        (
            Cell(day(each.at.date()), date=each.at.date()),
            Cell(each.kind.capitalize(), detail=family_label(each.family) if each.family else ""),
            Cell(each.words),
            Cell(each.by),
        )
        for each in batch.words
    )
    columns = tuple(TableColumn(each) for each in ("Day", "What", "Words", "By"))
    return Table("What was done, oldest first", columns, lines, empty="Nothing yet.")


def batch_paper(batch: Batch, paper: str, *, data_line: str, scope_line: str) -> Document:
    """One of the papers of a batch: the claim file, the family-progress return, or the auditor's tick sheet.

    Raises ValueError for any other.
    """
    tables = {"claims": _claim_file, "progress": _progress_return, "ticks": _sample_sheet}
    if paper not in tables:
        raise ValueError(f"a batch has the papers {', '.join(tables)}, not '{paper}'")
    table = tables[paper](batch)
    return Document(
        id=f"families/{batch.name}-{paper}",
        title=f"{table.caption}: batch {batch.name}",
        question="",
        data_line=data_line,
        scope_line=scope_line,
        sections=(Section(table.caption, (table,)),),
        names_children=True,
    )


def _claim_file(batch: Batch) -> Table:
    """The population an auditor samples from: every claim, those withdrawn marked and worth nothing."""
    lines = tuple(
        (
            Cell(each.family), Cell(each.programme), Cell(RESULTS[each.kind]), Cell(each.evidence["attached"]),
            Cell(each.claimed_on.isoformat()), Cell(batch.gone.get(each.family, "stands")),
            _number(0 if each.family in batch.gone else each.pounds),
        )
        for each in batch.claims
    )  # fmt: skip
    columns = (
        *map(TableColumn, ("Family", "Programme", "Result", "Attached", "Claimed on", "State")),
        TableColumn("Pounds", is_number=True),
    )
    return Table("Claim file", columns, lines, holds_children=True)


def _progress_return(batch: Batch) -> Table:
    """Family-progress data: for each family and problem the count before and after."""
    lines = tuple(
        (
            Cell(claim.family), Cell(each["heading"]), Cell(each["what"]), Cell(each["baseline_from"]), _number(each["baseline"]),
            Cell(each["from"]), Cell(each["to"]), _number(each["result"]),
        )
        for claim in batch.claims
        if claim.family not in batch.gone
        for each in claim.evidence["progress"]
    )  # fmt: skip
    columns = (
        *map(TableColumn, ("Family", "Problem", "Counted", "Baseline from")), TableColumn("Baseline", is_number=True),
        TableColumn("From"), TableColumn("To"), TableColumn("Result", is_number=True),
    )  # fmt: skip
    return Table("Family-progress return", columns, lines, holds_children=True)


def _sample_sheet(batch: Batch) -> Table:
    return ticks([each for each in batch.claims if each.family in batch.sample])
