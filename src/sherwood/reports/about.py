"""About: what a measure's own page shows of its figures: now, over time, by its parts, its files and its reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sherwood.definitions.shapes.measure import Grain, Measure
from sherwood.definitions.shapes.report import Picture, Report
from sherwood.reports.answers import answered_from, unanswered
from sherwood.reports.assemble import may_open
from sherwood.reports.current import current
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Drill, KeyFigures, Note, Section, Table, TableColumn
from sherwood.reports.figures import figure
from sherwood.reports.pictures import picture

# 36 months of what is counted by month or day; periods enough to see a course of what is counted by longer ones.
COURSE: dict[Grain, tuple[Grain, int]] = {
    "day": ("month", 36),
    "week": ("month", 36),
    "month": ("month", 36),
    "quarter": ("quarter", 12),
    "year": ("year", 6),
}
PARTS = (
    "team",
    "district",
    "age_band",
    "contact_source",
    "referral_source",
    "task_kind",
    "placement_group",
    "primary_need",
)
MOST_PARTS = 3


def measure_sections(desk: Desk, measure: Measure) -> Iterator[Section]:
    """Yield the sections of a measure's figures; one that no loaded file can answer says which file would."""
    if (reason := unanswered(desk, measure)) is not None:
        yield Section("Over time", (reason,))
    else:
        grain, periods = COURSE[measure.grain]
        trend = picture(desk, Picture(measure=measure.id, shows="trend", grain=grain, periods=periods))
        notes = tuple(Note(each) for each in current(desk, measure).notes)
        # The tile's way to this page would lead nowhere.
        now = replace(figure(desk, measure), explains=None)
        yield Section("Now", (KeyFigures((now,)), *notes))
        yield Section("Over time", (trend,))
        yield Section("By its parts", tuple(picture(desk, each) for each in _parts(measure)))
    yield Section("Where it comes from", (answered_from(desk, measure),))
    yield Section("Reports that use it", (_reports(desk, measure),))


def _parts(measure: Measure) -> Iterator[Picture]:
    """Yield the breakdowns of the page: by team, by age, by source, as far as the measure has them."""
    has = [name for name in PARTS if name in measure.breakdowns and (name != "team" or measure.kind != "rate")]
    kept = [name for name in has if name != "district" or "team" not in has]
    for name in kept[:MOST_PARTS]:
        yield Picture(measure=measure.id, shows="bars", by=name, grain=measure.grain)


def _reports(desk: Desk, measure: Measure) -> Table:
    """Return the reports that show the measure, among those the viewer may open."""
    found = [each for each in desk.catalogue.reports.values() if may_open(desk.viewer, each) and _shows(each, measure)]
    rows = tuple((Cell(each.title, drill=Drill("report", each.id)), Cell(each.question)) for each in found)
    columns = (TableColumn("Report"), TableColumn("Question it answers"))
    return Table("Reports that use it", columns, rows, empty="None of the reports you may open shows it.")


def _shows(report: Report, measure: Measure) -> bool:
    """Tell whether a report shows the measure as a key figure, in a picture or by its children."""
    named = {*report.key_figures, *(each.measure for each in report.pictures), report.children}
    return bool(named & {measure.id, measure.name})
