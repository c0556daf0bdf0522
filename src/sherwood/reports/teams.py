"""Teams: the first page of a team's or a service's manager: what needs a decision, who holds what, work in and out."""

from __future__ import annotations

from collections.abc import Iterator

from sherwood.reports.board import THE_BAR, Unit, board, loads_by, most_stretched
from sherwood.reports.desk import Desk
from sherwood.reports.document import Drill, Note, Section
from sherwood.reports.figures import key_figures
from sherwood.reports.flow import flow
from sherwood.reports.tasks import decisions, task_table
from sherwood.reports.timeliness import timeliness

DECISIONS = (
    "sw_cases_unallocated",
    "assessments_overdue",
    "assessments_due_soon",
    "icpc_due_worklist",
    "cpp_review_due_worklist",
    "cla_review_due_worklist",
)
WHOLE_COUNTY_ALONE = "sw_cases_unallocated"
HUB_ALONE = "contacts_undecided"
DAILY_BOARD = "front_door/fd_daily_board"
NEAREST = 12
LIMITS_SHOWN = 6
THE_HUB = "What came to the hub, what waits and how fast it is decided stand on the daily board."
NO_TEAM = "Children without a worker belong to no team yet: the front door and the county's own page show them."


def decision_section(desk: Desk) -> Section:
    """Return what waits for a manager: figures with their lists, and the things nearest their limit or past it."""
    is_hub = _answers_for_the_hub(desk)
    names = [name for name in DECISIONS if desk.viewer.county or name != WHOLE_COUNTY_ALONE]
    names = [HUB_ALONE, *names] if is_hub else names
    table = task_table(
        desk,
        decisions(desk, NEAREST),
        "Longest overdue and nearest their limit",
        {},
        "No assessment, conference or review is overdue or due in the next ten working days.",
    )
    figures = key_figures(desk, desk.answered(names, len(names)))
    note = () if desk.viewer.county else (Note(NO_TEAM),)
    hub = (Note(THE_HUB, drill=Drill("report", DAILY_BOARD)),) if is_hub else ()
    return Section("Needs a decision", (figures, *hub, table, *note))


def _answers_for_the_hub(desk: Desk) -> bool:
    """Tell whether a viewer runs a team that receives contacts, or the service of one."""
    who = desk.viewer
    run = {team.id for team in desk.council.teams if team.id in who.team_ids or team.service in who.service_ids}
    return not run.isdisjoint(desk.council.hubs)


def board_section(desk: Desk, unit: Unit) -> Section:
    """Return the board, after who holds most and who has most overdue."""
    said = " ".join(most_stretched(desk, unit, loads_by(desk, unit)))
    return Section("Who holds what", (Note(f"{said} {THE_BAR}".strip()), board(desk, unit)))


def team_sections(desk: Desk) -> Iterator[Section]:
    """Yield a manager's day; a service is shown by its teams, a team by its workers."""
    yield decision_section(desk)
    yield board_section(desk, "team" if desk.viewer.service_ids else "worker")
    yield Section("In time", (timeliness(desk, LIMITS_SHOWN),))
    yield Section("Work in, work out", (flow(desk),))
