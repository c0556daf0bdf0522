"""Measures of care leavers, health, school, youth justice and missing children."""

from datetime import date
from types import SimpleNamespace

from tests.oracles.by_rows.rules import (
    Answer,
    Tables,
    count,
    dated,
    days_between,
    each_child,
    followed,
    in_time,
    is_open,
    listed,
    open_rows,
    part,
)


def care_leaver_suitable_accommodation_17_18_pct(t: Tables, first: date, last: date) -> Answer:
    """By the birthdays of the year."""
    rows = dated(t.care_leaver, "year_end_date", first, last)
    rows = [
        row
        for row in rows
        if row.age_years is not None and 17 <= row.age_years <= 18 and row.is_in_accommodation_cohort
    ]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.is_suitable)


def care_leaver_eet_17_18_pct(t: Tables, first: date, last: date) -> Answer:
    """By the birthdays of the year."""
    rows = dated(t.care_leaver, "year_end_date", first, last)
    rows = [row for row in rows if row.age_years is not None and 17 <= row.age_years <= 18 and row.is_in_cohort]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.is_in_education_employment_training)


def care_leaver_neet_pct(t: Tables, first: date, last: date) -> Answer:
    """By the birthdays of the year."""
    rows = dated(t.care_leaver, "year_end_date", first, last)
    rows = [row for row in rows if row.age_years is not None and 19 <= row.age_years <= 21 and row.is_in_cohort]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.is_not_in_education_employment_training)


def care_leaver_custody_pct(t: Tables, first: date, last: date) -> Answer:
    """By the birthdays of the year."""
    rows = dated(t.care_leaver, "year_end_date", first, last)
    rows = [row for row in rows if row.age_years is not None and 19 <= row.age_years <= 21 and row.is_in_cohort]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.accommodation in ("X1", "X2"))


def care_leaver_eet_pct(t: Tables, first: date, last: date) -> Answer:
    """By the birthdays of the year."""
    rows = dated(t.care_leaver, "year_end_date", first, last)
    rows = [row for row in rows if row.age_years is not None and 19 <= row.age_years <= 21 and row.is_in_cohort]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.is_in_education_employment_training)


def care_leaver_suitable_accommodation_pct(t: Tables, first: date, last: date) -> Answer:
    """By the birthdays of the year."""
    rows = dated(t.care_leaver, "year_end_date", first, last)
    rows = [
        row
        for row in rows
        if row.age_years is not None and 19 <= row.age_years <= 21 and row.is_in_accommodation_cohort
    ]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.is_suitable)


def pathway_plan_overdue(t: Tables, first: date, last: date) -> Answer:
    """Plans due for review before the day of the list."""
    rows = open_rows(t.care_leaver_now, last, "as_at_date", "until_date")
    rows = [row for row in rows if row.pathway_plan_due_date and row.pathway_plan_due_date < row.as_at_date]
    return count(each_child(rows, "as_at_date"))


def pathway_visit_8wk_pct(t: Tables, first: date, last: date) -> Answer:
    """In contact in 56 days, of those under 21."""
    rows = open_rows(t.care_leaver_now, last, "as_at_date", "until_date")
    rows = [row for row in rows if t.is_aged(row, last, -1, 20)]
    rows = each_child(rows, "as_at_date")
    return part(rows, lambda row: row.last_contact_date is not None and days_between(row.last_contact_date, last) <= 56)


def staying_put_pct(t: Tables, first: date, last: date) -> Answer:
    """With the former carer, of those who are 18."""
    rows = open_rows(t.care_leaver_now, last, "as_at_date", "until_date")
    rows = [row for row in rows if t.is_aged(row, last, 18, 18) and row.accommodation is not None]
    rows = each_child(rows, "as_at_date")
    return part(rows, lambda row: row.accommodation == "Z")


def care_leaver_homeless(t: Tables, first: date, last: date) -> Answer:
    """Without a home or in emergency accommodation."""
    rows = open_rows(t.care_leaver_now, last, "as_at_date", "until_date")
    rows = [row for row in rows if row.accommodation in ("S", "V", "W")]
    return count(each_child(rows, "as_at_date"))


def had_left(t: Tables, row: SimpleNamespace, day: date) -> bool:
    """Whether a period of care, short breaks apart, had ended by the day and no other begun."""
    periods = [each for each in t.of("period_of_care", row) if each.is_short_break is False]
    return any(is_open(each, day, "until_date", "next_start_date") for each in periods)


def in_care(t: Tables, row: SimpleNamespace, *days: date) -> bool:
    """Whether one period of care, short breaks apart, went on on each of these days."""
    periods = [each for each in t.of("period_of_care", row) if each.is_short_break is False]
    return any(all(is_open(each, day, "start_date", "until_date") for day in days) for each in periods)


def assessments_overdue(t: Tables, last: date, kind: str) -> Answer:
    """Assessments of a kind not held and past, of children who have been in care since the day."""
    rows = listed(t.health_assessment, last, "due_date", "held_date", "held_date", "due_date")
    return count(row for row in rows if row.kind == kind and in_care(t, row, row.due_date, last))


def assessments_in_time(t: Tables, first: date, last: date, kind: str) -> Answer:
    """Assessments of a kind held by their day, of those due before the child left care."""
    rows = dated(t.health_assessment, "due_date", first, last)
    rows = [row for row in rows if row.kind == kind and not had_left(t, row, row.due_date)]
    return in_time(rows, "due_date", "held_date")


def cla_initial_health_overdue(t: Tables, first: date, last: date) -> Answer:
    """Initial assessments not held and past."""
    return assessments_overdue(t, last, "initial")


def cla_review_health_overdue(t: Tables, first: date, last: date) -> Answer:
    """Reviews not held and past."""
    return assessments_overdue(t, last, "review")


def cla_initial_health_20wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Initial assessments held by their day, of those due."""
    return assessments_in_time(t, first, last, "initial")


def cla_review_health_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Reviews held by their day, of those due."""
    return assessments_in_time(t, first, last, "review")


def cla_sdq_latest_high_pct(t: Tables, first: date, last: date) -> Answer:
    """17 or more, by the last questionnaire of each child."""
    rows = dated(t.health_check, "check_date", first, last)
    rows = [row for row in rows if row.kind == "sdq" and row.score is not None]
    rows = each_child(rows, "check_date")
    return part(rows, lambda row: row.score >= 17)


def cla_development_check_pct(t: Tables, first: date, last: date) -> Answer:
    """Up to date, of those under 5."""
    rows = dated(t.health_year, "year_end_date", first, last)
    rows = [row for row in rows if t.is_aged(row, row.year_end_date, -1, 4)]
    rows = each_child(rows, "year_end_date")
    return part(rows, lambda row: row.has_health_check)


def cla_pep_up_to_date_pct(t: Tables, first: date, last: date) -> Answer:
    """Plans held by their day, of those due before the child left care."""
    rows = dated(t.personal_education_plan, "due_date", first, last)
    rows = [row for row in rows if not had_left(t, row, row.due_date)]
    return in_time(rows, "due_date", "pep_date")


def cla_pep_due_worklist(t: Tables, first: date, last: date) -> Answer:
    """Plans of the term not held, late or due within 28 days, of children who have been in care since the day."""
    rows = listed(t.personal_education_plan, last, "due_date", "pep_date", "until_date", window=28)
    return count(row for row in rows if in_care(t, row, min(row.due_date, last), last))


def overall_absence_pct(t: Tables, first: date, last: date) -> Answer:
    """Sessions missed of sessions possible."""
    rows = dated(t.school_attendance, "term_end_date", first, last)
    rows = [row for row in rows if None not in (row.sessions_missed, row.sessions_possible)]
    return sum(row.sessions_missed for row in rows), sum(row.sessions_possible for row in rows)


def persistent_absence_pct(t: Tables, first: date, last: date) -> Answer:
    """10 per cent or more missed, by the last term of each child."""
    rows = dated(t.school_attendance, "term_end_date", first, last)
    rows = each_child(rows, "term_end_date")
    return part(rows, lambda row: row.is_persistent)


def cin_persistent_absence_pct(t: Tables, first: date, last: date) -> Answer:
    """Persistently absent, of those in need at the end of term."""
    rows = dated(t.school_attendance, "term_end_date", first, last)
    rows = [row for row in rows if open_rows(t.of("child_in_need", row), row.term_end_date)]
    return part(each_child(rows, "term_end_date"), lambda row: row.is_persistent)


def cin_suspension_pct(t: Tables, first: date, last: date) -> Answer:
    """Suspended in the 365 days, of children in need of 5 to 15."""
    rows = open_rows(t.child_in_need, last)
    rows = [row for row in rows if t.is_aged(row, last, 5, 15)]
    rows = each_child(rows, "start_date")
    return part(
        rows,
        lambda row: any(
            e.category in ("SUSP", "LNCH") and e.start_date and 0 <= days_between(e.start_date, last) <= 364
            for e in t.of("exclusion", row)
        ),
    )


def cin_permanent_exclusion_pct(t: Tables, first: date, last: date) -> Answer:
    """Permanently excluded in the 365 days."""
    rows = open_rows(t.child_in_need, last)
    rows = [row for row in rows if t.is_aged(row, last, 5, 15)]
    rows = each_child(rows, "start_date")
    return part(
        rows,
        lambda row: any(
            e.is_permanent and e.start_date and 0 <= days_between(e.start_date, last) <= 364
            for e in t.of("exclusion", row)
        ),
    )


def ehcp_20wk_incl_pct(t: Tables, first: date, last: date) -> Answer:
    """Plans issued by week 20."""
    rows = dated(t.sen_request, "outcome_date", first, last)
    rows = [row for row in rows if row.outcome == "plan"]
    return in_time(rows, "plan_due_date", "outcome_date")


def ehcp_6wk_decision_pct(t: Tables, first: date, last: date) -> Answer:
    """Decided by week 6."""
    rows = dated(t.sen_request, "decision_date", first, last)
    return in_time(rows, "decision_due_date", "decision_date")


def ehcp_16wk_no_plan_pct(t: Tables, first: date, last: date) -> Answer:
    """Refused by week 16."""
    rows = dated(t.sen_request, "outcome_date", first, last)
    rows = [row for row in rows if row.outcome == "no_plan"]
    return in_time(rows, "refusal_due_date", "outcome_date")


def ehcp_overdue(t: Tables, first: date, last: date) -> Answer:
    """Requests past week 20 without an outcome."""
    rows = listed(t.sen_request, last, "plan_due_date", "outcome_date", "outcome_date", "request_date")
    return count(rows)


def ehcp_annual_review_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Decided by four weeks after the review."""
    rows = dated(t.ehc_review, "decision_due_date", first, last)
    return in_time(rows, "decision_due_date", "decided_date")


def yj_assetplus_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Plans made by their day, of those due."""
    rows = dated(t.youth_intervention, "plan_due_date", first, last)
    return in_time(rows, "plan_due_date", "plan_date")


def yj_plan_due_worklist(t: Tables, first: date, last: date) -> Answer:
    """Plans not made, late or due within 14 days."""
    rows = listed(t.youth_intervention, last, "plan_due_date", "plan_date", "end_date", "start_date", window=14)
    return count(rows)


def yj_reoffending_10_14_pct(t: Tables, first: date, last: date) -> Answer:
    """Another proven offence in 365 days, by the last outcome of each child."""
    rows = dated(t.youth_offence, "outcome_date", first, last)
    rows = [row for row in rows if row.is_proven and t.is_aged(row, row.outcome_date, 10, 14)]
    rows = each_child(rows, "outcome_date")
    return part(rows, lambda row: followed(row, "outcome_date", "next_offence_date", 365, t.known_to))


def yj_reoffending_15_17_pct(t: Tables, first: date, last: date) -> Answer:
    """Another proven offence in 365 days, by the last outcome of each child."""
    rows = dated(t.youth_offence, "outcome_date", first, last)
    rows = [row for row in rows if row.is_proven and t.is_aged(row, row.outcome_date, 15, 17)]
    rows = each_child(rows, "outcome_date")
    return part(rows, lambda row: followed(row, "outcome_date", "next_offence_date", 365, t.known_to))


def missing_repeat_pct(t: Tables, first: date, last: date) -> Answer:
    """Three or more reports in the 90 days to the last of each child."""
    rows = dated(t.missing_report, "missing_date", first, last)
    rows = each_child([row for row in rows if row.category == "missing"], "missing_date")

    def is_repeat(row) -> bool:
        reports = [other for other in t.of("missing_report", row) if other.category == "missing" and other.missing_date]
        return sum(0 <= days_between(other.missing_date, row.missing_date) <= 89 for other in reports) >= 3

    return part(rows, is_repeat)


def missing_over_24h(t: Tables, first: date, last: date) -> Answer:
    """24 hours or more."""
    rows = dated(t.missing_report, "missing_date", first, last)
    rows = [
        row for row in rows if row.category == "missing" and row.hours_missing is not None and row.hours_missing >= 24
    ]
    return count(rows)


def exploitation_assessment_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Next review not past, of concerns open."""
    rows = open_rows(t.exploitation_concern, last, "opened_date", "closed_date")
    return part(rows, lambda row: row.next_review_date is not None and row.next_review_date >= last)


def exploitation_review_due_worklist(t: Tables, first: date, last: date) -> Answer:
    """Reviews past or due within 28 days."""
    rows = listed(
        t.exploitation_concern, last, "next_review_date", "closed_date", "closed_date", "opened_date", window=28
    )
    return count(rows)


def cla_attainment8(t: Tables, first: date, last: date) -> Answer:
    """Scores of Attainment 8, each pupil once."""
    rows = [row for row in dated(t.attainment, "result_date", first, last) if row.points is not None]
    rows = [row for row in rows if row.subject == "attainment_8"]
    rows = each_child(rows, "result_date")
    return sum(row.points for row in rows), len(rows)
