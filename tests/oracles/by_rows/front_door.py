"""Measures of the front door and of early help."""

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
    part,
)


def contact_decision_1wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Decided on or before the next working day, of contacts received of which it is told."""
    rows = [row for row in dated(t.mash_contact, "contact_date", first, last) if t.has_come(row.judged_date)]
    return part(rows, lambda row: by_working_day(row.contact_date, row.decision_date, 1))


def contact_decision_hours_median(t: Tables, first: date, last: date) -> Answer:
    """Hours from contact to decision of contacts decided."""
    rows = [row for row in dated(t.mash_contact, "decision_date", first, last) if row.decision_hours is not None]
    return sum(row.decision_hours for row in rows), len(rows)


def contacts_undecided(t: Tables, first: date, last: date) -> Answer:
    """Contacts without a decision, due within seven days or late."""
    rows = listed(t.mash_contact, last, "decision_due_date", "decision_date", "decision_date", "contact_date", window=7)
    return count(rows)


def domestic_abuse_notifications(t: Tables, first: date, last: date) -> Answer:
    """Contacts of the police for domestic abuse."""
    rows = dated(t.mash_contact, "contact_date", first, last)
    rows = [row for row in rows if row.contact_source == "6" and row.need == "domestic_abuse"]
    return count(rows)


def mash_rag_decision_timeliness_pct(t: Tables, first: date, last: date) -> Answer:
    """Decided by the last day of the rating, of rated contacts decided."""
    rows = dated(t.mash_contact, "decision_date", first, last)
    rows = [row for row in rows if row.latest_rating in ("red", "amber", "green")]
    return in_time(rows, "rating_due_date", "decision_date")


def referral_decision_1wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Decided on or before the next working day, of contacts that became referrals."""
    rows = dated(t.mash_contact, "contact_date", first, last)
    rows = [row for row in rows if row.is_referral]
    return part(rows, lambda row: by_working_day(row.contact_date, row.decision_date, 1))


def private_fostering_visits_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Visits made by the day they were due, of those due."""
    rows = dated(t.private_fostering_visit, "due_date", first, last)
    return in_time(rows, "due_date", "visit_date")


def private_fostering_7wd_visit_pct(t: Tables, first: date, last: date) -> Answer:
    """First visits by their last day, of those due."""
    rows = dated(t.private_fostering, "first_visit_due_date", first, last)
    return in_time(rows, "first_visit_due_date", "first_visit_date")


def allegations_lado_1wd_pct(t: Tables, first: date, last: date) -> Answer:
    """Allegations reported in time, of those whose day of knowing is recorded."""
    rows = dated(t.allegation, "referral_date", first, last)
    rows = [row for row in rows if t.has_come(row.aware_date)]
    return in_time(rows, "report_due_date", "referral_date")


def mash_partner_response_pct(t: Tables, first: date, last: date) -> Answer:
    """Requests answered by their last day, one about several children once."""
    rows = dated(t.mash_request, "reply_due_date", first, last)
    once = {row.request_key: row for row in sorted(rows, key=lambda each: (each.reply_due_date, each.source_row))}
    return in_time(list(once.values()), "reply_due_date", "replied_date")


def referrer_told_outcome_pct(t: Tables, first: date, last: date) -> Answer:
    """Referrers told, of contacts decided."""
    rows = dated(t.mash_contact, "decision_date", first, last)
    return part(rows, lambda row: t.has_come(row.referrer_told_date))


def mash_handling_minutes_mean(t: Tables, first: date, last: date) -> Answer:
    """Minutes of work on a contact."""
    rows = [row for row in dated(t.mash_contact, "contact_date", first, last) if row.handling_minutes is not None]
    return sum(row.handling_minutes for row in rows), len(rows)


def contact_nfa_pct(t: Tables, first: date, last: date) -> Answer:
    """No further action or advice, of contacts with an outcome."""
    rows = dated(t.contact, "contact_date", first, last)
    rows = [row for row in rows if row.outcome is not None]
    return part(rows, lambda row: row.is_no_further_action)


def contact_to_referral_pct(t: Tables, first: date, last: date) -> Answer:
    """Became a referral, of contacts with an outcome."""
    rows = dated(t.contact, "contact_date", first, last)
    rows = [row for row in rows if row.outcome is not None]
    return part(rows, lambda row: row.is_referral)


def contact_nfa_then_s47_90d_pct(t: Tables, first: date, last: date) -> Answer:
    """Followed by safeguarding in 90 days, of contacts closed with no further action."""
    rows = dated(t.contact, "contact_date", first, last)
    rows = [row for row in rows if row.is_no_further_action]
    return part(rows, lambda row: followed(row, "contact_date", "next_safeguarding_date", 90, t.known_to))


def re_referral_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """An earlier referral 1 to 365 days before, of referrals on no open case."""
    rows = dated(t.referral, "referral_date", first, last)
    rows = [row for row in rows if row.is_on_open_case is False]
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 365)


def re_referral_child_pct(t: Tables, first: date, last: date) -> Answer:
    """As re-referrals, each child once, by its last referral."""
    rows = dated(t.referral, "referral_date", first, last)
    rows = [row for row in rows if row.is_on_open_case is False]
    rows = each_child(rows, "referral_date")
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 365)


def repeat_contact_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """Another contact 1 to 365 days before."""
    rows = dated(t.contact, "contact_date", first, last)
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 365)


def homeless_16_17_applications(t: Tables, first: date, last: date) -> Answer:
    """Applications by people of 16 and 17."""
    rows = dated(t.homelessness, "applied_date", first, last)
    rows = [row for row in rows if t.is_aged(row, row.applied_date, 16, 17)]
    return count(rows)


def police_domestic_abuse_high_pct(t: Tables, first: date, last: date) -> Answer:
    """High risk, of domestic incidents of children with a risk."""
    rows = dated(t.police_incident, "incident_date", first, last)
    rows = [row for row in rows if row.is_child and row.is_domestic_abuse and row.risk is not None]
    return part(rows, lambda row: row.risk == "high")


def stage_conversion_pct(t: Tables, first: date, last: date) -> Answer:
    """An assessment begun within ten working days, of referrals."""
    rows = dated(t.referral, "referral_date", first, last)
    return part(rows, lambda row: by_working_day(row.referral_date, row.first_assessment_start_date, 10))


def funnel_contact_to_care(t: Tables, first: date, last: date) -> Answer:
    """Care begun within 365 days of the contact."""
    rows = dated(t.contact, "contact_date", first, last)

    def in_care(row) -> bool:
        starts = [care.start_date for care in t.of("period_of_care", row) if care.is_short_break is False]
        return any(day and 0 <= days_between(row.contact_date, day) <= 365 for day in starts)

    return part(rows, in_care)


def early_help_plan_review_overdue(t: Tables, first: date, last: date) -> Answer:
    """Open plans whose review is past."""
    rows = listed(t.early_help_plan, last, "review_due_date", "end_date", "end_date", "start_date")
    return count(rows)


def early_help_assessment_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Early help assessments finished by their day, of those due."""
    rows = dated(t.early_help_plan, "assessment_due_date", first, last)
    return in_time(rows, "assessment_due_date", "assessment_date")


def early_help_duration_days(t: Tables, first: date, last: date) -> Answer:
    """Days early help lasted, of that which ended."""
    rows = [row for row in dated(t.early_help, "end_date", first, last) if row.duration_days is not None]
    return sum(row.duration_days for row in rows), len(rows)


def step_down_cases(t: Tables, first: date, last: date) -> Answer:
    """Closures followed within 28 days by early help, each child once."""
    rows = dated(t.child_in_need, "end_date", first, last)
    rows = [row for row in rows if helped_after(t, row)]
    return count(each_child(rows, "end_date"))


def step_down_re_referral_pct(t: Tables, first: date, last: date) -> Answer:
    """Referred again in 365 days, of step-downs."""
    rows = dated(t.child_in_need, "end_date", first, last)
    rows = each_child([row for row in rows if helped_after(t, row)], "end_date")
    return part(rows, lambda row: followed(row, "end_date", "next_referral_date", 365, t.known_to))


def helped_after(t: Tables, row) -> bool:
    """Whether early help began within 28 days of a closing."""
    starts = [help_.start_date for help_ in t.of("early_help", row)]
    return any(day and 0 <= days_between(row.end_date, day) <= 28 for day in starts)


def early_help_repeat_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """Earlier early help that ended 1 to 365 days before the start."""
    rows = dated(t.early_help, "start_date", first, last)
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 365)


def early_help_closed_needs_met_pct(t: Tables, first: date, last: date) -> Answer:
    """Needs met, of early help ended with a reason."""
    rows = dated(t.early_help, "end_date", first, last)
    rows = [row for row in rows if row.is_needs_met is not None]
    return part(rows, lambda row: row.is_needs_met)
