"""Measures of assessments, children in need and section 47 enquiries."""

from datetime import date

from tests.oracles.by_rows.rules import (
    Answer,
    Tables,
    by_working_day,
    count,
    dated,
    days_between,
    each_child,
    followed,
    in_time,
    listed,
    months_before,
    open_rows,
    part,
)


def assessments_45wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Authorised by day 45 from the start of the assessment."""
    rows = dated(t.assessment, "authorised_date", first, last)
    return in_time(rows, "return_due_date", "authorised_date")


def assessments_45wd_law_pct(t: Tables, first: date, last: date) -> Answer:
    """Authorised by day 45 of the clock of the law."""
    rows = dated(t.assessment, "authorised_date", first, last)
    return in_time(rows, "law_due_date", "authorised_date")


def assessment_duration_wd_median(t: Tables, first: date, last: date) -> Answer:
    """Working days from start to authorisation."""
    rows = [row for row in dated(t.assessment, "authorised_date", first, last) if row.working_days is not None]
    return sum(row.working_days for row in rows), len(rows)


def assessments_open(t: Tables, first: date, last: date) -> Answer:
    """Started and not authorised."""
    rows = open_rows(t.assessment, last, "start_date", "until_date")
    return count(rows)


def assessments_overdue(t: Tables, first: date, last: date) -> Answer:
    """Open past day 45."""
    rows = listed(t.assessment, last, "law_due_date", "authorised_date", "until_date", "start_date")
    return count(rows)


def repeat_assessment_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """An assessment completed 1 to 365 days before."""
    rows = dated(t.assessment, "start_date", first, last)
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 365)


def assessment_over_45_open_pct(t: Tables, first: date, last: date) -> Answer:
    """Past day 45, of those open."""
    rows = open_rows(t.assessment, last, "start_date", "until_date")
    return part(rows, lambda row: row.law_due_date is not None and row.law_due_date < last)


def after(t: Tables, row, table: str, day: date, most: int) -> bool:
    """Whether a row of a table began for the child on the day or in so many days after it."""
    return any(other.start_date and 0 <= days_between(day, other.start_date) <= most for other in t.of(table, row))


def assessment_outcome_cin_plan_pct(t: Tables, first: date, last: date) -> Answer:
    """A child in need plan within 28 days."""
    rows = dated(t.assessment, "authorised_date", first, last)
    return part(rows, lambda row: after(t, row, "child_in_need_plan", row.authorised_date, 28))


def assessment_to_protection_60d_pct(t: Tables, first: date, last: date) -> Answer:
    """A protection plan within 60 days."""
    rows = dated(t.assessment, "authorised_date", first, last)
    return part(rows, lambda row: after(t, row, "child_protection_plan", row.authorised_date, 60))


def cin_plan_within_10wd_pct(t: Tables, first: date, last: date) -> Answer:
    """A plan within ten working days, of assessments with one in 60 days."""
    rows = dated(t.assessment, "authorised_date", first, last)
    rows = [row for row in rows if after(t, row, "child_in_need_plan", row.authorised_date, 60)]

    def soon(row) -> bool:
        starts = [plan.start_date for plan in t.of("child_in_need_plan", row) if plan.start_date]
        start = row.authorised_date
        return any(day >= start and by_working_day(start, day, 10) for day in starts)

    return part(rows, soon)


def factor_exploitation_pct(t: Tables, first: date, last: date) -> Answer:
    """A factor of the sort, of assessments with factors."""
    rows = dated(t.assessment, "authorised_date", first, last)
    rows = [row for row in rows if row.has_factors]
    return part(
        rows,
        lambda row: any(
            each.factor in ("11A", "12A", "13A", "24A")
            for each in t.of("assessment_factor", row)
            if each.assessment_key == row.assessment_key
        ),
    )


def factor_young_carer_pct(t: Tables, first: date, last: date) -> Answer:
    """A factor of the sort, of assessments with factors."""
    rows = dated(t.assessment, "authorised_date", first, last)
    rows = [row for row in rows if row.has_factors]
    return part(
        rows,
        lambda row: any(
            each.factor in ("7A",)
            for each in t.of("assessment_factor", row)
            if each.assessment_key == row.assessment_key
        ),
    )


def factor_self_harm_pct(t: Tables, first: date, last: date) -> Answer:
    """A factor of the sort, of assessments with factors."""
    rows = dated(t.assessment, "authorised_date", first, last)
    rows = [row for row in rows if row.has_factors]
    return part(
        rows,
        lambda row: any(
            each.factor in ("15A",)
            for each in t.of("assessment_factor", row)
            if each.assessment_key == row.assessment_key
        ),
    )


def cin_duration_over_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """More than 365 days, of children on a plan."""
    rows = open_rows(t.child_in_need_plan, last)
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: days_between(row.start_date, last) > 365)


def cin_duration_2y_plus_pct(t: Tables, first: date, last: date) -> Answer:
    """Two years or more, of children in need."""
    rows = open_rows(t.child_in_need, last)
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: months_before(row.start_date, last, 24))


def cin_closed_under_3m_pct(t: Tables, first: date, last: date) -> Answer:
    """91 days or fewer, of cases closed."""
    rows = dated(t.child_in_need, "end_date", first, last)
    return part(rows, lambda row: row.duration_days is not None and row.duration_days <= 91)


def cin_closed_re_referred_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """Referred again in 365 days, of plans ended."""
    rows = dated(t.child_in_need_plan, "end_date", first, last)
    return part(rows, lambda row: followed(row, "end_date", "next_referral_date", 365, t.known_to))


def cin_seen_28d_pct(t: Tables, first: date, last: date) -> Answer:
    """Seen in the 31 days, of children on a plan for 31 days."""
    rows = open_rows(t.child_in_need_plan, last)
    rows = [row for row in rows if days_between(row.start_date, last) >= 31]
    rows = each_child(rows, "start_date")
    return part(
        rows,
        lambda row: any(
            v.is_seen and v.visit_date and 0 <= days_between(v.visit_date, last) <= 30
            for v in t.of("child_in_need_visit", row)
        ),
    )


def cin_visit_overdue(t: Tables, first: date, last: date) -> Answer:
    """Visits to children in need not held and past."""
    rows = listed(t.child_in_need_visit_due, last, "due_date", "held_date", "until_date", "clock_date")
    return count(rows)


def cin_open(t: Tables, first: date, last: date) -> Answer:
    """Children in need."""
    rows = open_rows(t.child_in_need, last)
    return count(each_child(rows, "start_date"))


def missing_education_children(t: Tables, first: date, last: date) -> Answer:
    """Children in need of 5 to 15 on no roll in a year."""
    rows = open_rows(t.child_in_need, last)
    rows = [
        row
        for row in rows
        if t.is_aged(row, last, 5, 15)
        and not any(
            p.is_on_roll and p.census_date and 0 <= days_between(p.census_date, last) <= 364
            for p in t.of("school_pupil", row)
        )
    ]
    return count(each_child(rows, "start_date"))


def dq_open_no_activity_90d(t: Tables, first: date, last: date) -> Answer:
    """Children in need for 90 days to whom nothing happened in the 90 days."""
    rows = open_rows(t.child_in_need, last)
    rows = [
        row
        for row in rows
        if days_between(row.start_date, last) >= 90
        and not any(e.event_date and 0 <= days_between(e.event_date, last) <= 89 for e in t.of("event", row))
    ]
    return count(each_child(rows, "start_date"))


def strategy_to_icpc_15wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Conferences by working day 15, of those held after an enquiry."""
    rows = dated(t.section_47, "conference_date", first, last)
    rows = [row for row in rows if row.conference_working_days is not None]
    return in_time(rows, "conference_due_date", "conference_date")


def s47_open_over_15wd(t: Tables, first: date, last: date) -> Answer:
    """Enquiries open past working day 15."""
    rows = listed(t.section_47, last, "conference_due_date", "end_date", "until_date", "start_date")
    return count(rows)


def s47_repeat_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """Another enquiry 1 to 365 days before."""
    rows = dated(t.section_47, "start_date", first, last)
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 365)


def icpc_16_20wd_count(t: Tables, first: date, last: date) -> Answer:
    """Conferences held on working days 16 to 20."""
    rows = dated(t.section_47, "conference_date", first, last)
    rows = [row for row in rows if row.conference_working_days is not None and 16 <= row.conference_working_days <= 20]
    return count(rows)


def s47_nfa_pct(t: Tables, first: date, last: date) -> Answer:
    """No further action, of enquiries ended with an outcome."""
    rows = dated(t.section_47, "end_date", first, last)
    rows = [row for row in rows if row.is_no_further_action is not None]
    return part(rows, lambda row: row.is_no_further_action)
