"""County: the first page of those who answer for every team, and the public one of elected members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sherwood.access import Permission, data_date, may
from sherwood.definitions.shapes.report import Picture
from sherwood.measures.official import official_day
from sherwood.reports.current import current
from sherwood.reports.desk import Desk
from sherwood.reports.document import Block, Drill, Note, Section
from sherwood.reports.figures import key_figures
from sherwood.reports.flow import flow
from sherwood.reports.pictures import picture
from sherwood.reports.teams import board_section, decision_section
from sherwood.reports.words import PER_CENT, number

# From the front door to care; a home without some of the feeds shows the first twelve that it can answer.
FIGURES = (
    "contacts_received",
    "contact_to_referral_pct",
    "referrals_received",
    "re_referral_12m_pct",
    "assessments_45wd_pct",
    "cin_open",
    "strategy_to_icpc_15wd_pct",
    "cpp_open",
    "cpp_visit_on_time_pct",
    "cla_open",
    "cla_review_on_time_pct",
    "placement_stability_3plus_pct",
    "cla_started",
    "cla_health_assessment_pct",
    "care_leaver_eet_pct",
)
OFFICIAL = ("referrals_received", "cin_open", "cpp_open", "cla_open", "cla_ceased", "cla_uasc")
PUBLIC = (
    "referrals_received",
    "assessments_45wd_pct",
    "cpp_open",
    "cla_open",
    "placement_stability_3plus_pct",
    "cla_started",
    "cla_ceased",
    "cla_health_assessment_pct",
    "placement_fostering_pct",
    "cla_12m_plus",
)
MOST_FIGURES, MOST_OFFICIAL, MOST_PUBLIC, MOST_TRENDS, MOST_CHANGES = 12, 6, 5, 4, 2
TRENDS = (
    Picture(measure="contacts_received", shows="trend", grain="month", periods=36),
    Picture(measure="assessments_45wd_pct", shows="trend", grain="quarter", periods=12),
    Picture(measure="cpp_open", shows="trend", grain="month", periods=36),
    Picture(measure="cla_open", shows="trend", grain="month", periods=36),
    Picture(measure="cla_review_on_time_pct", shows="bars", by="team", grain="year"),
    Picture(measure="cla_open", shows="bars", by="placement_group"),
    Picture(measure="cla_first_review_20wd_pct", shows="trend", grain="quarter", periods=12),
)


def county_sections(desk: Desk) -> Iterator[Section]:
    """Yield a director's page: what changed most, the county's key figures, what needs a decision, trends, the board by team."""
    names = desk.answered(FIGURES, MOST_FIGURES)
    yield Section("What changed", tuple(_changes(desk, names)))
    yield Section("From the front door to care", (key_figures(desk, names, MOST_FIGURES),))
    yield Section("What happened", _trends(desk))
    yield board_section(desk, "team")
    yield Section("Work in, work out", (flow(desk),))
    if may(desk.viewer, Permission.CHILDREN_LIST):
        yield decision_section(desk)
    if may(desk.viewer, Permission.FIGURES_OFFICIAL):
        yield _official(desk)


def member_sections(desk: Desk) -> Iterator[Section]:
    """Yield a member's page: a sentence, five public figures of the whole county, and how two of them went."""
    sentence = "Every child is counted; numbers of one to five are withheld, and no child can be opened from here."
    names = desk.answered(PUBLIC, MOST_PUBLIC)
    yield Section("At a glance", (Note(sentence), key_figures(desk, names)))
    trends = [
        Picture(measure=name, shows="trend", grain="month", periods=36)
        for name in names
        if name in ("cpp_open", "cla_open")
    ]
    yield Section("What happened", tuple(picture(desk, each) for each in trends))


def _trends(desk: Desk) -> tuple[Block, ...]:
    answered = {name for each in TRENDS for name in desk.answered((each.measure,), 1)}
    return tuple(picture(desk, each) for each in [each for each in TRENDS if each.measure in answered][:MOST_TRENDS])


def _official(desk: Desk) -> Section:
    """Return totals in which every child is counted, apart from the figures that have their lists."""
    last = data_date(desk.reader, desk.viewer.authority)
    official = replace(desk, figures="official", where={}, day=official_day(desk.day, last))
    note = Note(
        "Every child is counted here, restricted records too; numbers of one to five are withheld and no list stands behind them."
    )
    figures = key_figures(official, official.answered(OFFICIAL, MOST_OFFICIAL))
    return Section("Official totals", (note, figures))


def _changes(desk: Desk, names: Iterable[str]) -> Iterator[Block]:
    """Name the largest changes for the better and for the worse of the page's measures, in plain sentences."""
    moves = [move for name in names if (move := _move(desk, name)) is not None]
    for heading, is_better in (("Improved", True), ("Got worse", False)):
        found = sorted((move for move in moves if move[0] is is_better), key=lambda move: -move[1])[:MOST_CHANGES]
        for _, _, line, identifier in found:
            yield Note(line, heading=heading, drill=Drill("measure", identifier))
    if not moves:
        yield Note("No measure with a direction has changed on a year before.")


def _move(desk: Desk, name: str) -> tuple[bool, float, str, str] | None:
    """Return whether a measure moved for the better, by what part of itself, in what words; None where it did not move."""
    measure = desk.catalogue.measure(name)
    now = current(desk, measure)
    if measure.better == "neither" or now.value is None or not now.before or now.value == now.before:
        return None
    moved = (now.value - now.before) / abs(now.before)
    is_share = measure.unit == PER_CENT and now.numerator is not None and now.denominator
    of = f" ({now.numerator:,.0f} of {now.denominator:,.0f})" if is_share else ""
    line = (
        f"{measure.title}: {number(now.value, measure.unit)}{of} {now.span.words}, "
        f"{number(now.before, measure.unit)} {now.span.since}."
    )
    return (moved > 0) == (measure.better == "higher"), abs(moved), line, measure.id
