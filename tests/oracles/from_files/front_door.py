"""Contacts, the hub and referrals, from the case system's and the hub's own files."""

import json
from datetime import date, datetime

from tests.oracles.from_files.cases import (
    Case,
    Row,
    add_months,
    add_working_days,
    by_child,
    by_working_day,
    count,
    dated,
    days_after,
    is_open,
    lengths,
    part,
    timedelta,
    within,
)
from tests.oracles.from_files.drops import Drops

NOT_IN_NEED = ("RC8", "RC9")
LIMITS = {"red": 0, "amber": 1, "green": 3}


def says(row: Row, column: str, flag: str) -> bool:
    """Whether one flag of an outcome that is kept as JSON is set."""
    return bool(getattr(row, column)) and json.loads(getattr(row, column)).get(flag) == "Y"


def contacts(files: Drops) -> list[Row]:
    """Contacts, one a child, day and source."""
    rows = {(row.person_id, row.contact_date, row.contact_source_code): row for row in files.ssd("contacts")}
    return list(rows.values())


def contacts_received(files: Drops, first: date, last: date) -> list[Case]:
    """Contact records with a contact date in the period, one a child."""
    return count(dated(contacts(files), "contact_date", first, last))


def contact_rate_per_10000(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts of the year, of the children of the county."""
    return count(dated(contacts(files), "contact_date", first, last))


def is_decided(row: Row) -> bool:
    """Whether a contact has an outcome."""
    return bool(row.contact_outcome_json) and "Y" in json.loads(row.contact_outcome_json).values()


def contact_to_referral_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts whose outcome is a referral, of contacts of the period that are decided."""
    rows = [row for row in dated(contacts(files), "contact_date", first, last) if is_decided(row)]
    return part(rows, lambda row: says(row, "contact_outcome_json", "NEW_REFERRAL_FLAG"))


def has_no_action(row: Row) -> bool:
    """Whether a contact ended in no further action, information or advice."""
    return any(says(row, "contact_outcome_json", flag) for flag in ("NFA_FLAG", "ADVICE_FLAG"))


def contact_nfa_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts whose outcome is no further action, information or advice, of contacts of the period that are decided."""
    rows = [row for row in dated(contacts(files), "contact_date", first, last) if is_decided(row)]
    return part(rows, has_no_action)


def contact_nfa_then_s47_90d_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts closed with no further action that section 47, a conference or care followed within 90 days."""
    later = by_child(
        [Row(person_id=row.person_id, day=row.s47_start_date) for row in files.ssd("s47_enquiry")]
        + [Row(person_id=row.person_id, day=row.icpc_date) for row in files.ssd("initial_cp_conference")]
        + [Row(person_id=row.person_id, day=row.entered_care_date) for row in files.ssd("cla_episodes")]
    )
    rows = [row for row in dated(contacts(files), "contact_date", first, last) if has_no_action(row)]
    return part(
        rows,
        lambda row: any(days_after(row.contact_date, each.day, 90, 1) for each in later.get(row.person_id, [])),
    )


def repeat_contact_12m_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts of a child with another contact 1 to 365 days before, of all of the period."""
    of_child = by_child(contacts(files))
    return part(
        dated(contacts(files), "contact_date", first, last),
        lambda row: any(days_after(each.contact_date, row.contact_date, 365, 1) for each in of_child[row.person_id]),
    )


def three_plus_contacts_no_referral(files: Drops, first: date, last: date) -> list[Case]:
    """Children with three contacts or more in the 365 days to the last day and no referral in the same days."""
    since = last - timedelta(days=364)
    referred = {row.person_id for row in dated(files.ssd("cin_episodes"), "referral_date", since, last)}
    of_child = by_child(dated(contacts(files), "contact_date", since, last))
    return count(rows[-1] for child, rows in of_child.items() if len(rows) >= 3 and child not in referred)


def hub(files: Drops) -> list[Row]:
    """The contacts of the hub's log."""
    return files.table("mash_log", "contacts")


def hub_contacts_received(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts in the hub's log, one a child, received in the period."""
    return count(dated(hub(files), "received", first, last))


def contact_decision_1wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Decided by the next working day, of those received that are decided or past it on the last day of the files."""
    rows = [
        row
        for row in dated(hub(files), "received", first, last)
        if row.decided or add_working_days(row.received, 1) < files.known_to
    ]
    return part(rows, lambda row: by_working_day(row.received, row.decided, 1))


def moment(day: date, time: str) -> datetime:
    """A day and the time of it."""
    return datetime.fromisoformat(f"{day}T{time}")


def contact_decision_hours_median(files: Drops, first: date, last: date) -> list[Case]:
    """Hours from contact to decision, of contacts decided in the period."""
    rows = [row for row in dated(hub(files), "decided", first, last) if row.received_at and row.decided_at]

    def hours(row: Row) -> float:
        passed = moment(row.decided, row.decided_at) - moment(row.received, row.received_at)
        return passed.total_seconds() / 3600

    return lengths(rows, hours)


def contacts_undecided(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts received by the last day without a decision on it."""
    return count(row for row in hub(files) if is_open(row.received, row.decided, last))


def contacts_out_of_hours_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts outside office hours, of those of which the log says so; the hours are the hub's own, which the log goes by."""
    rows = [row for row in dated(hub(files), "received", first, last) if row.out_of_hours]
    return part(rows, lambda row: row.out_of_hours == "Y")


def domestic_abuse_notifications(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts from the police for domestic abuse."""
    rows = dated(hub(files), "received", first, last)
    return count(row for row in rows if row.source == "6" and row.presenting_need == "domestic_abuse")


def referrer_told_outcome_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts whose referrer was told the outcome, of those decided."""
    return part(dated(hub(files), "decided", first, last), lambda row: row.referrer_told)


def latest_rating(files: Drops) -> dict[str, str]:
    """The last rating of each contact."""
    rows = sorted(files.table("mash_log", "ratings"), key=lambda row: (row.rated, row.rated_at))
    return {row.contact_no: row.rating for row in rows}


def mash_rag_decision_timeliness_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Completed within the limit of the rating (red on its day, amber 1 working day, green 3), of those completed."""
    rating = latest_rating(files)
    rows = [row for row in dated(hub(files), "decided", first, last) if rating.get(row.contact_no) in LIMITS]
    return part(rows, lambda row: by_working_day(row.received, row.decided, LIMITS[rating[row.contact_no]]))


def mash_rating_changed_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Contacts whose rating was changed after the first, of those received with one."""
    rating = latest_rating(files)
    rows = [row for row in dated(hub(files), "received", first, last) if row.first_rating]
    return part(rows, lambda row: rating.get(row.contact_no, row.first_rating) != row.first_rating)


def referral_decision_1wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Decided by working day 1, of referrals received that are decided or whose limit has passed."""
    rows = [row for row in dated(hub(files), "received", first, last) if row.decision == "referral"]
    return part(rows, lambda row: by_working_day(row.received, row.decided, 1))


def allegations_lado_referrals(files: Drops, first: date, last: date) -> list[Case]:
    """Referrals to the designated officer in the period."""
    return count(dated(files.table("lado", "allegations"), "date_of_referral", first, last))


def allegations_lado_1wd_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Reported within 1 working day of the employer's becoming aware, of referrals in the period."""
    rows = [
        row for row in dated(files.table("lado", "allegations"), "date_of_referral", first, last) if row.employer_aware
    ]
    return part(rows, lambda row: by_working_day(row.employer_aware, row.date_of_referral, 1))


def private_fostering_notifications(files: Drops, first: date, last: date) -> list[Case]:
    """Notifications in the period."""
    return count(dated(files.table("private_fostering", "arrangements"), "notified", first, last))


def private_fostering_7wd_visit_pct(files: Drops, first: date, last: date) -> list[Case]:
    """A first visit within 7 working days, of notifications due in the period."""
    rows = [row for row in files.table("private_fostering", "arrangements") if row.notified]
    due = [row for row in rows if first <= add_working_days(row.notified, 7) <= last]
    return part(due, lambda row: by_working_day(row.notified, row.first_visit, 7))


def mash_partner_response_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Requests of partners answered by the last day the rating allows, of those due in the period."""
    rating = latest_rating(files)
    due = [
        Row(due=add_working_days(row.asked, LIMITS[rating[row.contact_no]]), replied=row.replied)
        for row in files.table("mash_log", "requests")
        if row.asked and rating.get(row.contact_no) in LIMITS
    ]
    return part(
        [row for row in due if within(row.due, first, last)], lambda row: within(row.replied, date.min, row.due)
    )


def private_fostering_visits_on_time_pct(files: Drops, first: date, last: date) -> list[Case]:
    """Made by their day, of visits that fell due in the period: 7 working days, every 42 days in the first year, then 84."""
    visits: dict[str, list[date]] = {}
    for row in files.table("private_fostering", "visits"):
        visits.setdefault(row.pf_number, []).append(row.visit)
    rows = []
    for child in files.table("private_fostering", "arrangements"):
        made = sorted(visits.get(child.pf_number, []))
        dues = [add_working_days(child.notified, 7)]
        dues += [day + timedelta(days=42 if day < add_months(child.la_aware, 12) else 84) for day in made]
        for number, due in enumerate(dues):
            held = made[number] if number < len(made) else None
            if first <= due <= last and (held is not None or not (child.ended and child.ended <= due)):
                rows.append(Row(due=due, held=held))
    return part(rows, lambda row: within(row.held, date.min, row.due))
