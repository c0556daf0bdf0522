"""What each person sees first: a worker today's reviews and own children, a manager the team, a director the county."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sherwood.access import Permission, may
from sherwood.definitions.shapes.report import Picture
from sherwood.reports.assemble import may_open
from sherwood.reports.current import current
from sherwood.reports.desk import Desk
from sherwood.reports.document import Block, Cell, Document, Drill, KeyFigures, Note, Section, Table, TableColumn, Tag
from sherwood.reports.figures import figure, key_figures
from sherwood.reports.lines import data_line, organisation_label, provenance, scope_line
from sherwood.reports.lists import listed
from sherwood.reports.pictures import picture
from sherwood.reports.words import number, plural

WORKLIST = "cla_review_due_worklist"
OPEN = "cla_open"
WORKER_FIGURES = (OPEN, WORKLIST, "cla_review_participation_pct", "cla_first_review_20wd_pct")
TEAM_FIGURES = (
    OPEN,
    WORKLIST,
    "cla_review_on_time_pct",
    "cla_first_review_20wd_pct",
    "placement_unplanned_moves_pct",
    "cla_review_participation_pct",
)
COUNTY_FIGURES = (
    OPEN,
    "cla_started",
    "cla_review_on_time_pct",
    "placement_stability_3plus_pct",
    "cla_health_assessment_pct",
    "care_leaver_eet_pct",
)
OFFICIAL_FIGURES = (OPEN, "cla_ceased", "placement_fostering_pct", "cla_legal_s20_pct", "cla_12m_plus", "cla_uasc")
MEMBER_FIGURES = (OPEN, "cla_started", "cla_ceased", "placement_stability_3plus_pct", "cla_health_assessment_pct")
COUNTY_PICTURES = (
    Picture(measure=OPEN, shows="trend", grain="month", periods=36),
    Picture(measure="cla_first_review_20wd_pct", shows="trend", grain="quarter", periods=12),
    Picture(measure="cla_review_on_time_pct", shows="bars", by="team", grain="year"),
    Picture(measure=OPEN, shows="bars", by="placement_group"),
)


def home(desk: Desk) -> Document:
    """Return the home page of the viewer's widest role; a viewer without children sees what they may open."""
    title, question, sections = _pages(desk)
    return Document(
        id="home",
        title=title,
        question=question,
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=(*sections, _reports(desk)),
        provenance=provenance(desk),
        names_children=not desk.is_official,
    )


def _pages(desk: Desk) -> tuple[str, str, tuple[Section, ...]]:
    viewer = desk.viewer
    if desk.is_official:
        return "Children in our care", "How many children do we look after, and how are they?", tuple(_member(desk))
    if viewer.county:
        return "The county", "How are our looked-after children, and what changed?", tuple(_county(desk))
    if viewer.team_ids or viewer.service_ids:
        return "My teams", "What needs a decision, and who is stretched?", tuple(_team(desk))
    if viewer.worker_id:
        return "Today", "What is overdue, and what is due in the next four weeks?", tuple(_worker(desk))
    return "Sherwood", "What may I open?", ()


def _worker(desk: Desk) -> Iterable[Section]:
    """A worker's day: what is late first, then the figures, then the caseload."""
    yield _due(desk, "Reviews overdue or due soon")
    yield Section("At a glance", (key_figures(desk, WORKER_FIGURES),))
    measure = desk.catalogue.measure(OPEN)
    listing = desk.children(measure, desk.day, desk.day, "day", 1)
    yield listed(desk, measure, listing, caption="My children")


def _due(desk: Desk, caption: str) -> Section:
    measure = desk.catalogue.measure(WORKLIST)
    listing = desk.children(measure, desk.day, desk.day, "day", 1)
    found = listed(desk, measure, listing, caption=caption)
    late = sum(
        int(point.numerator or 0) for point in desk.series(measure, desk.day, desk.day, "day", due="overdue").rows
    )
    return Section(caption, (Note(_due_words(late, listing.counted - late)), *found.blocks))


def _due_words(late: int, soon: int) -> str:
    """Return what a reader must know before the table: how many are overdue, how many are due."""
    overdue = "Nothing is overdue" if not late else f"{plural(late, 'review is', 'reviews are')} overdue"
    return f"{overdue}; {plural(soon, 'is', 'are')} due in the next four weeks."


def _team(desk: Desk) -> Iterable[Section]:
    """A manager's day: the figures, each worker's load, what is late, the trend."""
    yield Section("At a glance", (key_figures(desk, TEAM_FIGURES),))
    yield Section("Who holds what", (_board(desk),))
    yield _due(desk, "Reviews overdue or due soon")
    pictures = (
        Picture(measure=OPEN, shows="trend", grain="month", periods=24),
        Picture(measure="cla_first_review_20wd_pct", shows="trend", grain="quarter", periods=12),
    )
    yield Section("What happened", tuple(picture(desk, each) for each in pictures))


def _board(desk: Desk) -> Table:
    """Return a row for each worker: children held, reviews overdue and due soon, and reviews held in time this year."""
    held, listed_ = (_by_worker(desk, name) for name in (OPEN, WORKLIST))
    late = _by_worker(desk, WORKLIST, due="overdue")
    workers = sorted({*held, *listed_}, key=lambda worker: -held.get(worker, 0))
    rows = tuple(
        _board_row(desk, worker, held.get(worker, 0), late.get(worker, 0), listed_.get(worker, 0)) for worker in workers
    )
    columns = ("Worker", "Team", "Children", "Reviews overdue", "Due in 28 days")
    return Table(
        "Children and reviews by worker",
        tuple(TableColumn(label, is_number=place > 1) for place, label in enumerate(columns)),
        rows,
    )


def _by_worker(desk: Desk, name: str, **where: str) -> dict[str, int]:
    measure = desk.catalogue.measure(name)
    series = desk.series(measure, desk.day, desk.day, "day", ["worker"], **where)
    return {str(point.dims["worker"] or ""): int(point.numerator or 0) for point in series.rows}


def _board_row(desk: Desk, worker: str, held: int, late: int, due: int) -> tuple[Cell, ...]:
    team = next(
        (
            each.team
            for each in desk.council.workers
            if each.id == worker and each.start_date <= desk.day <= each.end_date
        ),
        None,
    )
    day = {"from": desk.day.isoformat(), "to": desk.day.isoformat(), "grain": "day", "worker": worker}
    tag = Tag("Overdue", "late") if late else None
    return (
        Cell(organisation_label(desk, "worker", worker or None)),
        Cell(organisation_label(desk, "team", team)),
        Cell(str(held), number=held, drill=_list_of(desk, OPEN, day, held)),
        Cell(str(late), number=late, tag=tag, drill=_list_of(desk, WORKLIST, {**day, "due": "overdue"}, late)),
        Cell(
            str(due - late), number=due - late, drill=_list_of(desk, WORKLIST, {**day, "due": "due soon"}, due - late)
        ),
    )


def _list_of(desk: Desk, name: str, where: dict[str, str], count: int) -> Drill | None:
    """Return the way to the children behind a number of the board; nought has none."""
    return Drill("children", desk.catalogue.measure(name).id, where) if count else None


def _member(desk: Desk) -> Iterable[Section]:
    """A member's page: a sentence, the five figures that every council publishes, and how the first of them went."""
    sentence = "Every child is counted; numbers of one to five are withheld, and no child can be opened from here."
    yield Section("At a glance", (Note(sentence), key_figures(desk, MEMBER_FIGURES)))
    yield Section("What happened", (picture(desk, COUNTY_PICTURES[0]),))


def _county(desk: Desk) -> Iterable[Section]:
    """A director's page: what changed most, official totals, figures with their lists behind them, trends."""
    yield Section("What changed", tuple(_changes(desk)))
    yield Section("County on a page", (key_figures(desk, COUNTY_FIGURES),))
    if may(desk.viewer, Permission.FIGURES_OFFICIAL):
        official = Desk(desk.reader, desk.catalogue, desk.council, desk.viewer, desk.day, figures="official")
        note = Note(
            "Every child is counted here, restricted records too; numbers of one to five are withheld and no list stands behind them."
        )
        yield Section(
            "Official totals",
            (note, KeyFigures(tuple(figure(official, official.catalogue.measure(name)) for name in OFFICIAL_FIGURES))),
        )
    yield Section("What happened", tuple(picture(desk, each) for each in COUNTY_PICTURES))


def _changes(desk: Desk) -> Iterable[Block]:
    """Name the largest change for the better and for the worse of the page's measures, in plain sentences."""
    better: list[tuple[float, str, str]] = []
    worse: list[tuple[float, str, str]] = []
    for name in COUNTY_FIGURES:
        measure = desk.catalogue.measure(name)
        now = current(desk, measure)
        if measure.better == "neither" or now.value is None or not now.before:
            continue
        moved = (now.value - now.before) / abs(now.before)
        line = f"{measure.title}: {number(now.value, measure.unit)} {now.span.words}, {number(now.before, measure.unit)} {now.span.since}."
        (better if (moved > 0) == (measure.better == "higher") else worse).append((abs(moved), line, measure.id))
    for heading, found in (("Improved", better), ("Got worse", worse)):
        moving = [each for each in found if each[0] > 0]
        if moving:
            _, line, identifier = max(moving)
            yield Note(line, heading=heading, drill=Drill("measure", identifier))
    if not any(size > 0 for size, _, _ in (*better, *worse)):
        yield Note("No measure with a direction has changed on a year before.")


def _reports(desk: Desk) -> Section:
    """Return the reports of the viewer's roles with the question each answers."""
    found = [report for report in desk.catalogue.reports.values() if may_open(desk.viewer, report)]
    rows = tuple((Cell(report.title, drill=Drill("report", report.id)), Cell(report.question)) for report in found)
    caption = f"{plural(len(found), 'report')} you may open"
    return Section(
        "Reports",
        (
            Table(
                caption,
                (TableColumn("Report"), TableColumn("Question it answers")),
                rows,
                empty="Your role opens no reports.",
            ),
        ),
    )
