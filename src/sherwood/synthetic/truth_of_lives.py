"""Synthetic: writes what is true of the lives outside care, one table a thing, beside the rest of the truth; `load` never reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.synthetic.lives import Life, ReferralRecord, VisitRecord
from sherwood.synthetic.plantings import Plantings
from sherwood.synthetic.truth import FOLDER, write_table

_Row = tuple[object, ...]
_Rows = Callable[[Life], Iterator[_Row]]


def write_lives(folder: Path, lives: list[Life]) -> None:
    """Write every table of the lives; yes and no are written 1 and 0, an end or a day that has not come is empty."""
    for name, (headings, rows) in _TABLES.items():
        write_table(
            folder / FOLDER,
            name,
            ("child", *headings),
            ((each.child.number, *row) for each in lives for row in rows(each)),
        )


def write_planted(folder: Path, plantings: Plantings, latent: pa.Table | None) -> None:
    """Write what was planted, and by day and source the demand there was and what of it never came on its day."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    pq.write_table(plantings.table(), folder / FOLDER / "planted.parquet", compression="zstd")
    if latent is not None:
        pq.write_table(latent, folder / FOLDER / "latent_demand.parquet", compression="zstd")


def _children(life: Life) -> Iterator[_Row]:
    child = life.child
    born = None if life.is_unborn else child.birth_date
    yield born, life.expected_birth_date, life.death_date, int(bool(child.periods)), "|".join(life.disabilities)


def _families(life: Life) -> Iterator[_Row]:
    yield (life.child.family,)


def _addresses(life: Life) -> Iterator[_Row]:
    return ((each.start_date, each.end_date, each.postcode, each.district) for each in life.addresses)


def _contacts(life: Life) -> Iterator[_Row]:
    return ((each.contact_date, each.source, each.outcome) for each in life.true_contacts)


def _early_help(life: Life) -> Iterator[_Row]:
    for each in life.early_help:
        yield each.start_date, each.end_date, each.reason, each.end_reason, each.assessment_completed_date


def _referrals(life: Life) -> Iterator[_Row]:
    for each in life.referrals:
        is_nfa = int(each.is_no_further_action)
        yield each.referral_date, each.source, each.primary_need, is_nfa, each.close_date, each.close_reason


def _assessments(life: Life) -> Iterator[_Row]:
    for case in life.referrals:
        for each in case.assessments:
            days = (each.start_date, each.authorised_date)
            yield case.referral_date, *days, int(each.is_child_seen), "|".join(each.factors), each.team, each.worker


def _enquiries(life: Life) -> Iterator[_Row]:
    for case in life.referrals:
        for each in case.enquiries:
            flags = (int(each.is_no_further_action), int(each.led_to_plan))
            yield case.referral_date, each.start_date, each.end_date, each.conference_date, *flags, each.team


def _protection_plans(life: Life) -> Iterator[_Row]:
    for case in life.referrals:
        for each in case.protection_plans:
            categories = (each.initial_category, each.latest_category)
            yield case.referral_date, each.start_date, each.end_date, *categories, each.previous_plans


def _need_plans(life: Life) -> Iterator[_Row]:
    return ((case.referral_date, each.start_date, each.end_date) for case in life.referrals for each in case.need_plans)


def _reviews(life: Life) -> Iterator[_Row]:
    for plan in (plan for case in life.referrals for plan in case.protection_plans):
        yield from ((plan.start_date, day) for day in plan.review_dates)


def _visits(life: Life) -> Iterator[_Row]:
    """Yield visits with the start of the plan they belong to; those in care belong to none."""
    for kind, start, day, is_seen, is_alone in _every_visit(life):
        yield kind, start, day, int(is_seen), int(is_alone)


def _every_visit(life: Life) -> Iterator[tuple[str, dt.date | None, dt.date, bool, bool]]:
    for case in life.referrals:
        for kind, start, visits in _visited(case):
            yield from ((kind, start, each.visit_date, each.is_seen, each.is_seen_alone) for each in visits)
    yield from (("care", None, each.visit_date, each.is_seen, each.is_seen_alone) for each in life.care_visits)


def _visited(case: ReferralRecord) -> Iterator[tuple[str, dt.date, tuple[VisitRecord, ...]]]:
    yield from (("protection", plan.start_date, plan.visits) for plan in case.protection_plans)
    yield from (("need", plan.start_date, plan.visits) for plan in case.need_plans)


def _worker_spells(life: Life) -> Iterator[_Row]:
    return ((each.worker, each.team, each.start_date, each.end_date, each.reason) for each in life.worker_spells)


_TABLES: dict[str, tuple[tuple[str, ...], _Rows]] = {
    "children": (("birth_date", "expected_birth_date", "death_date", "is_ever_in_care", "disabilities"), _children),
    "families": (("family",), _families),
    "addresses": (("start_date", "end_date", "postcode", "district"), _addresses),
    "contacts": (("contact_date", "source", "outcome"), _contacts),
    "early_help": (("start_date", "end_date", "reason", "end_reason", "assessment_completed_date"), _early_help),
    "referrals": (
        ("referral_date", "source", "primary_need", "is_no_further_action", "close_date", "close_reason"),
        _referrals,
    ),
    "assessments": (
        ("referral_date", "start_date", "authorised_date", "is_child_seen", "factors", "team", "worker"),
        _assessments,
    ),
    "section_47": (
        ("referral_date", "start_date", "end_date", "conference_date", "is_no_further_action", "led_to_plan", "team"),
        _enquiries,
    ),
    "protection_plans": (
        ("referral_date", "start_date", "end_date", "initial_category", "latest_category", "previous_plans"),
        _protection_plans,
    ),
    "protection_reviews": (("plan_start_date", "review_date"), _reviews),
    "need_plans": (("referral_date", "start_date", "end_date"), _need_plans),
    "visits": (("kind", "plan_start_date", "visit_date", "is_seen", "is_seen_alone"), _visits),
    "worker_spells": (("worker", "team", "start_date", "end_date", "reason"), _worker_spells),
}
