"""Synthetic: causes planted in the county by its seed, handed to the parts of life they act on, and to the truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace

import pyarrow as pa

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import AssessmentRecord, Life, ReferralRecord
from sherwood.synthetic.shapes_of_time import PlantedKind
from sherwood.synthetic.staff import TeamShortage
from sherwood.vocabulary.intervals import add_months

_ONE_DAY = dt.timedelta(days=1)
_SUMMER = (6, 8)
_WINTER_MONTH = 12
_SNOW_MONTH = 1


@dataclass(frozen=True)
class Planted:
    """A cause or a decoy: what, where (a team, a district, the county), from the first to the last day (none if for good), how large."""

    kind: str
    unit: str
    first_day: dt.date
    last_day: dt.date | None
    size: float
    is_decoy: bool

    def holds_on(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Plantings:
    """All that is planted in one county; nothing is where it was asked to be quiet."""

    def __init__(self, planted: Iterable[Planted]) -> None:
        self.all = tuple(planted)

    def of(self, kind: str, day: dt.date, unit: str = "") -> float:
        """The size of the cause of this kind that holds on the day (in the unit, if it has one); 1 where none does."""
        held = (each.size for each in self.all if each.kind == kind and each.holds_on(day) and each.unit in (unit, ""))
        return next(held, 1.0)

    def shortages(self) -> tuple[TeamShortage, ...]:
        """The teams that are short of workers."""
        return tuple(
            TeamShortage(each.unit, each.first_day, each.last_day, each.size)
            for each in self.all
            if each.kind == "team_short" and each.last_day
        )

    def families_return(self, day: dt.date) -> float:
        """How many times as often families come back after a case that closes on the day: reached slowly, then kept."""
        for each in self.all:
            if each.kind == "fewer_return" and each.last_day and each.first_day <= day:
                passed = min((day - each.first_day).days / (each.last_day - each.first_day).days, 1.0)
                return 1.0 + (each.size - 1.0) * passed
        return 1.0

    def table(self) -> pa.Table:
        """The truth of what was planted, one row each."""
        names = [field.name for field in fields(Planted)]
        rows = [dict(zip(names, astuple(each), strict=True)) for each in self.all]
        schema = pa.schema(
            [
                ("kind", pa.string()), ("unit", pa.string()), ("first_day", pa.date32()), ("last_day", pa.date32()),
                ("size", pa.float64()), ("is_decoy", pa.bool_()),
            ]
        )  # fmt: skip
        return pa.Table.from_pylist(rows, schema=schema)


NOTHING = Plantings(())


def plant(chance: Chance, last: dt.date) -> Plantings:
    """Draw what is planted in the last months of the county, early enough that its effect can be known by the last day."""
    declared = chance.courses.planted
    first, settled = add_months(last, -declared.last_months), last - declared.settle_days * _ONE_DAY
    found: list[Planted] = []
    for is_decoy, kinds in ((False, declared.cause), (True, declared.decoy)):
        for name, kind in kinds.items():
            drawn = _drawn(chance, name, kind, first, settled, is_decoy=is_decoy)
            if chance.share(kind.chance):
                found.append(drawn)
    return Plantings(sorted(found, key=lambda each: (each.first_day, each.kind)))


def _drawn(chance: Chance, name: str, kind: PlantedKind, first: dt.date, last: dt.date, *, is_decoy: bool) -> Planted:
    begins = chance.day_between(first, last)
    if name == "heatwave":
        begins = begins.replace(month=chance.random.randint(*_SUMMER), day=chance.random.randint(1, 28))
    if name == "snow_days":
        begins = begins.replace(month=_SNOW_MONTH, day=chance.random.randint(8, 28))
    if name == "winter_families":
        begins = begins.replace(month=_WINTER_MONTH, day=1)
    ends = begins + chance.random.randint(*kind.days) * _ONE_DAY if kind.days else None
    low, high = kind.size
    size = chance.random.uniform(low, high)
    if low < 1 < high and abs(size - 1) < 0.1:
        # A change too small to be one: as far on the other side of the bound nearest to it.
        size = low if size < 1 else high
    return Planted(name, _unit(chance, kind), begins, ends, round(size, 3), is_decoy)


def _unit(chance: Chance, kind: PlantedKind) -> str:
    if kind.unit == "team":
        return chance.random.choice([team.id for team in chance.courses.organisation.team if team.work])
    if kind.unit == "district":
        return chance.random.choice([each.code for each in chance.courses.places.district if each.share])
    return ""


def as_recorded(chance: Chance, lives: list[Life], plantings: Plantings) -> list[Life]:
    """The lives as they were entered: contacts of an outage missing, factors left out while a form was new."""
    outages = [each for each in plantings.all if each.kind == "recording_outage"]
    forms = [each for each in plantings.all if each.kind == "new_form"]
    if not (outages or forms):
        return lives
    for life in lives:
        if outages:
            life.contacts = [
                each
                for each in life.contacts
                if not (size := _size_on(outages, each.contact_date)) or not chance.share(size)
            ]
        if forms:
            life.referrals = [_as_entered(chance, referral, forms) for referral in life.referrals]
    return lives


def _size_on(planted: list[Planted], day: dt.date) -> float:
    return next((each.size for each in planted if each.holds_on(day)), 0.0)


def _as_entered(chance: Chance, referral: ReferralRecord, forms: list[Planted]) -> ReferralRecord:
    return replace(referral, assessments=[_without_factors(chance, each, forms) for each in referral.assessments])


def _without_factors(chance: Chance, assessment: AssessmentRecord, forms: list[Planted]) -> AssessmentRecord:
    size = _size_on(forms, assessment.authorised_date) if assessment.authorised_date else 0.0
    return replace(assessment, factors=()) if size and chance.share(size) else assessment
