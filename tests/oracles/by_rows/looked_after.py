"""Measures of looked-after children, their placements and permanence."""

from datetime import date, timedelta

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
    lengths,
    listed,
    months_before,
    open_rows,
    part,
)


def cla_open(t: Tables, first: date, last: date) -> Answer:
    """Looked after, under 18, short breaks left out."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    return count(each_child(rows, "start_date"))


def cla_legal_fco_pct(t: Tables, first: date, last: date) -> Answer:
    """Part of the children looked after."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.legal_status == "C2")


def cla_legal_ico_pct(t: Tables, first: date, last: date) -> Answer:
    """Part of the children looked after."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.legal_status == "C1")


def placement_kinship_pct(t: Tables, first: date, last: date) -> Answer:
    """Part of the children looked after."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.placement_type in ("U1", "U2", "U3"))


def placement_residential_pct(t: Tables, first: date, last: date) -> Answer:
    """Part of the children looked after."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.placement_type in ("K1", "K2"))


def placement_semi_independent_pct(t: Tables, first: date, last: date) -> Answer:
    """Part of the children looked after."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.placement_type in ("H5", "P2", "K3"))


def placement_provider_own_pct(t: Tables, first: date, last: date) -> Answer:
    """Part of the children looked after."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.placement_provider == "PR1")


def cla_sw_3plus_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """Three or more workers in the 365 days."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: len(workers(t, row, last, 364)) >= 3)


def workers(t: Tables, row, day: date, back: int) -> set[str]:
    """Who was allocated to the child on any of the days that end with the day."""
    since = day - timedelta(days=back)
    held = [each for each in t.of("allocation", row) if each.start_date <= day and each.through_date > since]
    return {each.worker_id for each in held if each.worker_id is not None}


def worker_changes_6m(t: Tables, first: date, last: date) -> Answer:
    """Two or more workers in the 183 days, of children in need for as long."""
    rows = open_rows(t.child_in_need, last)
    rows = [row for row in rows if days_between(row.start_date, last) >= 183]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: len(workers(t, row, last, 182)) >= 2)


def cla_s20_over_6m(t: Tables, first: date, last: date) -> Answer:
    """Section 20 for six months."""
    rows = open_rows(t.legal_status, last, "start_date", "until_date")
    rows = [
        row
        for row in rows
        if row.legal_status == "V2" and months_before(row.start_date, last, 6) and t.is_aged(row, last, -1, 17)
    ]
    return count(each_child(rows, "start_date"))


def cla_first_visit_7d_pct(t: Tables, first: date, last: date) -> Answer:
    """First visits by day 7, of those due."""
    rows = dated(t.looked_after_visit_due, "due_date", first, last)
    rows = [row for row in rows if row.rule == "first"]
    return in_time(rows, "due_date", "held_date")


def cla_visit_overdue(t: Tables, first: date, last: date) -> Answer:
    """Visits not held and past, of children under 18."""
    rows = listed(t.looked_after_visit_due, last, "due_date", "held_date", "until_date", "clock_date")
    rows = [row for row in rows if t.is_aged(row, last, -1, 17)]
    return count(rows)


def cla_re_entry_12m_pct(t: Tables, first: date, last: date) -> Answer:
    """In care again in 365 days, of returns home."""
    rows = dated(t.period_of_care, "until_date", first, last)
    rows = [row for row in rows if row.is_short_break is False and row.reason_ceased in ("E4A", "E4B")]
    return part(rows, lambda row: followed(row, "until_date", "next_start_date", 365, t.known_to))


def cla_started(t: Tables, first: date, last: date) -> Answer:
    """Starts of care, each child once."""
    rows = dated(t.episode, "start_date", first, last)
    rows = [row for row in rows if row.is_short_break is False and row.reason_new_episode == "S"]
    rows = each_child(rows, "start_date", "first")
    return count(rows)


def permanence_achieved_pct(t: Tables, first: date, last: date) -> Answer:
    """By the last exit of each child."""
    rows = dated(t.period_of_care, "until_date", first, last)
    rows = [row for row in rows if row.is_short_break is False and row.reason_ceased not in (None, "X1")]
    rows = each_child(rows, "until_date")
    return part(
        rows,
        lambda row: (
            row.reason_ceased
            in ("E11", "E12", "E41", "E43", "E44", "E45", "E46", "E47", "E48", "E4A", "ADOPTED", "SGO")
        ),
    )


def cao_pct_of_ceased(t: Tables, first: date, last: date) -> Answer:
    """By the last exit of each child."""
    rows = dated(t.period_of_care, "until_date", first, last)
    rows = [row for row in rows if row.is_short_break is False and row.reason_ceased not in (None, "X1")]
    rows = each_child(rows, "until_date")
    return part(rows, lambda row: row.reason_ceased in ("E41",))


def sgo_pct_of_ceased(t: Tables, first: date, last: date) -> Answer:
    """By the last exit of each child."""
    rows = dated(t.period_of_care, "until_date", first, last)
    rows = [row for row in rows if row.is_short_break is False and row.reason_ceased not in (None, "X1")]
    rows = each_child(rows, "until_date")
    return part(rows, lambda row: row.reason_ceased in ("E43", "E44", "E45", "E46", "E47", "E48"))


def adoption_pct_of_ceased(t: Tables, first: date, last: date) -> Answer:
    """By the last exit of each child."""
    rows = dated(t.period_of_care, "until_date", first, last)
    rows = [row for row in rows if row.is_short_break is False and row.reason_ceased not in (None, "X1")]
    rows = each_child(rows, "until_date")
    return part(rows, lambda row: row.reason_ceased in ("E11", "E12"))


def adoption_a1_entry_to_placed_days(t: Tables, first: date, last: date) -> Answer:
    """Days from care to placement, of children adopted."""
    rows = dated(t.adoption_timeline, "order_date", first, last)
    found = lengths([(row.care_start_date, row.placed_date) for row in rows], t.known_to)
    return sum(found), len(found)


def adoption_a2_days(t: Tables, first: date, last: date) -> Answer:
    """Days from placement order to match, of children adopted."""
    rows = dated(t.adoption_timeline, "order_date", first, last)
    found = lengths([(row.placement_order_date, row.match_date) for row in rows], t.known_to)
    return sum(found), len(found)


def adoption_entry_to_order_months(t: Tables, first: date, last: date) -> Answer:
    """Days from care to order, of children adopted."""
    rows = dated(t.adoption_timeline, "order_date", first, last)
    found = lengths([(row.care_start_date, row.order_date) for row in rows], t.known_to)
    return sum(found), len(found)


def adoption_panel_decision_on_time_pct(t: Tables, first: date, last: date) -> Answer:
    """Decided by the last day after the panel."""
    rows = dated(t.adoption_panel_item, "decision_date", first, last)
    return in_time(rows, "decision_due_date", "decision_date")


def adoption_waiting_children(t: Tables, first: date, last: date) -> Answer:
    """Under a placement order and not placed."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [
        row
        for row in rows
        if row.is_short_break is False
        and row.legal_status == "E1"
        and row.placement_type not in ("A3", "A4", "A5", "A6", "ADOPT")
    ]
    return count(each_child(rows, "start_date"))


def early_permanence_pct(t: Tables, first: date, last: date) -> Answer:
    """Ever in U2 or U5 in the same care, of those placed."""
    rows = dated(t.adoption_timeline, "placed_date", first, last)
    return part(
        rows,
        lambda row: any(
            p.placement_type in ("U2", "U5")
            for p in t.of("placement", row)
            if p.period_of_care_key == row.period_of_care_key
        ),
    )


def placement_under16_unregulated(t: Tables, first: date, last: date) -> Answer:
    """Under 16 in unregulated accommodation."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [
        row
        for row in rows
        if row.is_short_break is False
        and t.is_aged(row, last, -1, 15)
        and row.placement_type in ("H5", "K3", "P2", "Z1", "Z11", "Z12", "Z13", "Z14")
    ]
    return count(each_child(rows, "start_date"))


def placement_over_20_miles_pct(t: Tables, first: date, last: date) -> Answer:
    """Far from home and outside, of children looked after."""
    rows = open_rows(t.placement_distance, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.is_far_outside)


def placement_out_of_area_pct(t: Tables, first: date, last: date) -> Answer:
    """Outside the area, of children looked after."""
    rows = open_rows(t.placement_distance, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 17)]
    rows = each_child(rows, "start_date")
    return part(rows, lambda row: row.is_outside)


def placement_cost_weekly(t: Tables, first: date, last: date) -> Answer:
    """Pounds a week of placements that go on."""
    rows = open_rows(t.placement_cost, last, "start_date", "until_date")
    costs = [row.weekly_cost for row in rows if row.weekly_cost is not None]
    return sum(costs), len(costs)


def placement_cost_total_week(t: Tables, first: date, last: date) -> Answer:
    """Pounds a week of placements that go on, together."""
    rows = open_rows(t.placement_cost, last, "start_date", "until_date")
    return sum(row.weekly_cost or 0 for row in rows), None


def placement_stability_long_term_pct(t: Tables, first: date, last: date) -> Answer:
    """Two years with one carer, or with adopters and in the placement before, of under 16s in care for two and a half years."""
    rows = open_rows(t.episode, last, "start_date", "until_date")
    rows = [row for row in rows if row.is_short_break is False and t.is_aged(row, last, -1, 15)]
    rows = each_child([row for row in rows if long_in_care(t, row, last)], "start_date")

    def settled(row) -> bool:
        stays = [p for p in t.of("placement", row) if p.period_of_care_key == row.period_of_care_key]
        stays = [p for p in stays if is_open(p, last, "start_date", "until_date")]
        return any(months_before(p.settled_since_date, last, 24) for p in stays)

    return part(rows, settled)


def long_in_care(t: Tables, row, day: date) -> bool:
    """Whether the episode is of a period of care that began two and a half years ago."""
    care = [each for each in t.of("period_of_care", row) if each.period_of_care_key == row.period_of_care_key]
    return any(
        is_open(each, day, "start_date", "until_date") and months_before(each.start_date, day, 30) for each in care
    )
