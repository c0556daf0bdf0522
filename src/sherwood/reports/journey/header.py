"""Journey: who the child is and how the child stands on the day, without the name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from sherwood.reports.caseload import NOT_BORN
from sherwood.reports.desk import Desk
from sherwood.reports.document import Figure, KeyFigures, Name, Note
from sherwood.reports.journey.record import Record, Row, open_on, waiting
from sherwood.reports.labels import code_label, organisation_label
from sherwood.reports.statuses import Status
from sherwood.reports.words import days_late, plural, short_day
from sherwood.vocabulary.ages import age_on

# Which spell, by table and the column of its end, makes which status; the first that is open counts.
SPELLS = (
    (Status.LOOKED_AFTER, "period_of_care", "until_date"),
    (Status.CHILD_PROTECTION_PLAN, "child_protection_plan", "end_date"),
    (Status.CHILD_IN_NEED_PLAN, "child_in_need_plan", "end_date"),
    (Status.ASSESSMENT, "assessment", "until_date"),
    (Status.CASE_OPEN, "child_in_need", "end_date"),
)


def header(desk: Desk, record_key: str, record: Record, name: str) -> Iterator[Name | KeyFigures | Note]:
    """Yield initials or, where it was asked for, the name; then age, status, legal status, placement, worker, next due."""
    (person, *_) = record["person"]
    yield Name(name, initials(person), record_key)
    yield KeyFigures(tuple(_figures(desk, person, record)))
    yield Note(" ".join(_who(desk, person, record)), heading="Who this is")


def initials(person: Row) -> str:
    """Return the initials; empty where no feed holds a name, so that there is none to ask for."""
    return " ".join(f"{str(person[each])[:1].upper()}." for each in ("forename", "surname") if person[each])


def _figures(desk: Desk, person: Row, record: Record) -> Iterator[Figure]:
    yield _age(person, desk.day)
    yield _status(desk, record)
    yield _responsible(desk, record["allocation"])
    if record["period_of_care"]:
        legal = open_on(record["legal_status"], "until_date", desk.day)
        yield _present(legal, "Legal status", lambda row: code_label(desk, "legal_status", row["legal_status"]))
        placed = open_on(record["placement"], "until_date", desk.day)
        yield _present(placed, "Placement", lambda row: placement_group(desk, row), lambda row: placement(desk, row))
    yield _next_due(desk, record)


def _age(person: Row, day: dt.date) -> Figure:
    birth, expected, death = (person[each] for each in ("birth_date", "expected_birth_date", "death_date"))
    if death is not None and death <= day:
        return Figure("Age", "Died", short_day(death))
    if person["is_unborn"] or (birth is not None and birth > day):
        due = expected or birth
        return Figure("Age", NOT_BORN, f"expected {short_day(due)}" if due else "no expected date in the files")
    if birth is None:
        return Figure("Age", "Not recorded", "no date of birth in the files")
    years = age_on(birth, day)
    return Figure("Age", plural(years, "year") if years else "Under 1 year", f"born {short_day(birth)}")


def _status(desk: Desk, record: Record) -> Figure:
    for status, table, ends in SPELLS:
        row = open_on((each for each in record[table] if not each.get("is_short_break")), ends, desk.day)
        if row is not None:
            days = plural((desk.day - row["start_date"]).days, "day")
            return Figure("Status", status.words, f"since {short_day(row['start_date'])}, {days}")
    if record["care_leaver_now"]:
        eligibility = code_label(desk, "care_leaver_eligibility", record["care_leaver_now"][0]["eligibility"])
        return Figure("Status", Status.LEAVING_CARE.words, eligibility)
    return Figure("Status", Status.NO_OPEN_CASE.words, _ceased(desk, record["period_of_care"]))


def _ceased(desk: Desk, rows: list[Row]) -> str:
    ended = [row for row in rows if row["until_date"] <= desk.day]
    if not ended:
        return ""
    last = max(ended, key=lambda row: row["until_date"])
    reason = code_label(desk, "reason_ceased", last["reason_ceased"])
    return f"looked after until {short_day(last['until_date'])}: {reason}"


def _responsible(desk: Desk, rows: list[Row]) -> Figure:
    row = open_on(rows, "through_date", desk.day)
    if row is None:
        return Figure("Worker", "None now")
    team = organisation_label(desk, "team", row["team_id"])
    return Figure(
        "Worker", organisation_label(desk, "worker", row["worker_id"]), f"{team}, since {short_day(row['start_date'])}"
    )


def _present(
    row: Row | None, label: str, words: Callable[[Row], str], more: Callable[[Row], str] | None = None
) -> Figure:
    if row is None:
        return Figure(label, "None now")
    since = f"since {short_day(row['start_date'])}"
    return Figure(label, words(row) or "Not recorded", f"{more(row)}; {since}" if more else since)


def placement(desk: Desk, row: Row) -> str:
    """Return a placement in full: its kind and who provides it."""
    provider = code_label(desk, "placement_provider", row["placement_provider"])
    return f"{code_label(desk, 'placement_type', row['placement_type'])}; {provider}"


def placement_group(desk: Desk, row: Row) -> str:
    """Return the kind of placement in the few words it is reported under."""
    known = desk.catalogue.codelist("placement_type").codes.get(row["placement_type"])
    return known.group if known else ""


def _next_due(desk: Desk, record: Record) -> Figure:
    """Return what is due first, overdue counted from the day after its last day."""
    due = waiting(record, desk.day)
    if not due:
        return Figure("Next due", "Nothing", "No visit, review, conference or assessment is waiting")
    first = due[0]
    tag = days_late(first["due_date"], desk.day)
    return Figure("Next due", short_day(first["due_date"]), code_label(desk, "task_kind", first["kind"]), tag=tag)


def _who(desk: Desk, person: Row, record: Record) -> Iterator[str]:
    """Yield sentences; the child's number stands in the page's text and nowhere else."""
    yield f"Child number {person['source_id']}."
    yield f"Sex: {code_label(desk, 'sex', person['sex'])}."
    yield f"Ethnicity: {code_label(desk, 'ethnicity', person['ethnicity'])}."
    if person["is_disabled"] is not None:
        yield f"Disability: {code_label(desk, 'has_disability', person['is_disabled'])}."
    if person["district"]:
        yield f"Home district: {person['district']}."
    if person["is_uasc"]:
        yield "Came to the country alone as an asylum seeker."
    if not initials(person):
        yield "No loaded file holds the child's name."
    adviser = next((row["personal_adviser"] for row in record["care_leaver_now"] if row["personal_adviser"]), None)
    if adviser:
        yield f"Personal adviser: {adviser}."
