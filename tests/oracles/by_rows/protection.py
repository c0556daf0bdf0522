"""Measures of child protection and of proceedings."""

from datetime import date

from tests.oracles.by_rows.looked_after import workers
from tests.oracles.by_rows.rules import (
    Answer,
    Tables,
    count,
    dated,
    days_between,
    each_child,
    in_time,
    lengths,
    listed,
    months_before,
    open_rows,
    part,
)


def cpp_open(t: Tables, first: date, last: date) -> Answer:
    """Children on a plan."""
    rows = open_rows(t.child_protection_plan, last)
    return count(each_child(rows, "start_date"))


def cpp_second_or_subsequent_pct(t: Tables, first: date, last: date) -> Answer:
    """Any plan before, of plans begun."""
    rows = dated(t.child_protection_plan, "start_date", first, last)
    return part(rows, lambda row: row.previous_plans is not None and row.previous_plans >= 1)


def cpp_second_within_24m_pct(t: Tables, first: date, last: date) -> Answer:
    """An earlier plan ended 1 to 730 days before."""
    rows = dated(t.child_protection_plan, "start_date", first, last)
    return part(rows, lambda row: row.days_since_previous is not None and 1 <= row.days_since_previous <= 730)


def cpp_duration_2y_ended_pct(t: Tables, first: date, last: date) -> Answer:
    """More than 729 days, of plans ended."""
    rows = dated(t.child_protection_plan, "end_date", first, last)
    return part(rows, lambda row: row.duration_days is not None and row.duration_days > 729)


def cpp_duration_2y_open_pct(t: Tables, first: date, last: date) -> Answer:
    """Two years by the 729-day rule, of children on a plan."""
    rows = open_rows(t.child_protection_plan, last)
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: days_between(row.start_date, last) >= 729)


def cpp_under_3m_ended_pct(t: Tables, first: date, last: date) -> Answer:
    """Three months or less, of plans ended."""
    rows = dated(t.child_protection_plan, "end_date", first, last)
    return part(rows, lambda row: row.is_within_three_months)


def cpp_review_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """No review late that was outstanding in the period, of children on a plan for three months."""
    rows = open_rows(t.child_protection_plan, last)
    rows = each_child([row for row in rows if months_before(row.start_date, last, 3)], "start_date")

    def never_late(row) -> bool:
        due = [each for each in t.of("child_protection_review_due", row) if each.plan_key == row.plan_key]
        due = [each for each in due if each.latest_due_date and each.latest_due_date <= last]
        return not any(
            each.held_date and each.held_date >= first and each.held_date > each.latest_due_date for each in due
        )

    return part(rows, never_late)


def cpp_social_worker_changes_pct(t: Tables, first: date, last: date) -> Answer:
    """Three or more workers in the 365 days, of children on a plan."""
    rows = each_child(open_rows(t.child_protection_plan, last), "start_date")
    return part(rows, lambda row: len(workers(t, row, last, 364)) >= 3)


def cpp_review_due_worklist(t: Tables, first: date, last: date) -> Answer:
    """Reviews late or due within 28 days."""
    rows = listed(t.child_protection_review_due, last, "due_date", "held_date", "until_date", "clock_date", window=28)
    return count(rows)


def cpp_visit_overdue(t: Tables, first: date, last: date) -> Answer:
    """Visits not held and past."""
    rows = listed(t.child_protection_visit_due, last, "due_date", "held_date", "until_date", "clock_date")
    return count(rows)


def cpp_category_change_pct(t: Tables, first: date, last: date) -> Answer:
    """Another category than at first, of children on a plan."""
    rows = open_rows(t.child_protection_plan, last)
    rows = [row for row in rows if row.initial_category is not None and row.latest_category is not None]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.initial_category != row.latest_category)


def cpp_seen_28d_pct(t: Tables, first: date, last: date) -> Answer:
    """Seen in the 31 days, of children on a plan for 31 days."""
    rows = open_rows(t.child_protection_plan, last)
    rows = [row for row in rows if days_between(row.start_date, last) >= 31]
    rows = each_child(rows, "start_date")
    return part(
        rows,
        lambda row: any(
            v.is_seen and v.visit_date and 0 <= days_between(v.visit_date, last) <= 30
            for v in t.of("child_protection_visit", row)
        ),
    )


def cpp_seen_alone_pct(t: Tables, first: date, last: date) -> Answer:
    """Seen alone, of visits to children aged 4 and over of which it is recorded."""
    rows = dated(t.child_protection_visit, "visit_date", first, last)
    rows = [row for row in rows if t.is_aged(row, row.visit_date, 4) and row.is_seen_alone is not None]
    return part(rows, lambda row: row.is_seen_alone)


def cpp_unborn_open(t: Tables, first: date, last: date) -> Answer:
    """Unborn children on a plan."""
    rows = open_rows(t.child_protection_plan, last)
    rows = [row for row in rows if t.person(row).is_unborn]
    return count(each_child(rows, "start_date"))


def emergency_orders_open(t: Tables, first: date, last: date) -> Answer:
    """Under police protection or an emergency order."""
    rows = open_rows(t.legal_status, last, "start_date", "until_date")
    rows = [row for row in rows if row.legal_status in ("L1", "L2", "POLICE")]
    return count(each_child(rows, "start_date"))


def plan_to_care_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """Care begun within 365 days of the plan."""
    rows = dated(t.child_protection_plan, "start_date", first, last)
    return part(
        rows,
        lambda row: any(
            c.start_date and c.is_short_break is False and 0 <= days_between(row.start_date, c.start_date) <= 365
            for c in t.of("period_of_care", row)
        ),
    )


def pre_proceedings_open(t: Tables, first: date, last: date) -> Answer:
    """Under a letter before proceedings."""
    rows = open_rows(t.care_proceedings, last, "pre_proceedings_date", "pre_proceedings_end_date")
    return count(each_child(rows, "pre_proceedings_date"))


def pre_proceedings_16wk_pct(t: Tables, first: date, last: date) -> Answer:
    """Ended within 112 days of the letter, each child once."""
    rows = dated(t.care_proceedings, "pre_proceedings_end_date", first, last)
    rows = each_child(rows, "pre_proceedings_end_date")
    return part(
        rows,
        lambda row: (
            row.pre_proceedings_date is not None
            and days_between(row.pre_proceedings_date, row.pre_proceedings_end_date) <= 112
        ),
    )


def care_proceedings_26wk_pct(t: Tables, first: date, last: date) -> Answer:
    """Concluded within 26 weeks."""
    rows = dated(t.care_proceedings, "final_date", first, last)
    return in_time(rows, "due_date", "final_date")


def care_proceedings_mean_weeks(t: Tables, first: date, last: date) -> Answer:
    """Days from issue to final order."""
    rows = dated(t.care_proceedings, "final_date", first, last)
    found = lengths([(row.issue_date, row.final_date) for row in rows], t.known_to)
    return sum(found), len(found)


def care_proceedings_open(t: Tables, first: date, last: date) -> Answer:
    """Children before the court."""
    rows = open_rows(t.care_proceedings, last, "issue_date", "final_date")
    return count(each_child(rows, "issue_date"))


def care_proceedings_past_26wk(t: Tables, first: date, last: date) -> Answer:
    """In proceedings past 26 weeks, or within 28 days of it."""
    rows = listed(t.care_proceedings, last, "due_date", "final_date", "final_date", "issue_date", window=28)
    return count(rows)
