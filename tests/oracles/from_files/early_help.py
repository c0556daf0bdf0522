"""Early help, from its own files."""

from datetime import date

from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_working_days,
    by_child,
    by_working_day,
    count,
    dated,
    days_after,
    lengths,
    open_rows,
    part,
    timedelta,
)
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.front_door import contacts, says


def cases(files: Drops) -> list[Row]:
    """Every child's case."""
    return files.table("early_help", "cases")


def early_help_requests(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts of the period with another outcome whose early help began on the day or within 28 days."""
    helped = by_child(files.ssd("early_help_episodes"))
    rows = [
        row
        for row in dated(contacts(files), "contact_date", first, last)
        if says(row, "contact_outcome_json", "OTHER_OUTCOMES_EXIST_FLAG")
    ]
    return count(
        row
        for row in rows
        if any(days_after(row.contact_date, each.episode_start_date, 28) for each in helped.get(row.person_id, []))
    )


def early_help_cases_open(files: Drops, first: date, last: date) -> list[Case]:
    """Cases open on the last day."""
    return count(open_rows(cases(files), last, "start", "end"))


def early_help_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Children in open cases, of the children of the county."""
    rows = {row.eh_person: row for row in open_rows(cases(files), last, "start", "end")}
    return count(rows.values())


def early_help_assessments_completed(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments completed in the period."""
    return count(dated(cases(files), "assessment_completed", first, last))


def early_help_assessment_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Completed within 30 working days of the start, of those due in the period, each in the period of its last day."""
    rows = [row for row in cases(files) if row.start and first <= add_working_days(row.start, 30) <= last]
    return part(rows, lambda row: by_working_day(row.start, row.assessment_completed, 30))


def early_help_plan_review_overdue(files: Drops, first: date, last: date) -> list[Case]:
    """Open cases last reviewed, or started, more than 42 days ago."""
    rows = open_rows(cases(files), last, "start", "end")
    return count(row for row in rows if (row.last_plan_review or row.start) + timedelta(days=42) < last)


def closed(files: Drops, first: date, last: date) -> list[Row]:
    """Cases that ended in the period."""
    return dated(cases(files), "end", first, last)


def early_help_closed_needs_met_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Closed because needs were met, of those closed for a reason recorded."""
    return part(
        [row for row in closed(files, first, last) if row.reason_ended], lambda row: row.reason_ended == "Needs met"
    )


def early_help_step_up_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Closed to step up to social care, of those closed."""
    return part(closed(files, first, last), lambda row: row.reason_ended == "Stepped up to social care")


def early_help_consent_refused_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Ended with consent refused or the family gone from it, of those closed."""
    words = ("consent", "disengaged", "declined", "withdrew")
    return part(closed(files, first, last), lambda row: any(word in (row.reason_ended or "").lower() for word in words))


def early_help_duration_days(files: Drops, first: date, last: date) -> list[Case]:
    """Days from start to end, of cases closed."""
    return lengths(closed(files, first, last), lambda row: (row.end - row.start).days)


def early_help_repeat_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Starts of a child whose earlier case closed 1 to 365 days before, of starts: the case system knows no families."""
    rows = dated(cases(files), "start", first, last)
    return part(
        rows,
        lambda row: any(
            each.eh_person == row.eh_person and each.start < row.start and days_after(each.end, row.start, 365, 1)
            for each in cases(files)
        ),
    )


def early_help_score_start_mean(files: Drops, first: date, last: date) -> list[Case]:
    """The scores at the start, of cases that started in the period with one."""
    rows = [row for row in dated(cases(files), "start", first, last) if row.score_at_start]
    return lengths(rows, lambda row: float(row.score_at_start))
