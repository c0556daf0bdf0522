"""Which families a programme is for, worked out slowly from the guidance over dictionaries, its thresholds typed here.

People are `{"key", "born"}`, stays `{"key", "home", "from", "to"}`, facts `{"key", "kind", "on", "to", "amount", "possible"}`;
a stay or a fact that goes on has the far future as `to`. It reads no TOML and imports nothing of Sherwood.
"""

import calendar
from datetime import date, timedelta

# version: (how many, of headings or of needs)
RULE = {
    "tf-2012": (3, "headings"),
    "tf-2015": (2, "headings"),
    "tf-2018": (2, "headings"),
    "tf-2020": (2, "headings"),
    "sf-2021": (2, "headings"),
    "sf-2022": (3, "needs"),
}
# Spring and summer of 2020 and spring of 2021: schools were closed.
CLOSED = {date(2020, 4, 15), date(2020, 7, 31), date(2021, 4, 15)}
SKIPS_CLOSED = {"tf-2020", "sf-2021"}
TERM_ENDS = ((4, 15), (7, 31), (12, 31))
YEAR, MATCH = 12, 2

# heading, need, kind of fact, feed, youngest, oldest (both counted), how it is asked, how much
PHASE_ONE = (
    ("C1", "C1.a", "proven_offence", "youth_justice", 0, 17, "in a year", 1),
    ("C1", "C1.b", "antisocial_measure", "police_incidents", 0, 199, "in a year", 1),
    ("C1", "C1.c", "housing_antisocial_step", "housing", 0, 199, "in a year", 1),
    ("C2", "C2.a", "permanent_exclusion", "exclusions", 0, 17, "in three terms", 1),
    ("C2", "C2.b", "suspension", "exclusions", 0, 17, "in three terms", 3),
    ("C2", "C2.e", "sessions_unauthorised", "school_census", 5, 15, "of sessions", 15),
    ("C3", "C3.a", "benefit", "dwp", 18, 199, "last answer", 1),
    ("C4", "C4.a", "child_in_need", "ssd", 0, 17, "goes on", 1),
)
EXPANDED = (
    ("P1", "P1.1", "proven_offence", "youth_justice", 10, 17, "in a year", 1),
    ("P1", "P1.2", "antisocial_measure", "police_incidents", 0, 199, "in a year", 1),
    ("P2", "P2.1", "sessions", "school_census", 5, 15, "of sessions", 10),
    ("P2", "P2.2", "suspension", "exclusions", 0, 17, "in three terms", 3),
    ("P2", "P2.2a", "suspension", "exclusions", 4, 10, "days in three terms", 5),
    ("P2", "P2.2b", "suspension", "exclusions", 0, 17, "days in three terms", 10),
    ("P2", "P2.3", "permanent_exclusion", "exclusions", 0, 17, "in three terms", 1),
    ("P3", "P3.1", "early_help", "early_help", 0, 17, "goes on", 1),
    ("P3", "P3.2", "child_in_need", "ssd", 0, 17, "goes on", 1),
    ("P3", "P3.3", "section_47", "ssd", 0, 17, "in a year", 1),
    ("P3", "P3.4", "protection_plan", "ssd", 0, 17, "goes on", 1),
    ("P4", "P4.1", "benefit", "dwp", 18, 199, "last answer", 1),
    ("P4", "P4.4", "not_in_education", "neet", 16, 18, "goes on", 1),
    ("P5", "P5.1", "domestic_abuse_victim", "police_incidents", 0, 199, "ever", 1),
    ("P5", "P5.2", "domestic_abuse_suspect", "police_incidents", 0, 199, "in a year", 1),
    ("P5", "P5.3", "domestic_abuse_call", "police_incidents", 0, 199, "in a year", 1),
    ("P6", "P6.2", "treatment", "substance_misuse", 0, 199, "goes on", 1),
)
OUTCOMES = (
    ("O1", "1.1", "sessions", "school_census", 5, 15, "of sessions", 10),
    ("O1", "1.2", "suspension", "exclusions", 0, 17, "in three terms", 3),
    ("O1", "1.3", "permanent_exclusion", "exclusions", 0, 17, "in three terms", 1),
    ("O4", "4.1", "treatment", "substance_misuse", 18, 199, "goes on", 1),
    ("O4", "4.2", "treatment", "substance_misuse", 0, 17, "goes on", 1),
    ("O6", "6.1", "protection_plan", "ssd", 0, 17, "goes on", 1),
    ("O6", "6.2", "missing", "ssd", 0, 17, "in a year", 1),
    ("O6", "6.3", "exploitation", "exploitation", 0, 17, "goes on", 1),
    ("O7", "7.1", "antisocial_measure", "police_incidents", 18, 199, "in a year", 1),
    ("O7", "7.3", "proven_offence", "youth_justice", 10, 17, "in a year", 1),
    ("O8", "8.1", "domestic_abuse_victim", "police_incidents", 0, 199, "ever", 1),
    ("O8", "8.2", "domestic_abuse_suspect", "police_incidents", 18, 199, "in a year", 1),
    ("O8", "8.3", "domestic_abuse_call", "police_incidents", 0, 17, "in a year", 1),
    ("O9", "9.1", "temporary_accommodation", "housing", 0, 199, "goes on", 1),
    ("O9", "9.2", "possession_step", "housing", 0, 199, "in a year", 1),
    ("O9", "9.4", "homeless", "housing", 0, 199, "goes on", 1),
    ("O10", "10.1", "benefit", "dwp", 18, 199, "last answer", 1),
    ("O10", "10.2", "rent_owed", "housing", 0, 199, "last answer", 8),
    ("O10", "10.3", "not_in_education", "neet", 16, 18, "goes on", 1),
)
ASKS = dict.fromkeys(RULE, EXPANDED) | {"tf-2012": PHASE_ONE, "sf-2022": OUTCOMES}
# Facts that a second feed tells too: without either of them nobody can say no.
ALSO_TOLD_BY = {"early_help": "ssd", "suspension": "school_census", "permanent_exclusion": "school_census"}
UNTOLD_IS_UNKNOWN = {"benefit", "sessions", "sessions_unauthorised"}
STALE_AFTER = {"dwp": 92, "school_census": 400}


def feeds_of(ask):
    """The feeds that tell what is asked."""
    return tuple(feed for feed in (ask[3], ALSO_TOLD_BY.get(ask[2])) if feed)


def age(born, day):
    """Whole years; who is born on 29 February has a birthday on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_before(day, months):
    year, month = day.year, day.month - months
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_terms(day, many, closed):
    """The last days of the terms over by the day, latest first."""
    ends = sorted((date(year, *end) for year in range(day.year - 9, day.year + 1) for end in TERM_ENDS), reverse=True)
    return [end for end in ends if end <= day and end not in closed][:many]


def holds(ask, told, day, closed):
    """True, false or unknown (None) for one person of the right age, of the facts of the right kind told by the day."""
    _, _, kind, _, _, _, how, much = ask
    if how == "goes on":
        return any(each["to"] > day for each in told)
    if how in {"of sessions", "last answer"}:
        return of_sessions(told, much, day, closed) if how == "of sessions" else last_answer(told, kind, much, day)
    if how == "ever":
        recent = told
    elif how == "in a year":
        # An enquiry that was open or closed within the year counts; what happens on a day ends on it.
        recent = [each for each in told if max(each["on"], each["to"]) > months_before(day, YEAR)]
    else:
        earliest = last_terms(day, 3, closed)[-1]
        first = last_terms(earliest - timedelta(days=1), 1, set())[0] + timedelta(days=1)
        recent = [each for each in told if each["on"] >= first]
    return (sum(each["amount"] for each in recent) if how.startswith("days") else len(recent)) >= much


def of_sessions(told, much, day, closed):
    """Whether so many of each hundred sessions of three terms were missed."""
    recent = [each for each in told if each["on"] in last_terms(day, 3, closed)]
    if not recent:
        return None
    return sum(each["amount"] for each in recent) * 100 >= much * sum(each["possible"] for each in recent)


def of_school_age_in_time(born, youngest, day, closed):
    """Whether a child was of school age when the latest term over by the day began: only then does a school owe its sessions."""
    latest = last_terms(day, 1, closed)[0]
    begun = last_terms(latest - timedelta(days=1), 1, set())[0] + timedelta(days=1)
    return age(born, begun) >= youngest


def last_answer(told, kind, much, day):
    """What the newest answer of two months says."""
    recent = [each for each in told if each["on"] > months_before(day, MATCH)]
    if not recent:
        return None if kind in UNTOLD_IS_UNKNOWN else False
    newest = max(each["on"] for each in recent)
    return max(each["amount"] for each in recent if each["on"] == newest) >= much


def families(people, stays, facts, day):
    """For each home with a child: the keys of its children and of its adults."""
    born = {each["key"]: each["born"] for each in people}
    placed = {each["key"] for each in facts if each["kind"] == "looked_after" and each["on"] <= day < each["to"]}
    homes = {}
    for stay in stays:
        key = stay["key"]
        if stay["from"] <= day < stay["to"] and key not in placed and key in born and born[key] <= day:
            homes.setdefault(stay["home"], set()).add(key)
    for home in homes.values():
        children = {key for key in home if age(born[key], day) < 18}
        if children:
            yield children, home - children


def assessed(version, people, stays, facts, newest, day):
    """`{children: (result, {need: met})}` of every family; two homes with the same children are told by a list."""
    many, of = RULE[version]
    closed = CLOSED if version in SKIPS_CLOSED else set()
    born = {each["key"]: each["born"] for each in people}
    found = []
    for children, adults in families(people, stays, facts, day):
        needs, headings = {}, {}
        for ask in ASKS[version]:
            heading, need, kind, _, youngest, oldest, _, _ = ask
            answers = []
            for key in children | adults:
                if youngest <= age(born[key], day) <= oldest:
                    told = [each for each in facts if each["key"] == key and each["kind"] == kind and each["on"] <= day]
                    met = holds(ask, told, day, closed)
                    owed = ask[6] != "of sessions" or of_school_age_in_time(born[key], youngest, day, closed)
                    answers.append(False if met is None and not owed else met)
            lost = any(
                feed not in newest or (day - newest[feed]).days > STALE_AFTER.get(feed, 10**6) for feed in feeds_of(ask)
            )
            nobody = youngest == 18 and not adults
            met = True if True in answers else None if None in answers or lost or nobody else False
            needs[need] = met
            headings.setdefault(heading, []).append(met)
        rolled = [True if True in each else None if None in each else False for each in headings.values()]
        counted = rolled if of == "headings" else list(needs.values())
        sure, unsure = counted.count(True), counted.count(None)
        result = "eligible" if sure >= many else "cannot_tell" if sure + unsure >= many else "not_eligible"
        found.append((sorted(children), sorted(adults), result, needs))
    return sorted(found, key=lambda each: each[:2])
