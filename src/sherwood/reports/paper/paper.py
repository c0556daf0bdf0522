"""Papers: the whole paper in the order a committee expects: header, purpose, numbered information, implications, appendices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sherwood.access import Permission, data_date, require
from sherwood.definitions.errors import Problem
from sherwood.definitions.reading import suggestion
from sherwood.definitions.shapes.pack import Equality, Pack
from sherwood.measures import official_breakdown
from sherwood.reports.desk import Desk
from sherwood.reports.document import Block, Cell, Document, Note, Section, Table, TableColumn
from sherwood.reports.lines import data_line, provenance, scope_line
from sherwood.reports.paper.appendices import INDICATORS, figures_behind, indicator_table, trend_charts
from sherwood.reports.paper.facts import Fact, Gathering, has_figure, published_figures, quarter_named
from sherwood.reports.paper.sentences import against_target, figure_words, nothing, sentence, when
from sherwood.reports.sentences import period_words
from sherwood.reports.words import TOO_FEW, joined, number, plural, sentence_case
from sherwood.vocabulary.periods import Period

Audience = Literal["members", "managers", "public"]
MARKINGS: dict[str, str] = {
    "members": "Official",
    "managers": "Official-sensitive",
    "public": "Official: for publication",
}
TO_FILL_IN = "[to be filled in]"
ORDER = {"Red": 0, "Amber": 1, "Grey": 2, "Green": 2}


@dataclass(frozen=True)
class PackRequest:
    """Which quarter, for whom, and of which themes; without themes all."""

    quarter: str
    audience: Audience = "members"
    areas: tuple[str, ...] = ()


class _Numbered:
    """Gives each paragraph the next number, and remembers which figure it told."""

    def __init__(self) -> None:
        self.count = 0
        self.told: list[tuple[int, Fact]] = []

    def paragraph(self, text: str, fact: Fact | None = None, *, heading: str = "") -> Note:
        """Return the text as the next paragraph; the fact is the one whose figures it tells."""
        self.count += 1
        if fact is not None:
            self.told.append((self.count, fact))
        return Note(f"{self.count}. {text}", heading=heading)


def committee_paper(desk: Desk, pack: Pack, asked: PackRequest) -> Document:
    """Return the paper. Raises Problem for a quarter that is not over or a theme the pack lacks, NotAllowed.

    Papers for members and the public count every child and withhold small numbers; those for managers are of whom they see.
    """
    if asked.audience != "managers":
        require(desk.viewer, Permission.FIGURES_OFFICIAL)
        desk = replace(desk, figures="official", where={})
    _refuse_unknown_themes(pack, asked.areas)
    try:
        quarter = quarter_named(asked.quarter, data_date(desk.reader, desk.viewer.authority))
    except ValueError as error:
        raise Problem(str(error)) from error
    facts = tuple(Gathering(desk, quarter, published_figures(desk)).facts(pack, asked.areas))
    numbered = _Numbered()
    sections = (
        Section("", (_header(pack),)),
        Section("Purpose of the report", (numbered.paragraph(pack.purpose),)),
        Section("Information", tuple(_information(numbered, pack, quarter, facts))),
        Section("Equality", tuple(_equality(numbered, desk, pack.equality, quarter))),
        Section(
            "Voice of children and young people",
            (numbered.paragraph(f"What they said, and what came of it: {TO_FILL_IN}."),),
        ),
        Section("Matters arising", (numbered.paragraph(f"What members asked for last time: {TO_FILL_IN}."),)),
        Section("Actions", (numbered.paragraph(f"Actions, their owners and dates: {TO_FILL_IN}."),)),
        *(Section(each.title, (numbered.paragraph(each.text),)) for each in pack.implications),
        Section("Recommendations", tuple(numbered.paragraph(each) for each in pack.recommendations)),
        *(Section(each.title, (Note(each.text),)) for each in pack.closing),
        Section(INDICATORS, (indicator_table(facts, quarter),)),
        Section("Notes to appendix A", (Note("", points=pack.notes),)),
        Section("Appendix B: trends", tuple(trend_charts(facts)) or (Note("There is no second quarter to compare."),)),
        Section("Appendix C: the figures behind the text", (figures_behind(numbered.told),)),
    )
    last = data_date(desk.reader, desk.viewer.authority)
    traced = {"Pack": f"{pack.id} ({pack.content_hash})", "Quarter": quarter.label, "Audience": asked.audience}
    return Document(
        id=f"packs/{pack.id}",
        title=f"{pack.title}, {period_words(quarter.label, 'quarter')}",
        question="",
        data_line=data_line(desk.reader.manifest, last),
        scope_line=scope_line(desk),
        sections=tuple(each for each in sections if each.blocks),
        filters=dict(desk.where) | ({"area": ", ".join(asked.areas)} if asked.areas else {}),
        provenance=provenance(desk) | traced,
        marking=MARKINGS[asked.audience],
    )


def _refuse_unknown_themes(pack: Pack, areas: Iterable[str]) -> None:
    known = [theme.id for theme in pack.themes]
    for each in areas:
        if each not in known:
            raise Problem(f"the pack has no area '{each}'{suggestion(each, known)}; its areas: {', '.join(known)}")


def _header(pack: Pack) -> Table:
    rows = (
        ("Committee", pack.committee),
        ("Date of meeting", TO_FILL_IN),
        ("Agenda item", TO_FILL_IN),
        ("Report of", TO_FILL_IN),
        ("Electoral divisions affected", next((e.text for e in pack.closing if "divisions" in e.title.lower()), "All")),
    )
    cells = tuple((Cell(label), Cell(text)) for label, text in rows)
    return Table("About this report", (TableColumn("Item"), TableColumn("Detail")), cells)


def _information(numbered: _Numbered, pack: Pack, quarter: Period, facts: Sequence[Fact]) -> Iterator[Block]:
    """Yield context, how to read the table, the headline, what is off target, and each theme, most important first."""
    words = period_words(quarter.label, "quarter")
    context = f"This paper tells of the quarter from {words}. Appendix A holds every measure, appendix B their trends."
    yield numbered.paragraph(context, heading="Context")
    for each in pack.how_to_read:
        yield numbered.paragraph(each)
    yield numbered.paragraph(_headline(facts), heading="Headline")
    yield from _exceptions(numbered, facts)
    for theme in pack.themes:
        paragraphs = _of_theme(numbered, [fact for fact in facts if fact.theme.id == theme.id], facts)
        yield from (replace(each, heading="" if place else theme.title) for place, each in enumerate(paragraphs))


def _of_theme(numbered: _Numbered, facts: Sequence[Fact], every: Sequence[Fact]) -> Iterator[Note]:
    """Yield a paragraph for each figure, what is off target first; then the measures without one, by why they have none."""
    for fact in sorted(facts, key=lambda fact: ORDER[fact.status]):
        if has_figure(fact):
            yield numbered.paragraph(_with_balance(fact, every), fact)
    reasons: dict[str, list[str]] = {}
    for fact in facts:
        if not has_figure(fact):
            reasons.setdefault(nothing(fact), []).append(fact.measure.title)
    for why, titles in reasons.items():
        yield numbered.paragraph(f"{sentence_case(why)}: {'; '.join(titles)}.")


def _headline(facts: Sequence[Fact]) -> str:
    colours = [(colour, sum(fact.status == colour for fact in facts)) for colour in ("Green", "Amber", "Red")]
    judged = sum(count for _, count in colours)
    if not judged:
        return "No measure of the period can be held against a target."
    told = joined([f"{count} {'is' if count == 1 else 'are'} {colour.lower()}" for colour, count in colours if count])
    ways = [(way, sum(fact.way == way for fact in facts)) for way in ("Better", "Worse")]
    moved = joined([f"{count} got {way.lower()}" for way, count in ways if count])
    return (
        f"Of {plural(judged, 'measure')} held against a target, {told}. Since the period before, {moved or 'none moved'}; "
        "the others stayed the same or cannot be judged."
    )


def _exceptions(numbered: _Numbered, facts: Sequence[Fact]) -> Iterator[Note]:
    """Yield a paragraph for each red measure, to be explained by officers; then what got better and what got worse, by name."""
    paragraphs = [numbered.paragraph(_off_target(fact), fact) for fact in facts if fact.status == "Red"]
    for way, words in (("Better", "Improved since the period before"), ("Worse", "Got worse since the period before")):
        if titles := [fact.measure.title for fact in facts if fact.way == way]:
            paragraphs.append(numbered.paragraph(f"{words}: {'; '.join(titles)}."))
    yield from (replace(each, heading="" if place else "Exceptions") for place, each in enumerate(paragraphs))


def _off_target(fact: Fact) -> str:
    """Return what is off target, and the three things that only officers know."""
    asked = " ".join(
        f"{each}: {TO_FILL_IN}." for each in ("Why", "What it means for children", "What is done, by whom and by when")
    )
    return f"{fact.measure.title}: {figure_words(fact)} {when(fact)}. {against_target(fact)}. {asked}"


def _with_balance(fact: Fact, facts: Sequence[Fact]) -> str:
    """Return a fact's sentence, with the measure that has to be read beside it."""
    text = sentence(fact).text
    beside = next((each for each in facts if each.indicator.measure == fact.indicator.balance), None)
    if beside is None or not has_figure(beside):
        return text
    return f"{text} To be read with {beside.measure.title[:1].lower()}{beside.measure.title[1:]}."


def _equality(numbered: _Numbered, desk: Desk, wanted: Sequence[Equality], quarter: Period) -> Iterator[Block]:
    """Yield a table for each measure broken down, with numbers too small to judge withheld or marked."""
    for each in wanted:
        measure = desk.catalogue.measure(each.measure)
        # A council's own pack may name the finer of two breakdowns, which official figures are not given by.
        by = official_breakdown(desk.catalogue, measure, each.by) if desk.is_official else each.by
        if desk.lacks(measure) or not by:
            continue
        dimension = desk.catalogue.dimension(by)
        series = desk.series(measure, quarter.first_day, quarter.last_day, "quarter", [by])
        rows = tuple(
            (
                Cell(series.label(by, point.dims[by])),
                Cell(TOO_FEW if point.suppressed else number(point.value, measure.unit), number=point.value),
            )
            for point in series.rows
        )
        title = f"{measure.title} by {dimension.title.lower()}"
        yield numbered.paragraph(f"{title}, {quarter.label}: numbers too small to judge are not compared.")
        yield Table(title, (TableColumn(dimension.title), TableColumn(measure.unit.capitalize(), is_number=True)), rows)
