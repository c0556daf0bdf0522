"""Children built by hand for the rules: only what a case needs is given, the rest is usual."""

import datetime as dt

from sherwood.synthetic.cases import Case, Household, Member
from sherwood.synthetic.lives import HomeAddress, ProtectionPlanRecord
from sherwood.synthetic.people import Child, LegalSpell, PeriodOfCare, Placement

OPEN = dt.date(2030, 1, 1)
REFERRED = dt.date(2025, 6, 2)


def a_child(birth_date: dt.date = dt.date(2014, 6, 1), **others: object) -> Child:
    usual: dict[str, object] = {
        "number": "100001",
        "family": 1,
        "sex": "F",
        "ethnicity": "WBRI",
        "upn": "UN1",
        "need": "N1",
        "home_district": "ZY1",
        "home_postcode": "ZY1 1AA",
    }
    return Child(birth_date=birth_date, **(usual | others))


def a_period(*spells: tuple[dt.date, str, str], end: dt.date = OPEN, reason: str = "E4A") -> PeriodOfCare:
    """A period of legal spells given as (start, state, legal status), in one placement until places are given."""
    starts = [start for start, _, _ in spells] + [end]
    legal = [LegalSpell(start, starts[at + 1], state, status) for at, (start, state, status) in enumerate(spells)]
    period = PeriodOfCare(starts[0], end, reason, legal)
    period.placements = [a_placement(starts[0], end)]
    return period


def a_placement(start: dt.date, end: dt.date = OPEN, kind: str = "U6", **others: object) -> Placement:
    usual: dict[str, object] = {"provider": "PR1", "postcode": "ZY2 2BB", "urn": "9110001"}
    return Placement(start, end, kind, **(usual | others))


def a_household(*members: Member) -> Household:
    first = HomeAddress(dt.date(2010, 1, 1), dt.date(2024, 1, 1), "ZY1 1AA", "ZY1", "4", "Acorn Lane")
    second = HomeAddress(dt.date(2024, 1, 1), None, "ZY5 2BB", "ZY5", "9", "Reed Walk")
    return Household(1, "Oakmere", [first, second], list(members))


def a_member(birth_date: dt.date = dt.date(2014, 6, 1), **others: object) -> Member:
    return Member(a_child(birth_date), "Iris", "Oakmere", **others)


def a_case(close: dt.date = dt.date.max, reason: str = "RC7") -> Case:
    return Case(REFERRED, "6", "N1", close_date=close, close_reason=reason)


def a_plan(start: dt.date, end: dt.date | None = None, **others: object) -> ProtectionPlanRecord:
    usual: dict[str, object] = {"initial_category": "NEG", "latest_category": "EMO", "previous_plans": 0}
    usual |= {"conference_date": start, "review_dates": (), "visits": ()}
    return ProtectionPlanRecord(start, end, **(usual | others))
