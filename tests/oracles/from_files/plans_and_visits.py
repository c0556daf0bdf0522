"""Children in need on a plan, visits to them and to children in care, and who holds their cases, from the case system's files."""

from datetime import date

from tests.oracles import care
from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_months,
    add_working_days,
    by_child,
    count,
    dated,
    days_after,
    lengths,
    one_a_child,
    open_rows,
    part,
    within,
)
from tests.oracles.from_files.child_protection import on_plan
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.referrals import closed, in_need, referrals


def in_care(files: Drops, day: date) -> list[Row]:
    """Children with an episode of care open on a day, short breaks left out."""
    status = by_child(files.ssd("legal_status"))

    def is_short_break(row: Row) -> bool:
        now = open_rows(status.get(row.person_id, []), day, "legal_status_start_date", "legal_status_end_date")
        return bool(now) and all(each.legal_status in care.SHORT_BREAKS for each in now)

    rows = open_rows(files.ssd("cla_episodes"), day, "cla_episode_start_date", "cla_episode_ceased_date")
    return [row for row in one_a_child(rows, "cla_episode_start_date") if not is_short_break(row)]


def on_need_plan(files: Drops, day: date) -> list[Row]:
    """Children with an open plan for a child in need who are on no protection plan and not in care."""
    others = {row.person_id for row in on_plan(files, day)} | {row.person_id for row in in_care(files, day)}
    rows = open_rows(files.ssd("cin_plans"), day, "cin_plan_start_date", "cin_plan_end_date")
    return [row for row in one_a_child(rows, "cin_plan_start_date") if row.person_id not in others]


def cin_plan_open(files: Drops, first: date, last: date) -> list[Case]:
    """Children with an open plan, on no protection plan and not in care."""
    return count(on_need_plan(files, last))


def cin_duration_over_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """On a plan for more than 365 days, of children on one on the last day."""
    return part(on_need_plan(files, last), lambda row: (last - row.cin_plan_start_date).days > 365)


def need_visit_limit(files: Drops, plan: Row, day: date) -> date:
    """20 working days after the child was last seen on the plan, or after its start."""
    seen = [
        row.cin_visit_date
        for row in by_child(files.ssd("cin_visits")).get(plan.person_id, [])
        if row.cin_visit_seen == "Y" and within(row.cin_visit_date, plan.cin_plan_start_date, day)
    ]
    return add_working_days(max(seen, default=plan.cin_plan_start_date), 20)


def cin_visit_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Seen within 20 working days, of children on a plan on the last day."""
    return part(on_need_plan(files, last), lambda row: need_visit_limit(files, row, last) >= last)


def cin_visit_overdue(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a plan not seen within 20 working days."""
    return count(row for row in on_need_plan(files, last) if need_visit_limit(files, row, last) < last)


def cin_closed_re_referred_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Plans ended in the period followed by a referral within 365 days, of plans ended."""
    of_child = by_child(referrals(files))

    def came_back(row: Row) -> bool:
        return any(
            days_after(row.cin_plan_end_date, each.referral_date, 365, 1) for each in of_child.get(row.person_id, [])
        )

    return part(dated(files.ssd("cin_plans"), "cin_plan_end_date", first, last), came_back)


def cla_visits(files: Drops, child: str) -> list[date]:
    """Days on which a child in care was visited and seen."""
    rows = by_child(files.ssd("cla_visits")).get(child, [])
    return sorted(row.cla_visit_date for row in rows if row.cla_visit_seen == "Y" and row.cla_visit_date)


def cp_and_cla_dual_status(files: Drops, first: date, last: date) -> list[Case]:
    """Children on a protection plan who are in care, too."""
    looked_after = {row.person_id for row in in_care(files, last)}
    return count(row for row in on_plan(files, last) if row.person_id in looked_after)


def holders(files: Drops, day: date) -> dict[str, list[Row]]:
    """Who holds each child's case on a day."""
    rows = [row for row in files.ssd("involvements") if row.professional_role_id == "Allocated Worker"]
    return by_child(open_rows(rows, day, "involvement_start_date", "involvement_end_date"))


def cin_unallocated(files: Drops, first: date, last: date) -> list[Case]:
    """Children in need whose case nobody holds on the last day."""
    held = holders(files, last)
    return count(row for row in in_need(files, last) if row.person_id not in held)


def sw_allocation_days(files: Drops, first: date, last: date) -> list[Case]:
    """Days from a referral to the first holder of the case, of cases first held in the period."""
    held = by_child(row for row in files.ssd("involvements") if row.professional_role_id == "Allocated Worker")
    rows = []
    for referral in referrals(files):
        after = [
            row.involvement_start_date
            for row in held.get(referral.person_id, [])
            if row.involvement_start_date >= referral.referral_date
            and (referral.close_date is None or row.involvement_start_date <= referral.close_date)
        ]
        if after and first <= min(after) <= last:
            rows.append(Row(person_id=referral.person_id, waited=(min(after) - referral.referral_date).days))
    return lengths(rows, lambda row: row.waited)


def missing_of_case(files: Drops) -> list[Row]:
    """Spells of being missing."""
    return [row for row in files.ssd("missing") if row.missing_episode_type == "M"]


def missing_episodes(files: Drops, first: date, last: date) -> list[Case]:
    """Missing episodes that start in the period."""
    return count(dated(missing_of_case(files), "missing_episode_start_date", first, last))


def missing_children(files: Drops, first: date, last: date) -> list[Case]:
    """Children with a missing episode that starts in the period."""
    rows = dated(missing_of_case(files), "missing_episode_start_date", first, last)
    return count(one_a_child(rows, "missing_episode_start_date"))


def adoption_plan_changed(files: Drops, first: date, last: date) -> list[Case]:
    """Decisions for adoption reversed in the period."""
    return count(dated(files.ssd("permanence"), "decision_reversed_date", first, last))


def adoption_waiting_children(files: Drops, first: date, last: date) -> list[Case]:
    """Children with a placement order, not placed, not reversed, on the last day."""
    return count(
        row
        for row in files.ssd("permanence")
        if within(row.placement_order_date, date.min, last)
        and not within(row.placed_for_adoption_date, date.min, last)
        and not within(row.placed_ffa_cp_date, date.min, last)
        and not within(row.decision_reversed_date, date.min, last)
        and not within(row.permanence_order_date, date.min, last)
    )


def pathway_plan_in_place_pct(files: Drops, first: date, last: date) -> list[Case]:
    """A plan reviewed in the last 6 months, of young people who have left care."""
    return part(
        files.ssd("care_leavers"),
        lambda row: row.pathway_plan_review_date is not None and add_months(row.pathway_plan_review_date, 6) >= last,
    )


def pathway_visit_8wk_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contact within 56 days, of young people who have left care."""
    return part(files.ssd("care_leavers"), lambda row: days_after(row.care_leaver_latest_contact, last, 56))


def stepped_down(files: Drops, first: date, last: date) -> list[Row]:
    """Children whose case closed in the period and whose early help began within 28 days."""
    helped = by_child(files.ssd("early_help_episodes"))
    rows = [
        row
        for row in closed(files, first, last)
        if any(days_after(row.close_date, each.episode_start_date, 28) for each in helped.get(row.person_id, []))
    ]
    return one_a_child(rows, "close_date")


def step_down_cases(files: Drops, first: date, last: date) -> list[Case]:
    """Closures of social care that step down to early help."""
    return count(stepped_down(files, first, last))


def step_down_re_referral_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Followed by a referral within 365 days, of steps down."""
    of_child = by_child(referrals(files))
    return part(
        stepped_down(files, first, last),
        lambda row: any(
            days_after(row.close_date, each.referral_date, 365, 1) for each in of_child.get(row.person_id, [])
        ),
    )
