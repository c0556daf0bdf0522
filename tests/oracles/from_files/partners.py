"""Court, education, health, the police, youth justice and the missing, from the files of those who keep them."""

from datetime import date

from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_months,
    add_working_days,
    age,
    by_working_day,
    count,
    dated,
    days_after,
    is_open,
    lengths,
    open_rows,
    part,
    timedelta,
    within,
)
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.plans_and_visits import in_care


def proceedings(files: Drops) -> list[Row]:
    """Each child's case at court: when issued, and when the final order was made, if it was."""
    found: dict[tuple, Row] = {}
    for row in files.table("court", "stages"):
        case = found.setdefault((row.legal_case, row.client_ref), Row(issued=None, final=None, letter=None))
        if row.stage == "issue":
            case.issued = row.date
        if row.stage in ("final_hearing", "final_order", "final") and row.order:
            case.final = row.date
    return [row for row in found.values() if row.issued]


def care_proceedings_issued(files: Drops, first: date, last: date) -> list[Case]:
    """Applications issued in the period, one a child."""
    return count(dated(proceedings(files), "issued", first, last))


def care_proceedings_open(files: Drops, first: date, last: date) -> list[Case]:
    """Children with open proceedings on the last day."""
    return count(open_rows(proceedings(files), last, "issued", "final"))


def care_proceedings_26wk_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Ended within 182 days of issue, of those ended."""
    return part(dated(proceedings(files), "final", first, last), lambda row: days_after(row.issued, row.final, 182))


def care_proceedings_mean_weeks(files: Drops, first: date, last: date) -> list[Case]:
    """Days from issue to the final order, of those ended: a seventh is weeks."""
    return lengths(dated(proceedings(files), "final", first, last), lambda row: (row.final - row.issued).days)


def care_proceedings_past_26wk(files: Drops, first: date, last: date) -> list[Case]:
    """Open proceedings past 26 weeks, or past them within 28 days."""
    rows = open_rows(proceedings(files), last, "issued", "final")
    return count(row for row in rows if row.issued + timedelta(days=182 - 28) <= last)


def ehc_requests(files: Drops) -> list[Row]:
    """Requests for an education, health and care needs assessment of children whom the case system knows."""
    return files.known("sen2", "requests", "person_ref")


def ehcp_requests(files: Drops, first: date, last: date) -> list[Case]:
    """Requests received in the period."""
    return count(dated(ehc_requests(files), "received", first, last))


def ehcp_6wk_decision_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Decided within 42 days, of requests decided."""
    return part(
        dated(ehc_requests(files), "decided", first, last), lambda row: days_after(row.received, row.decided, 42)
    )


def ehcp_20wk_incl_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Final plans issued within 140 days of the request, of those issued."""
    rows = [row for row in dated(ehc_requests(files), "outcome_date", first, last) if row.outcome == "plan"]
    return part(rows, lambda row: days_after(row.received, row.outcome_date, 140))


def ehcp_16wk_no_plan_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Told within 112 days that there will be no plan, of refusals."""
    rows = [row for row in dated(ehc_requests(files), "outcome_date", first, last) if row.outcome == "no_plan"]
    return part(rows, lambda row: days_after(row.received, row.outcome_date, 112))


def ehcp_overdue(files: Drops, first: date, last: date) -> list[Case]:
    """Open assessments past week 20."""
    rows = [row for row in ehc_requests(files) if row.assess != "N" and is_open(row.received, row.outcome_date, last)]
    return count(row for row in rows if row.received + timedelta(days=140) < last)


def ehcp_open(files: Drops, first: date, last: date) -> list[Case]:
    """Plans open on the last day."""
    return count(open_rows(files.known("sen2", "plans", "person_ref"), last, "issued", "ceased"))


def ehcp_annual_review_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Outcome told within 28 days of the meeting, of meetings whose 28th day falls in the period."""
    known = {row.plan for row in files.known("sen2", "plans", "person_ref")}
    rows = [row for row in files.table("sen2", "reviews") if row.plan in known]
    rows = [row for row in rows if first <= row.held + timedelta(days=28) <= last]
    return part(rows, lambda row: days_after(row.held, row.decision, 28))


def interventions(files: Drops) -> list[Row]:
    """Work of the youth justice service with children."""
    return files.table("youth_justice", "interventions")


def yj_open_cases(files: Drops, first: date, last: date) -> list[Case]:
    """Children with an open intervention."""
    rows = open_rows(interventions(files), last, "yj_start", "yj_end")
    return count({row.yj_person_id: row for row in rows}.values())


def yj_assetplus_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Plan agreed within 15 working days of the start, of those due in the period."""
    rows = [row for row in interventions(files) if row.yj_start]
    rows = [row for row in rows if first <= add_working_days(row.yj_start, 15) <= last]
    return part(rows, lambda row: by_working_day(row.yj_start, row.plan_agreed, 15))


def yj_ete_pct(files: Drops, first: date, last: date) -> list[Case]:
    """In suitable education, training or work, of interventions ended."""
    rows = [row for row in dated(interventions(files), "yj_end", first, last) if row.ete_status]
    return part(rows, lambda row: row.ete_status in ("full_time", "alternative", "employed"))


def concerns(files: Drops, last: date, *kinds: str) -> list[Row]:
    """Children with an open concern of one of these kinds."""
    rows = open_rows(files.table("exploitation", "concerns"), last, "opened", "closed")
    return list({row.mace_child: row for row in rows if row.concern in kinds}.values())


def cse_risk_children(files: Drops, first: date, last: date) -> list[Case]:
    """Children at risk of sexual exploitation."""
    return count(concerns(files, last, "cse"))


def cce_risk_children(files: Drops, first: date, last: date) -> list[Case]:
    """Children at risk of criminal exploitation, county lines among it."""
    return count(concerns(files, last, "cce", "county_lines"))


def came_into_care(files: Drops, day: date) -> dict[str, date]:
    """Who is in care on a day, short breaks apart, by who they are in truth, and since when."""
    return {files.who["ssd", row.person_id]: row.entered_care_date for row in in_care(files, day)}


def due_in_care(files: Drops, feed: str, name: str, number: str, first: date, last: date) -> list[Row]:
    """A partner's rows due in the period of children in care on the day."""
    rows = dated(files.table(feed, name), "due", first, last)
    here = {day: came_into_care(files, day) for day in {row.due for row in rows}}
    return [row for row in rows if files.who.get((feed, getattr(row, number))) in here[row.due]]


def health_assessments(files: Drops, kind: str, first: date, last: date) -> list[Row]:
    """Health assessments of a kind due in the period, of children in care on the day."""
    rows = due_in_care(files, "health_cla", "assessments", "cla_health_ref", first, last)
    return [row for row in rows if row.type == kind]


def cla_review_health_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Review health assessments held by the day they were due, of those due in the period."""
    rows = health_assessments(files, "review", first, last)
    return part(rows, lambda row: within(row.held, date.min, row.due))


def cla_initial_health_20wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Initial health assessments held by the day they were due, of those due in the period."""
    rows = health_assessments(files, "initial", first, last)
    return part(rows, lambda row: within(row.held, date.min, row.due))


def cla_initial_health_overdue(files: Drops, first: date, last: date) -> list[Case]:
    """Initial health assessments due and not held, of children in care since the day."""
    here = came_into_care(files, last)
    rows = [row for row in files.table("health_cla", "assessments") if row.type == "initial" and row.due < last]
    rows = [row for row in rows if here.get(files.who.get(("health_cla", row.cla_health_ref)), date.max) <= row.due]
    return count(row for row in rows if not within(row.held, date.min, last))


def peps_due(files: Drops, first: date, last: date) -> list[Row]:
    """Personal education plans due in the period, of children in care on the day."""
    return due_in_care(files, "pep_attainment", "peps", "pupil_ref", first, last)


def cla_pep_up_to_date_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Reviewed in the term, of those due in the period."""
    return part(peps_due(files, first, last), lambda row: within(row.pep_date, date.min, row.due))


def cla_attainment8(files: Drops, first: date, last: date) -> list[Case]:
    """Scores of Attainment 8, of children in care with one."""
    rows = [row for row in files.table("pep_attainment", "attainment") if row.subject == "attainment_8" and row.result]
    told = [row for row in rows if within(date(int(row.school_year[:4]) + 1, 8, 31), first, last)]
    return lengths(told, lambda row: float(row.result))


def placement_cost_weekly(files: Drops, first: date, last: date) -> list[Case]:
    """Pounds a week, of purchases that go on on the last day; the day a purchase runs to is one of its days."""
    rows = [row for row in files.table("placement_finance", "purchases") if row.weekly_cost]
    rows = [row for row in rows if within(getattr(row, "from"), date.min, last) and not (row.to and row.to < last)]
    return lengths(rows, lambda row: float(row.weekly_cost))


def adopters_approved(files: Drops, first: date, last: date) -> list[Case]:
    """Households approved to adopt in the period."""
    rows = dated(files.table("adoption_panel", "items"), "decision_date", first, last)
    return count(row for row in rows if row.type == "approval" and row.decision == "agreed")


def adoption_panel_decision_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Decided within 7 working days of the panel, of items about children decided."""
    rows = dated(files.table("adoption_panel", "items"), "decision_date", first, last)
    return part(
        [row for row in rows if row.panel_date and row.child_ref],
        lambda row: by_working_day(row.panel_date, row.decision_date, 7),
    )


def homeless_16_17_applications(files: Drops, first: date, last: date) -> list[Case]:
    """Applications of homeless young people of 16 and 17 in the period."""
    rows = dated(files.table("housing", "applications"), "applied", first, last)
    return count(
        row
        for row in rows
        if row.applicant_dob and add_months(row.applicant_dob, 192) <= row.applied < add_months(row.applicant_dob, 216)
    )


# What ends in no caution and in no court.
INFORMAL = (None, "community_resolution", "no_further_action", "nfa", "dismissed", "pending", "discontinued")


def offended_again(files: Drops, first: date, last: date, low: int, high: int) -> list[Case]:
    """Another offence, proven since, within 365 days of the last outcome in the period, of children of these ages."""
    proven: dict[str, list[Row]] = {}
    for row in files.table("youth_justice", "offences"):
        if row.yj_outcome_date and row.yj_outcome not in INFORMAL:
            proven.setdefault(row.yj_person_id, []).append(row)
    rows = []
    for offences in proven.values():
        judged = [
            row
            for row in dated(offences, "yj_outcome_date", first, last)
            if age(row.birth_date, row.yj_outcome_date) in range(low, high + 1)
        ]
        if judged:
            latest = max(row.yj_outcome_date for row in judged)
            rows.append(Row(again=any(days_after(latest, row.offence_date, 365, 1) for row in offences)))
    return part(rows, lambda row: row.again)


def yj_reoffending_10_14_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 10 to 14 year olds with an outcome in the period."""
    return offended_again(files, first, last, 10, 14)


def yj_reoffending_15_17_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Of 15 to 17 year olds with an outcome in the period."""
    return offended_again(files, first, last, 15, 17)
