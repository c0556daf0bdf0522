"""Referrals to children's social care and what became of them, from the case system's files."""

from datetime import date

from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_months,
    add_working_days,
    by_child,
    count,
    dated,
    days_after,
    is_open,
    one_a_child,
    part,
    within,
)
from tests.oracles.from_files.drops import Drops
from tests.oracles.from_files.front_door import NOT_IN_NEED, says


def referrals(files: Drops) -> list[Row]:
    """Referrals, those on a case already open left out; several of one day are one."""
    rows = {(row.person_id, row.referral_date): row for row in files.ssd("cin_episodes") if row.referral_date}
    of_child = by_child(rows.values())

    def is_on_open_case(row: Row) -> bool:
        return any(
            each.referral_date < row.referral_date and is_open(each.referral_date, each.close_date, row.referral_date)
            for each in of_child[row.person_id]
        )

    return [row for row in rows.values() if not is_on_open_case(row)]


def referrals_received(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals in the period, those on open cases left out."""
    return count(dated(referrals(files), "referral_date", first, last))


def referral_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals of the year, of the children of the county."""
    return referrals_received(files, first, last)


def from_source(files: Drops, first: date, last: date, *codes: str) -> list[Case]:
    """Referrals from these sources, of those of the period whose source is recorded."""
    rows = [row for row in dated(referrals(files), "referral_date", first, last) if row.referral_source_code]
    return part(rows, lambda row: row.referral_source_code in codes)


def referrals_from_schools_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals from schools (2A)."""
    return from_source(files, first, last, "2A")


def referrals_from_police_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals from the police (6)."""
    return from_source(files, first, last, "6")


def referrals_from_health_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals from health services (3A to 3F)."""
    return from_source(files, first, last, "3A", "3B", "3C", "3D", "3E", "3F")


def referral_nfa_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals with the flag of no further action, of those of the period."""
    return part(dated(referrals(files), "referral_date", first, last), lambda row: row.referral_nfa == "Y")


def earlier(files: Drops) -> dict[tuple, Row]:
    """Each referral's last one before it, of an earlier day and at most 365 days before."""
    found = {}
    for rows in by_child(referrals(files)).values():
        for row in rows:
            before = [each for each in rows if days_after(each.referral_date, row.referral_date, 365, 1)]
            if before:
                found[row.person_id, row.referral_date] = max(before, key=lambda each: each.referral_date)
    return found


def re_referral_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals of a child referred 1 to 365 days before, of those of the period."""
    before = earlier(files)
    rows = dated(referrals(files), "referral_date", first, last)
    return part(rows, lambda row: (row.person_id, row.referral_date) in before)


def re_referral_child_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children referred again at least once in the period, of children referred in it."""
    before = earlier(files)
    of_child = by_child(dated(referrals(files), "referral_date", first, last))
    again = {child for child, rows in of_child.items() if any((child, row.referral_date) in before for row in rows)}
    return part([rows[0] for rows in of_child.values()], lambda row: row.person_id in again)


def re_referral_after_nfa_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Re-referrals whose referral before, or its assessment, ended in no further action, of those of the period."""
    before = earlier(files)
    of_referral = {row.referral_id: row for row in files.ssd("cin_assessments")}

    def ended_so(row: Row) -> bool:
        previous = before[row.person_id, row.referral_date]
        assessment = of_referral.get(previous.referral_id)
        return previous.referral_nfa == "Y" or (assessment is not None and assessment.assessment_outcome_nfa == "Y")

    rows = dated(referrals(files), "referral_date", first, last)
    return part([row for row in rows if (row.person_id, row.referral_date) in before], ended_so)


def referral_no_assessment_open(files: Drops, first: date, last: date) -> list[Case]:
    """Open referrals to be assessed whose assessment had not begun two working days on: one is for the decision."""
    begun = {
        row.referral_id for row in files.ssd("cin_assessments") if within(row.assessment_start_date, date.min, last)
    }
    rows = [row for row in referrals(files) if is_open(row.referral_date, row.close_date, last)]
    rows = [row for row in rows if says(row, "referral_outcome_json", "SINGLE_ASSESSMENT_FLAG")]
    rows = [row for row in rows if add_working_days(row.referral_date, 2) <= last]
    return count(row for row in rows if row.referral_id not in begun)


def referrals_assessed_not_in_need_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals closed after assessment as not in need (RC8, RC9), of those of the period."""
    rows = dated(referrals(files), "referral_date", first, last)
    return part(rows, lambda row: row.close_reason in NOT_IN_NEED)


def in_need(files: Drops, day: date) -> list[Row]:
    """Each child with an open referral on a day, those of no further action left out."""
    rows = [row for row in files.ssd("cin_episodes") if row.referral_nfa != "Y"]
    return one_a_child([row for row in rows if is_open(row.referral_date, row.close_date, day)], "referral_date")


def cin_open(files: Drops, first: date, last: date) -> list[Case]:
    """Children with an open referral on the last day."""
    return count(in_need(files, last))


def cin_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Children in need on the last day, of the children of the county."""
    return cin_open(files, first, last)


def cin_started(files: Drops, first: date, last: date) -> list[Case]:
    """Episodes opened in the period."""
    return count(row for row in dated(referrals(files), "referral_date", first, last) if row.referral_nfa != "Y")


def closed(files: Drops, first: date, last: date) -> list[Row]:
    """Cases closed in the period, referrals of no further action left out: they opened none."""
    return [row for row in dated(files.ssd("cin_episodes"), "close_date", first, last) if row.referral_nfa != "Y"]


def cin_ended(files: Drops, first: date, last: date) -> list[Case]:
    """Episodes closed in the period."""
    return count(closed(files, first, last))


def cin_closed_under_3m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Episodes that lasted under 3 months, of those ended in the period."""
    rows = closed(files, first, last)
    return part(rows, lambda row: row.close_date < add_months(row.referral_date, 3))


def cin_duration_2y_plus_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children in need for 2 years or longer, of children in need on the last day."""
    return part(in_need(files, last), lambda row: add_months(row.referral_date, 24) <= last)


def cin_primary_need_abuse_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children whose need is abuse or neglect (N1), of children in need on the last day whose need is recorded."""
    rows = [row for row in in_need(files, last) if row.cin_primary_need_code not in (None, "N0")]
    return part(rows, lambda row: row.cin_primary_need_code == "N1")


def cin_disability_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Children with a disability, of children in need on the last day."""
    disabled = {row.person_id for row in files.ssd("disability") if row.disability_code not in (None, "NONE")}
    return part(in_need(files, last), lambda row: row.person_id in disabled)
