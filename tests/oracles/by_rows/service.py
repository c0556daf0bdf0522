"""Measures of the service itself: workers, posts, supervision, complaints, carers."""

from datetime import date

from tests.oracles.by_rows.rules import (
    Answer,
    Rows,
    Tables,
    count,
    dated,
    days_between,
    in_time,
    lengths,
    months_before,
    open_rows,
    part,
)


def held_rows(t: Tables, day: date) -> Rows:
    """Allocations of a day at the end of which the worker still holds the child: at most one of a child."""
    return [row for row in open_rows(t.allocation, day) if row.through_date >= day]


def sw_children_allocated(t: Tables, first: date, last: date) -> Answer:
    """Children whom somebody holds."""
    return count(held_rows(t, last))


def sw_caseload_mean(t: Tables, first: date, last: date) -> Answer:
    """Children allocated to the workers who hold them."""
    rows = [row for row in held_rows(t, last) if row.worker_id is not None]
    return len(rows), len({row.worker_id for row in rows})


def cla_per_social_worker(t: Tables, first: date, last: date) -> Answer:
    """Looked-after children allocated to the workers who hold them."""
    rows = [row for row in held_rows(t, last) if row.worker_id is not None]

    def is_looked_after(row) -> bool:
        episodes = [each for each in t.of("episode", row) if each.is_short_break is False]
        return bool(open_rows(episodes, last, "start_date", "until_date"))

    rows = [row for row in rows if is_looked_after(row)]
    return len(rows), len({row.worker_id for row in rows})


def supervision_held(t: Tables, first: date, last: date) -> Answer:
    """Children talked over, each time."""
    return count(dated(t.supervision, "supervision_date", first, last))


def sw_caseload_weighted(t: Tables, first: date, last: date) -> Answer:
    """Weighed children to full-time workers."""
    rows = open_rows(t.caseload_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if None not in (row.weighted, row.full_time_equivalent)]
    return sum(row.weighted for row in rows), sum(row.full_time_equivalent for row in rows)


def sw_caseload_fte(t: Tables, first: date, last: date) -> Answer:
    """Children to full-time workers."""
    rows = open_rows(t.caseload_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if None not in (row.children, row.full_time_equivalent)]
    return sum(row.children for row in rows), sum(row.full_time_equivalent for row in rows)


def sw_posts_vacancy_pct(t: Tables, first: date, last: date) -> Answer:
    """Vacant of all posts of social workers."""
    rows = open_rows(t.post_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if row.role in ("social_worker", "senior_practitioner")]
    rows = [row for row in rows if None not in (row.vacant, row.full_time_equivalent)]
    return sum(row.vacant for row in rows), sum(row.full_time_equivalent for row in rows)


def sw_turnover_pct(t: Tables, first: date, last: date) -> Answer:
    """Left in the year, to those in post."""
    rows = open_rows(t.post_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if row.role in ("social_worker", "senior_practitioner")]
    rows = [row for row in rows if None not in (row.left_in_year, row.filled)]
    return sum(row.left_in_year for row in rows), sum(row.filled for row in rows)


def sw_agency_pct(t: Tables, first: date, last: date) -> Answer:
    """Agency, of all who fill posts."""
    rows = open_rows(t.post_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if row.role in ("social_worker", "senior_practitioner")]
    rows = [row for row in rows if None not in (row.agency, row.all_filled)]
    return sum(row.agency for row in rows), sum(row.all_filled for row in rows)


def team_manager_span(t: Tables, first: date, last: date) -> Answer:
    """Social workers to a manager."""
    rows = open_rows(t.worker_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if None not in (row.worker_posts, row.manager_posts)]
    return sum(row.worker_posts for row in rows), sum(row.manager_posts for row in rows)


def sw_absence_pct(t: Tables, first: date, last: date) -> Answer:
    """Days lost to sickness of days there were."""
    rows = [
        row
        for row in dated(t.worker_month, "month_end_date", first, last)
        if row.role in ("social_worker", "senior_practitioner")
    ]
    rows = [row for row in rows if None not in (row.days_lost, row.days_available)]
    return sum(row.days_lost for row in rows), sum(row.days_available for row in rows)


def sw_in_post_fte(t: Tables, first: date, last: date) -> Answer:
    """Full-time equivalents in post, agency left out."""
    rows = open_rows(t.worker_month, last, "month_end_date", "until_date")
    rows = [row for row in rows if row.role in ("social_worker", "senior_practitioner") and row.contract != "agency"]
    return sum(row.full_time_equivalent or 0 for row in rows), None


def sw_caseload_over_threshold(t: Tables, first: date, last: date) -> Answer:
    """Workers over their limit."""
    return count(row for row in open_rows(t.caseload_month, last, "month_end_date", "until_date") if row.is_over)


def sw_allocation_days(t: Tables, first: date, last: date) -> Answer:
    """Days from referral to the first allocation."""
    rows = dated(t.first_allocation, "allocated_date", first, last)
    found = lengths([(row.referral_date, row.allocated_date) for row in rows], t.known_to)
    return sum(found), len(found)


def caseload_in_out(t: Tables, first: date, last: date) -> Answer:
    """Cases opened less cases closed."""
    return sum(row.change or 0 for row in dated(t.case_change, "change_date", first, last)), None


def stock_flow_ratio(t: Tables, first: date, last: date) -> Answer:
    """Cases opened to cases closed."""
    rows = dated(t.case_change, "change_date", first, last)
    rows = [row for row in rows if None not in (row.opened, row.closed)]
    return sum(row.opened for row in rows), sum(row.closed for row in rows)


def supervision_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Talked over in the 31 days, of children allocated for as long."""
    rows = [row for row in held_rows(t, last) if days_between(row.start_date, last) >= 31]

    def talked_over(row) -> bool:
        days = [each.supervision_date for each in t.of("supervision", row) if each.supervision_date]
        return any(0 <= days_between(day, last) <= 30 for day in days)

    return part(rows, talked_over)


def complaints_10wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Stage 1 answered in time."""
    rows = dated(t.complaint, "answered_date", first, last)
    rows = [row for row in rows if row.stage == "1"]
    return in_time(rows, "due_date", "answered_date")


def complaints_upheld_pct(t: Tables, first: date, last: date) -> Answer:
    """Upheld, of those answered."""
    rows = dated(t.complaint, "answered_date", first, last)
    rows = [row for row in rows if row.outcome in ("upheld", "partly_upheld", "not_upheld")]
    return part(rows, lambda row: row.outcome != "not_upheld")


def case_audit_good_pct(t: Tables, first: date, last: date) -> Answer:
    """Good or outstanding, of audits with a grade."""
    rows = dated(t.case_audit, "audit_date", first, last)
    rows = [row for row in rows if row.grade is not None]
    return part(rows, lambda row: row.grade in ("good", "outstanding"))


def dq_late_entry_days(t: Tables, first: date, last: date) -> Answer:
    """Days from an event to its first file."""
    rows = dated(t.event, "event_date", first, last)
    found = lengths([(row.event_date, row.first_received_date) for row in rows], t.known_to)
    return sum(found), len(found)


def foster_places_vacant_pct(t: Tables, first: date, last: date) -> Answer:
    """Places free of all places."""
    rows = dated(t.foster_places, "month_end_date", first, last)
    rows = [row for row in rows if None not in (row.vacant, row.places)]
    return sum(row.vacant for row in rows), sum(row.places for row in rows)


def foster_carer_review_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Reviewed, and not due again before the day, of households approved for a year."""
    rows = open_rows(t.foster_household, last, "approval_date", "end_date")
    rows = [row for row in rows if months_before(row.approval_date, last, 12)]
    return part(
        rows,
        lambda row: (
            t.has_come(row.last_review_date) and row.review_due_date is not None and row.review_due_date >= last
        ),
    )
