"""Synthetic: the children of the county and their care, as plain records that the other parts fill in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from sherwood.vocabulary.ages import age_on

_TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})


@dataclass(frozen=True, slots=True)
class LegalSpell:
    """A stretch of care in one state of the life course; the end is the day the next begins, none while unknown."""

    start_date: dt.date
    end_date: dt.date
    state: str
    legal_status: str


@dataclass(frozen=True, slots=True)
class Placement:
    """A stretch in one placement. `same_carer`: only its kind changed; `reason_moved`: why it ended, empty where care ended."""

    start_date: dt.date
    end_date: dt.date
    placement_type: str
    provider: str
    postcode: str
    urn: str
    same_carer: bool = False
    reason_moved: str = ""

    @property
    def is_temporary(self) -> bool:
        """Whether the child will go back to the carer of the placement before, as after a stay in hospital."""
        return self.placement_type in _TEMPORARY


@dataclass(frozen=True, slots=True)
class Review:
    """A review: the last day the law allows, and the day it was (or will be) held."""

    rule: str
    clock_date: dt.date
    due_date: dt.date
    held_date: dt.date
    participation: str
    team: str

    @property
    def is_late(self) -> bool:
        """Whether it was held after its last day."""
        return self.held_date > self.due_date


@dataclass(frozen=True, slots=True)
class Allocation:
    """A stretch in which one worker was responsible for the child; it ends on the day the next begins."""

    worker: str
    team: str
    start_date: dt.date
    end_date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class AdoptionPlan:
    """The decision that a child should be placed for adoption, the match, the adopters, or the reversal."""

    decision_date: dt.date
    match_date: dt.date | None = None
    adopted_by_foster_carer: bool = False
    adopters: str = ""
    reversed_date: dt.date | None = None
    reason_reversed: str = ""


@dataclass(slots=True)
class PeriodOfCare:
    """A period of care from start to end, made of legal spells and placements that each fill it without a gap."""

    start_date: dt.date
    end_date: dt.date
    reason_ceased: str
    legal: list[LegalSpell]
    earlier_permanence: str = "Z1"
    earlier_permanence_date: dt.date | None = None
    placements: list[Placement] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    adoption: AdoptionPlan | None = None

    @property
    def is_short_break(self) -> bool:
        """Whether this is a series of short breaks, which the counts leave out."""
        return self.legal[0].legal_status in {"V3", "V4"}

    @property
    def lasting_placements(self) -> list[Placement]:
        """The placements as if nobody had been away for a while: what lies around a temporary stay is one placement."""
        found: list[Placement] = []
        is_back = False
        for each in self.placements:
            if is_back:
                found[-1] = replace(found[-1], end_date=each.end_date, reason_moved=each.reason_moved)
            elif not each.is_temporary:
                found.append(each)
            is_back = each.is_temporary
        return found

    def is_open_on(self, day: dt.date) -> bool:
        """Whether the child is looked after at the end of the day."""
        return self.start_date <= day < self.end_date

    def state_on(self, day: dt.date) -> LegalSpell:
        """The state on a day of the period."""
        return next(spell for spell in reversed(self.legal) if spell.start_date <= day)

    def placement_on(self, day: dt.date) -> Placement:
        """The placement on a day of the period."""
        return next(each for each in reversed(self.placements) if each.start_date <= day)


@dataclass(frozen=True, slots=True)
class AwaySpell:
    """A time missing or away without leave."""

    kind: str
    start_date: dt.date
    end_date: dt.date


@dataclass(frozen=True, slots=True)
class LibertyOrder:
    """A court order depriving a child of liberty."""

    start_date: dt.date
    end_date: dt.date


@dataclass(slots=True)
class Child:
    """A made-up child; no name, for the return holds none."""

    number: str
    family: int
    birth_date: dt.date
    sex: str
    ethnicity: str
    upn: str
    need: str
    home_district: str
    home_postcode: str
    is_unaccompanied: bool = False
    is_unsettled: bool = False
    mother_child_birth_date: dt.date | None = None
    periods: list[PeriodOfCare] = field(default_factory=list)
    away: list[AwaySpell] = field(default_factory=list)
    liberty_orders: list[LibertyOrder] = field(default_factory=list)

    @property
    def eighteenth_birthday(self) -> dt.date:
        """The day the child turns 18, when care ends at the latest."""
        return birthday(self.birth_date, 18)

    def age_on(self, day: dt.date) -> int:
        """Age in whole years."""
        return age_on(self.birth_date, day)

    def period_on(self, day: dt.date) -> PeriodOfCare | None:
        """The period of care open at the end of the day."""
        return next((period for period in self.periods if period.is_open_on(day)), None)


def birthday(birth_date: dt.date, age: int) -> dt.date:
    """The birthday at which this age is reached; 1 March for those born on 29 February in a year without that day."""
    is_leap_day = (birth_date.month, birth_date.day) == (2, 29)
    year = birth_date.year + age
    if is_leap_day and (year % 4 or (year % 100 == 0 and year % 400)):
        return dt.date(year, 3, 1)
    return birth_date.replace(year=year)
