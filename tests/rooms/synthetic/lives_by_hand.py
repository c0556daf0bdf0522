"""One life made by hand, with everything a child can have, around the days the tests cut it at."""

import datetime as dt

from tests.rooms.synthetic.builders import a_child, a_period

from sherwood.synthetic.lives import (
    AssessmentRecord,
    ContactRecord,
    EarlyHelpCase,
    EnquiryRecord,
    HomeAddress,
    Life,
    NeedPlanRecord,
    ProtectionPlanRecord,
    ReferralRecord,
    VisitRecord,
    WorkerSpell,
)

REFERRED, CONFERENCE, CLOSED = dt.date(2025, 6, 2), dt.date(2025, 6, 20), dt.date(2026, 9, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def visit(text: str, *, seen: bool = True) -> VisitRecord:
    return VisitRecord(day(text), seen, seen)


def a_plan(end: str | None = "2026-03-16", **others: object) -> ProtectionPlanRecord:
    usual: dict[str, object] = {
        "initial_category": "NEG",
        "latest_category": "EMO",
        "previous_plans": 1,
        "conference_date": CONFERENCE,
        "review_dates": (day("2025-09-15"), day("2026-03-16")),
        "visits": (visit("2025-06-24"), visit("2025-07-03", seen=False), visit("2026-02-10")),
    }
    return ProtectionPlanRecord(CONFERENCE, day(end) if end else None, **(usual | others))


def a_referral(**others: object) -> ReferralRecord:
    """A referral with an assessment, an enquiry that led to a plan, and a child in need plan after it; closed."""
    usual: dict[str, object] = {
        "referral_date": REFERRED,
        "source": "6",
        "primary_need": "N1",
        "is_no_further_action": False,
        "close_date": CLOSED,
        "close_reason": "RC7",
        "worker": "SW1",
        "team": "mash",
        "assessments": [
            AssessmentRecord(REFERRED, day("2025-07-10"), True, False, ("3B", "16A"), "SW2", "assessment_north")
        ],
        "enquiries": [
            EnquiryRecord(
                REFERRED, day("2025-06-12"), False, day("2025-06-23"), CONFERENCE, True, "SW2", "assessment_north"
            )
        ],
        "protection_plans": [a_plan()],
        "need_plans": [NeedPlanRecord(day("2026-03-16"), CLOSED, (visit("2026-04-20"), visit("2026-08-03")))],
    }
    return ReferralRecord(**(usual | others))


def a_life(**others: object) -> Life:
    """A child with a closed case, early help after it, two addresses and three workers in turn."""
    usual: dict[str, object] = {
        "child": a_child(day("2014-06-01"), upn="A812345678901"),
        "forename": "Iris",
        "surname": "Oakmere",
        "disabilities": ("LD",),
        "addresses": [
            HomeAddress(day("2014-06-01"), day("2025-01-01"), "ZY1 1AA", "ZY1", "4", "Acorn Lane"),
            HomeAddress(day("2025-01-01"), None, "ZY5 2BB", "ZY5", "9", "Reed Walk"),
        ],
        "contacts": [
            ContactRecord(REFERRED, "6", "referral"),
            ContactRecord(day("2026-05-21"), "2A", "existing_case"),
            ContactRecord(day("2026-11-20"), "1A", "no_further_action"),
        ],
        "early_help": [
            EarlyHelpCase(day("2026-09-10"), None, "Parenting", "", "Council", "SW4", day("2026-10-05")),
        ],
        "referrals": [a_referral()],
        "worker_spells": [
            WorkerSpell("SW2", "assessment_north", REFERRED, day("2025-07-10"), "FCONTA"),
            WorkerSpell("SW3", "safeguarding_north", day("2025-07-10"), CLOSED, "TSPROC"),
        ],
        "care_visits": [],
    }
    return Life(**(usual | others))


def a_life_in_care(**others: object) -> Life:
    """A child in care since April 2025 under an interim, then a full care order."""
    child = a_child(day("2014-06-01"))
    child.periods = [
        a_period((day("2025-04-01"), "interim_care_order", "C1"), (day("2026-02-01"), "full_care_order", "C2"))
    ]
    return a_life(child=child, care_visits=[visit("2025-05-01"), visit("2026-11-02")], **others)
