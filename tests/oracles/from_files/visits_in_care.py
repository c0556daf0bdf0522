"""Visits to children in care, from the case system's files (the Care Planning Regulations, 28)."""

from datetime import date

from tests.oracles import care
from tests.oracles.from_files.cases import Case, Row, add_months, age, by_child, part, timedelta, within
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.plans_and_visits import cla_visits

LASTING = ("U1", "U4")


def stays(files: Drops) -> list[Row]:
    """Placements with one carer, each with the days on which its visits were due and made; adoptive ones left out."""
    found, episodes = [], by_child(files.ssd("cla_episodes"))
    for child, placements in by_child(files.ssd("cla_placement")).items():
        days = cla_visits(files, child)
        reasons = {row.cla_episode_start_date: row.cla_episode_start_reason for row in episodes.get(child, [])}
        for place in joined(placements, reasons):
            if place.cla_placement_type in care.PLACED_FOR_ADOPTION:
                continue
            end = place.cla_placement_end_date or date.max
            made = [day for day in days if place.cla_placement_start_date <= day < end]
            dues = [place.cla_placement_start_date + timedelta(days=7), *(next_due(place, day) for day in made)]
            found.append(Row(person_id=child, place=place, end=end, due=list(zip(dues, [*made, None], strict=True))))
    return found


def joined(placements: list[Row], reasons: dict[date, str]) -> list[Row]:
    """A child's placements: a new status with the same carer, going away for a while and coming back are of the one before."""
    found: list[Row] = []
    for place in sorted(placements, key=lambda row: row.cla_placement_start_date):
        away = place.cla_placement_type in care.TEMPORARY
        back = bool(found) and found[-1].is_away and place.cla_placement_urn == found[-1].cla_placement_urn
        same = reasons.get(place.cla_placement_start_date) in ("L", "T", "U")
        if found and (away or back or same):
            found[-1].cla_placement_end_date, found[-1].is_away = place.cla_placement_end_date, away
        else:
            found.append(Row(**vars(place), is_away=away))
    return found


def next_due(place: Row, visited: date) -> date:
    """Six weeks after a visit, or three months after the first year where the placement is meant to last to 18."""
    if place.cla_placement_type in LASTING and visited >= add_months(place.cla_placement_start_date, 12):
        return add_months(visited, 3)
    return visited + timedelta(days=42)


def cla_first_visit_7d_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Visited within 7 days of their start, of placements whose seventh day falls in the period and which last till then."""
    rows = [
        row for row in stays(files) if within(row.due[0][0], first, last) and (row.due[0][1] or row.end > row.due[0][0])
    ]
    return part(rows, lambda row: within(row.due[0][1], date.min, row.due[0][0]))


def cla_visit_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """No visit overdue on the last day, of children under 18 in care on it."""
    rows = [row for row in stays(files) if row.place.cla_placement_start_date <= last < row.end]
    rows = [row for row in rows if (born := files.born(row.person_id)) is None or age(born, last) < 18]

    def is_visited(row: Row) -> bool:
        return all(due >= last or within(held, date.min, last) for due, held in row.due)

    return part(rows, is_visited)
