"""Eleven measures by their words in measures.csv and timescales.md, counted child by child over one feed's facts."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from tests.oracles import periods
from tests.oracles.bank_days import add_months, add_working_days, working_days_between
from tests.oracles.returns.facts import read

Row = tuple[str, int, int]  # child, numerator, denominator


def referrals_of_others(facts: dict) -> list[dict]:
    """Referrals but those made while another case of the child was open (timescales.md: that is none; closed on a day is closed)."""
    by_child: dict[str, list[dict]] = {}
    for row in facts["referrals"]:
        by_child.setdefault(row["child"], []).append(row)
    found = []
    for rows in by_child.values():
        for row in rows:
            earlier = [other for other in rows if other["date"] < row["date"]]
            if not any(other["closed"] is None or other["closed"] > row["date"] for other in earlier):
                found.append(row)
    return found


def contacts_received(facts: dict, first: date, last: date) -> Iterable[Row]:
    """One contact for a child, a day and a source."""
    seen = {(row["child"], row["date"], row["source"]) for row in facts["contacts"] if row["child"] and row["date"]}
    return [(child, 1, 0) for child, day, _ in sorted(seen) if first <= day <= last]


def referrals_received(facts: dict, first: date, last: date) -> Iterable[Row]:
    return [(row["child"], 1, 0) for row in referrals_of_others(facts) if first <= row["date"] <= last]


def re_referral_12m_pct(facts: dict, first: date, last: date) -> Iterable[Row]:
    """An earlier referral 1 to 365 days before."""
    days: dict[str, list[date]] = {}
    for row in facts["referrals"]:
        days.setdefault(row["child"], []).append(row["date"])
    return [
        (row["child"], int(any(1 <= (row["date"] - day).days <= 365 for day in days[row["child"]])), 1)
        for row in referrals_of_others(facts)
        if first <= row["date"] <= last
    ]


def assessments_45wd_pct(facts: dict, first: date, last: date) -> Iterable[Row]:
    """The return's clock: the assessment's own start is day 0, day 45 is in time."""
    return [
        (row["child"], int(row["authorised"] <= add_working_days(row["start"], 45)), 1)
        for row in facts["assessments"]
        if row["authorised"] and first <= row["authorised"] <= last
    ]


def s47_started(facts: dict, first: date, last: date) -> Iterable[Row]:
    return [(row["child"], 1, 0) for row in facts["enquiries"] if first <= row["start"] <= last]


def strategy_to_icpc_15wd_pct(facts: dict, first: date, last: date) -> Iterable[Row]:
    """By the conference's day; one dated before its enquiry is left out of the timing. Each enquiry counts."""
    return [
        (row["child"], int(working_days_between(row["start"], row["conference"]) <= 15), 1)
        for row in facts["enquiries"]
        if row["conference"] and first <= row["conference"] <= last and row["conference"] >= row["start"]
    ]


def cpp_open(facts: dict, first: date, last: date) -> Iterable[Row]:
    """Open when it began on or before the day and its end lies after it; a child counts once."""
    held = {
        row["child"] for row in facts["plans"] if row["start"] <= last and (row["end"] is None or row["end"] > last)
    }
    return [(child, 1, 0) for child in sorted(held)]


def cpp_started(facts: dict, first: date, last: date) -> Iterable[Row]:
    return [(row["child"], 1, 0) for row in facts["plans"] if first <= row["start"] <= last]


def cpp_duration_2y_ended_pct(facts: dict, first: date, last: date) -> Iterable[Row]:
    """More than 729 days, the day of ending counted."""
    return [
        (row["child"], int((row["end"] - row["start"]).days + 1 > 729), 1)
        for row in facts["plans"]
        if row["end"] and first <= row["end"] <= last
    ]


def cpp_review_on_time_pct(facts: dict, first: date, last: date) -> Iterable[Row]:
    """On a plan on the last day for three months or more; one review late in the period fails the child, however long before it was due.

    The first is due three months after the initial conference (the plan's start where none is known), later ones six months after
    the one before. One due on the last day and not held by its end is late, one held late before the first day is no longer. Before
    the files of reviews begin one may have been held that no file knows: the next was due six months after the day before they do.
    """
    begin = facts.get("reviews_from", date.min)
    reviews: dict[tuple, set[date]] = {}
    for row in facts["reviews"]:
        if row["date"] and row["plan"]:
            reviews.setdefault((row["child"], row["plan"]), set()).add(row["date"])
    conferences: dict[str, list[date]] = {}
    for row in facts["conferences"]:
        if row["date"]:
            conferences.setdefault(row["child"], []).append(row["date"])
    found = []
    for plan in facts["plans"]:
        if not (plan["start"] <= last and (plan["end"] is None or plan["end"] > last)):
            continue
        if add_months(plan["start"], 3) > last:
            continue
        before = [
            day
            for day in conferences.get(plan["child"], [])
            if day <= plan["start"] and (plan["start"] - day).days <= 28
        ]
        clock, months = (max(before) if before else plan["start"]), 3
        late = False
        for held in [*sorted(reviews.get((plan["child"], plan["start"]), ())), date.max]:
            due = add_months(clock, months)
            limit = due if due >= begin else add_months(begin, 6) - timedelta(days=1)
            late = late or (limit <= last and held > limit and held >= first)
            if held > last:
                break
            clock, months = held, 6
        found.append((plan["child"], int(not late), 1))
    return found


def cpp_visit_on_time_pct(facts: dict, first: date, last: date) -> Iterable[Row]:
    """On a plan on the last day; seen within the last 10 working days, or the plan itself is no older."""
    visits: dict[str, list[date]] = {}
    for row in facts["visits"]:
        if row["date"] and row["date"] <= last and row["seen"] is not False:
            visits.setdefault(row["child"], []).append(row["date"])
    found = []
    for plan in facts["plans"]:
        if not (plan["start"] <= last and (plan["end"] is None or plan["end"] > last)):
            continue
        latest = max([plan["start"], *(day for day in visits.get(plan["child"], []) if day >= plan["start"])])
        found.append((plan["child"], int(add_working_days(latest, 10) >= last), 1))
    return found


MEASURES: dict[str, tuple[Callable[[dict, date, date], Iterable[Row]], str, tuple[str, ...]]] = {
    # measure: how it is counted, kind, feeds that can answer it
    "contacts_received": (contacts_received, "count", ("ssd", "annex_a")),
    "referrals_received": (referrals_received, "count", ("ssd", "cin_census")),
    "re_referral_12m_pct": (re_referral_12m_pct, "percent", ("ssd", "cin_census")),
    "assessments_45wd_pct": (assessments_45wd_pct, "percent", ("ssd", "cin_census", "annex_a")),
    "s47_started": (s47_started, "count", ("ssd", "cin_census", "annex_a")),
    "strategy_to_icpc_15wd_pct": (strategy_to_icpc_15wd_pct, "percent", ("ssd", "cin_census", "annex_a")),
    "cpp_open": (cpp_open, "count", ("ssd", "cin_census", "annex_a")),
    "cpp_started": (cpp_started, "count", ("ssd", "cin_census", "annex_a")),
    "cpp_duration_2y_ended_pct": (cpp_duration_2y_ended_pct, "percent", ("ssd", "cin_census", "annex_a")),
    "cpp_review_on_time_pct": (cpp_review_on_time_pct, "percent", ("ssd", "cin_census")),
    "cpp_visit_on_time_pct": (cpp_visit_on_time_pct, "percent", ("ssd",)),
}


def measure(
    name: str, folder: Path, feed: str, date_from: date, date_to: date, grain: str, by: str | None = None
) -> list[dict]:
    """A measure over one feed's files, by period and by `sex` if asked."""
    count, kind, _ = MEASURES[name]
    facts = read(folder, feed)
    found = []
    for label, first, last in periods.split(date_from, date_to, grain):
        rows = [
            {"numerator": part, "denominator": whole, "sex": facts["children"].get(child, {}).get("sex")}
            for child, part, whole in count(facts, first, last)
        ]
        found += periods.add_up(rows, label, by, kind)
    return found
