"""Section 47, conferences and child protection plans, from the case system's files."""

from datetime import date

from tests.oracles.bank_days import working_days_between
from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_months,
    add_working_days,
    by_child,
    count,
    dated,
    days_after,
    is_aged,
    one_a_child,
    open_rows,
    part,
    timedelta,
    within,
)
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.front_door import says


def enquiries(files: Drops) -> list[Row]:
    """Every section 47 enquiry."""
    return files.ssd("s47_enquiry")


def s47_started(files: Drops, first: date, last: date) -> list[Case]:
    """Enquiries started in the period."""
    return count(dated(enquiries(files), "s47_start_date", first, last))


def s47_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Enquiries of the year, of the children of the county."""
    return s47_started(files, first, last)


def conference_of(files: Drops) -> dict[str, Row]:
    """The initial conference of each enquiry."""
    return {row.s47_enquiry_id: row for row in files.ssd("initial_cp_conference") if row.icpc_date}


def s47_to_icpc_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Enquiries with a conference, of those started in the period 15 working days of which have gone."""
    held = conference_of(files)
    rows = dated(enquiries(files), "s47_start_date", first, last)
    rows = [row for row in rows if add_working_days(row.s47_start_date, 15) <= files.known_to]
    return part(rows, lambda row: row.s47_enquiry_id in held)


def s47_nfa_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Enquiries whose outcome is that concerns were not substantiated, of those ended."""
    rows = dated(enquiries(files), "s47_end_date", first, last)
    return part(rows, lambda row: says(row, "s47_outcome_json", "NFA_FLAG"))


def conferences(files: Drops, first: date, last: date) -> list[Row]:
    """Initial conferences held in the period, those of children who move in from elsewhere apart."""
    rows = dated(files.ssd("initial_cp_conference"), "icpc_date", first, last)
    return [row for row in rows if row.icpc_transfer_in != "Y"]


def icpc_held(files: Drops, first: date, last: date) -> list[Case]:
    """Conferences held in the period."""
    return count(conferences(files, first, last))


def icpc_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Conferences of the year, of the children of the county."""
    return icpc_held(files, first, last)


def timed(files: Drops, first: date, last: date) -> list[tuple[Row, date]]:
    """Conferences of the period and the start of their enquiry, those before it left out."""
    started = {row.s47_enquiry_id: row.s47_start_date for row in enquiries(files)}
    rows = [(row, started.get(row.s47_enquiry_id)) for row in conferences(files, first, last)]
    return [(row, start) for row, start in rows if start is not None and start <= row.icpc_date]


def strategy_to_icpc_15wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Held within 15 working days of the start of the enquiry, of conferences held."""
    start = {row.icpc_id: day for row, day in timed(files, first, last)}

    def in_time(row: Row) -> bool:
        return row.icpc_date <= add_working_days(start[row.icpc_id], 15)

    return part([row for row in conferences(files, first, last) if row.icpc_id in start], in_time)


def icpc_16_20wd_count(files: Drops, first: date, last: date) -> list[Case]:
    """Held on working day 16 to 20."""
    return count(
        row for row, start in timed(files, first, last) if 16 <= working_days_between(start, row.icpc_date) <= 20
    )


def icpc_to_cpp_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Conferences that ended in a plan, of those held."""
    return part(conferences(files, first, last), lambda row: row.icpc_outcome_cp_flag == "Y")


def icpc_due_worklist(files: Drops, first: date, last: date) -> list[Case]:
    """Enquiries from day 8 whose conference is not marked unnecessary and has not been held."""
    held = conference_of(files)

    def waits(row: Row) -> bool:
        conference = held.get(row.s47_enquiry_id)
        is_held = conference is not None and conference.icpc_date <= last
        is_needless = says(row, "s47_outcome_json", "NFA_FLAG") and within(row.s47_end_date, date.min, last)
        return not is_held and not is_needless

    rows = [row for row in enquiries(files) if add_working_days(row.s47_start_date, 8) <= last]
    return count(row for row in rows if waits(row))


def s47_open_over_15wd(files: Drops, first: date, last: date) -> list[Case]:
    """Open enquiries past working day 15."""
    rows = open_rows(enquiries(files), last, "s47_start_date", "s47_end_date")
    return count(row for row in rows if last > add_working_days(row.s47_start_date, 15))


def s47_repeat_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Enquiries of a child with another in the 365 days before, of those started."""
    of_child = by_child(enquiries(files))
    return part(
        dated(enquiries(files), "s47_start_date", first, last),
        lambda row: any(
            days_after(each.s47_start_date, row.s47_start_date, 365, 1) for each in of_child[row.person_id]
        ),
    )


def plans(files: Drops) -> list[Row]:
    """Child protection plans, those of another authority's children left out."""
    return [row for row in files.ssd("cp_plans") if row.cp_plan_ola != "Y"]


def on_plan(files: Drops, day: date) -> list[Row]:
    """Each child's plan that is open on a day."""
    return one_a_child(open_rows(plans(files), day, "cp_plan_start_date", "cp_plan_end_date"), "cp_plan_start_date")


def cpp_open(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan on the last day."""
    return count(on_plan(files, last))


def cpp_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan on the last day, of the children of the county."""
    return cpp_open(files, first, last)


def cpp_started(files: Drops, first: date, last: date) -> list[Case]:
    """Plans started in the period."""
    return count(dated(plans(files), "cp_plan_start_date", first, last))


def cpp_started_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Plans started in the year, of the children of the county."""
    return cpp_started(files, first, last)


def cpp_ended(files: Drops, first: date, last: date) -> list[Case]:
    """Plans ended in the period."""
    return count(dated(plans(files), "cp_plan_end_date", first, last))


def cpp_ended_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Plans ended in the year, of the children of the county."""
    return cpp_ended(files, first, last)


def cpp_second_or_subsequent_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Plans of a child with an earlier one, however long ago, of those started."""
    of_child = by_child(plans(files))
    return part(
        dated(plans(files), "cp_plan_start_date", first, last),
        lambda row: any(each.cp_plan_start_date < row.cp_plan_start_date for each in of_child[row.person_id]),
    )


def cpp_second_within_24m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Plans that start 1 to 730 days after an earlier one ended, of those started."""
    of_child = by_child(plans(files))
    return part(
        dated(plans(files), "cp_plan_start_date", first, last),
        lambda row: any(
            days_after(each.cp_plan_end_date, row.cp_plan_start_date, 730, 1) for each in of_child[row.person_id]
        ),
    )


def cpp_duration_2y_open_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan for more than 729 days, both first and last counted, of those on one on the last day."""
    return part(on_plan(files, last), lambda row: (last - row.cp_plan_start_date).days + 1 > 729)


def cpp_duration_2y_ended_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Plans that lasted more than 729 days, of those ended."""
    rows = dated(plans(files), "cp_plan_end_date", first, last)
    return part(rows, lambda row: (row.cp_plan_end_date - row.cp_plan_start_date).days + 1 > 729)


def cpp_under_3m_ended_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Plans that lasted 3 months or less, of those ended."""
    rows = dated(plans(files), "cp_plan_end_date", first, last)
    return part(rows, lambda row: row.cp_plan_end_date <= add_months(row.cp_plan_start_date, 3))


def reviews_due(files: Drops, plan: Row) -> list[tuple[date, date | None]]:
    """Each review due and when held: 3 months after the initial conference, then 6 after the one before."""
    conference = {row.icpc_id: row.icpc_date for row in files.ssd("initial_cp_conference")}
    held = sorted(
        row.cp_review_date
        for row in files.ssd("cp_reviews")
        if row.cp_plan_id == plan.cp_plan_id and row.cp_review_date is not None
    )
    due = [add_months(conference.get(plan.icpc_id) or plan.cp_plan_start_date, 3)]
    due += [add_months(day, 6) for day in held]
    return [(limit, held[number] if number < len(held) else None) for number, limit in enumerate(due)]


def cpp_review_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan for 3 months or more on the last day; every review due in the period, or outstanding in it, on time."""
    rows = [row for row in on_plan(files, last) if add_months(row.cp_plan_start_date, 3) <= last]

    def all_on_time(row: Row) -> bool:
        due = [each for each in reviews_due(files, row) if each[0] <= last and (each[1] is None or each[1] >= first)]
        return all(held is not None and held <= limit for limit, held in due)

    return part(rows, all_on_time)


def cpp_review_due_worklist(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan whose next review is due in 28 days or past due."""

    def next_due(row: Row) -> date:
        return next(limit for limit, held in reviews_due(files, row) if held is None or held > last)

    return count(row for row in on_plan(files, last) if next_due(row) <= last + timedelta(days=28))


def seen(files: Drops, plan: Row, first: date, last: date) -> list[Row]:
    """The plan's visits of these days at which the child was seen."""
    rows = [row for row in files.ssd("cp_visits") if row.cp_plan_id == plan.cp_plan_id and row.cp_visit_seen == "Y"]
    return dated(rows, "cp_visit_date", first, last)


def visit_limit(files: Drops, plan: Row, day: date) -> date:
    """The day by which the next visit is due: 10 working days after the last, or after the plan's start."""
    visits = seen(files, plan, plan.cp_plan_start_date, day)
    return add_working_days(max((row.cp_visit_date for row in visits), default=plan.cp_plan_start_date), 10)


def cpp_visit_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children seen in the last 10 working days, or who began in them, of those on a plan on the last day."""
    return part(on_plan(files, last), lambda row: visit_limit(files, row, last) >= last)


def cpp_visit_overdue(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan whose last visit is longer ago than 10 working days."""
    return count(row for row in on_plan(files, last) if visit_limit(files, row, last) < last)


def cpp_seen_alone_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Visits at which the child was seen alone, of visits to children of 4 and over."""
    rows = dated(files.ssd("cp_visits"), "cp_visit_date", first, last)
    rows = [row for row in rows if is_aged(files.born(row.person_id), row.cp_visit_date, 4)]
    return part(rows, lambda row: row.cp_visit_seen_alone == "Y")


def cpp_category_neglect_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Latest category neglect, of children on a plan on the last day."""
    return part(on_plan(files, last), lambda row: row.cp_plan_latest_category == "NEG")


def cpp_category_change_pct(files: Drops, first: date, last: date) -> list[Case]:
    """First category another than the latest, of children on a plan on the last day."""
    return part(on_plan(files, last), lambda row: row.cp_plan_initial_category != row.cp_plan_latest_category)


def cpp_social_worker_changes_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Three social workers or more in the 365 days that end with the last, of children on a plan on it.

    A worker holds a child until the recorded end, or until the day before another takes over.
    """
    since = last - timedelta(days=364)
    held = by_child(row for row in files.ssd("involvements") if row.professional_role_id == "Allocated Worker")

    def workers(child: str) -> set[str]:
        rows = sorted(held.get(child, []), key=lambda row: row.involvement_start_date)
        taken = [row.involvement_start_date - timedelta(days=1) for row in rows[1:]] + [date.max]
        return {
            row.professional_id
            for row, until in zip(rows, taken, strict=True)
            if row.involvement_start_date <= min(last, until)
            and min(row.involvement_end_date or date.max, until) > since
        }

    return part(on_plan(files, last), lambda row: len(workers(row.person_id)) >= 3)


def cpp_pre_birth(files: Drops, first: date, last: date) -> list[Case]:
    """Conferences on children born after them, or whose birth is expected and not recorded."""

    def is_unborn(row: Row) -> bool:
        child = files.people.get(row.person_id)
        return child is not None and (child.dob > row.icpc_date if child.dob else child.expected_dob is not None)

    return count(row for row in conferences(files, first, last) if is_unborn(row))
