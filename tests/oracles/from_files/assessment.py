"""Assessments and the factors found in them, from the case system's files."""

import json
from datetime import date

from tests.oracles.bank_days import working_days_between
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
    within,
)
from tests.oracles.from_files.drops import Drops


def assessments(files: Drops) -> list[Row]:
    """Every assessment."""
    return files.ssd("cin_assessments")


def assessments_started(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments started in the period."""
    return count(dated(assessments(files), "assessment_start_date", first, last))


def completed(files: Drops, first: date, last: date) -> list[Row]:
    """Assessments authorised in the period."""
    return dated(assessments(files), "assessment_auth_date", first, last)


def assessments_completed(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments authorised in the period."""
    return count(completed(files, first, last))


def assessment_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments completed in the year, of the children of the county."""
    return assessments_completed(files, first, last)


def assessments_45wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Completed within 45 working days of their start (the return's clock), of those completed."""
    return part(
        completed(files, first, last),
        lambda row: by_working_day(row.assessment_start_date, row.assessment_auth_date, 45),
    )


def day_nought(files: Drops) -> dict[str, date]:
    """By the law: the referral's day for the first assessment of a referral, its own start for later ones."""
    referred = {row.referral_id: row.referral_date for row in files.ssd("cin_episodes")}
    found: dict[str, date] = {}
    seen = set()
    for row in sorted(assessments(files), key=lambda each: each.assessment_start_date):
        is_first = row.referral_id in referred and row.referral_id not in seen
        seen.add(row.referral_id)
        found[row.assessment_id] = referred[row.referral_id] if is_first else row.assessment_start_date
    return found


def assessments_45wd_law_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Completed within 45 working days of day nought, of those completed."""
    start = day_nought(files)
    return part(
        completed(files, first, last),
        lambda row: by_working_day(start[row.assessment_id], row.assessment_auth_date, 45),
    )


def assessment_duration_wd_median(files: Drops, first: date, last: date) -> list[Case]:
    """Working days from start to authorisation, of those completed."""
    return lengths(
        completed(files, first, last),
        lambda row: working_days_between(row.assessment_start_date, row.assessment_auth_date),
    )


def being_made(files: Drops, day: date) -> list[Row]:
    """Assessments started and not authorised on a day."""
    return open_rows(assessments(files), day, "assessment_start_date", "assessment_auth_date")


def assessments_open(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments open on the last day."""
    return count(being_made(files, last))


def assessments_overdue(files: Drops, first: date, last: date) -> list[Case]:
    """Open assessments more than 45 working days from day nought (the law's clock: worklists use it)."""
    start = day_nought(files)
    return count(row for row in being_made(files, last) if last > add_working_days(start[row.assessment_id], 45))


def assessments_due_soon(files: Drops, first: date, last: date) -> list[Case]:
    """Open assessments at working day 35 to 45 (the law's clock)."""
    start = day_nought(files)
    return count(
        row
        for row in being_made(files, last)
        if add_working_days(start[row.assessment_id], 35) <= last <= add_working_days(start[row.assessment_id], 45)
    )


def assessment_over_45_open_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Open assessments past day 45, of all open on the last day."""
    start = day_nought(files)
    return part(being_made(files, last), lambda row: last > add_working_days(start[row.assessment_id], 45))


def child_seen_during_assessment_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments in which the child was seen, of those completed."""
    return part(completed(files, first, last), lambda row: row.assessment_child_seen == "Y")


def assessment_nfa_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments that ended in no further action, of those completed."""
    return part(completed(files, first, last), lambda row: row.assessment_outcome_nfa == "Y")


def assessment_outcome_cin_plan_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Assessments that a plan for a child in need followed within 28 days, of those completed: no outcome says so itself."""
    return part(
        completed(files, first, last), lambda row: is_planned(files, row, row.assessment_auth_date + timedelta(days=28))
    )


def is_planned(files: Drops, row: Row, latest: date) -> bool:
    """Whether the child's plan began between the end of the assessment and a day."""
    plans = by_child(files.ssd("cin_plans")).get(row.person_id, [])
    return any(within(plan.cin_plan_start_date, row.assessment_auth_date, latest) for plan in plans)


def repeat_assessment_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Started within 365 days of an assessment completed in another referral, of those started."""
    of_child = by_child(assessments(files))

    def is_repeat(row: Row) -> bool:
        return any(
            each.referral_id != row.referral_id
            and days_after(each.assessment_auth_date, row.assessment_start_date, 365, 1)
            for each in of_child[row.person_id]
        )

    return part(dated(assessments(files), "assessment_start_date", first, last), is_repeat)


def factors(files: Drops) -> dict[str, set[str]]:
    """What each assessment found."""
    found: dict[str, set[str]] = {}
    for row in files.ssd("assessment_factors"):
        found.setdefault(row.assessment_id, set()).update(json.loads(row.assessment_factors_json or "[]"))
    return {assessment: codes for assessment, codes in found.items() if codes}


def with_factor(files: Drops, first: date, last: date, *groups: tuple[str, ...]) -> list[Case]:
    """Episodes with a factor of each group, of those with a completed assessment of the period in which factors are recorded."""
    codes = factors(files)
    episodes: dict[str, list[Row]] = {}
    for row in completed(files, first, last):
        if row.assessment_id in codes:
            episodes.setdefault(row.referral_id, []).append(row)

    def is_met(row: Row) -> bool:
        found = set().union(*(codes[each.assessment_id] for each in episodes[row.referral_id]))
        return all(found & set(group) for group in groups)

    return part([rows[0] for rows in episodes.values()], is_met)


DOMESTIC_ABUSE, MENTAL_HEALTH = ("3A", "3B", "3C"), ("4A", "4B", "4C")
SUBSTANCES = ("1A", "1B", "1C", "2A", "2B", "2C")


def factor_domestic_abuse_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Any of 3A, 3B, 3C."""
    return with_factor(files, first, last, DOMESTIC_ABUSE)


def factor_mental_health_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Any of 4A, 4B, 4C."""
    return with_factor(files, first, last, MENTAL_HEALTH)


def factor_substance_misuse_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Any of 1A to 1C and 2A to 2C."""
    return with_factor(files, first, last, SUBSTANCES)


def factor_neglect_pct(files: Drops, first: date, last: date) -> list[Case]:
    """16A."""
    return with_factor(files, first, last, ("16A",))


def factor_exploitation_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Sexual exploitation (11A), trafficking (12A), gangs (13A), criminal exploitation (24A)."""
    return with_factor(files, first, last, ("11A", "12A", "13A", "24A"))


def trio_of_vulnerability_pct(files: Drops, first: date, last: date) -> list[Case]:
    """A parent's domestic abuse, mental health and substances, all three: the codes that end in B."""
    return with_factor(files, first, last, ("3B",), ("4B",), ("1B", "2B"))


def factors_missing_pct(files: Drops, first: date, last: date) -> list[Case]:
    """No factor recorded, of assessments completed."""
    codes = factors(files)
    return part(completed(files, first, last), lambda row: row.assessment_id not in codes)


def young_carers_identified(files: Drops, first: date, last: date) -> list[Case]:
    """Completed assessments with factor 7A, the child cares for somebody."""
    codes = factors(files)
    return count(row for row in completed(files, first, last) if "7A" in codes.get(row.assessment_id, ()))


def cin_plan_within_10wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """A plan begun within 10 working days of the assessment's end, of assessments that led to one: within 60 days."""
    rows = [
        row
        for row in completed(files, first, last)
        if is_planned(files, row, row.assessment_auth_date + timedelta(days=60))
    ]
    return part(rows, lambda row: is_planned(files, row, add_working_days(row.assessment_auth_date, 10)))
