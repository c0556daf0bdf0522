"""Synthetic: a family's case as it runs to its natural end, handed from those who think it up to those who tell it child by child."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sherwood.synthetic.lives import (
    AssessmentRecord,
    ContactRecord,
    EarlyHelpCase,
    EnquiryRecord,
    HomeAddress,
    NeedPlanRecord,
    ProtectionPlanRecord,
    WorkerSpell,
)
from sherwood.synthetic.people import Child
from sherwood.synthetic.shapes import Work

ONE_DAY = dt.timedelta(days=1)
# Nobody opens a case for a child who will be of age before it could be assessed.
_GROWING_UP = dt.timedelta(days=90)


@dataclass(slots=True)
class Stage:
    """A stretch of a case with one team, for so many children; `waits_days`: how long nobody is allocated at first.

    The spells of the workers who held it, one after another, are filled in when the teams' days are walked through.
    """

    work: Work
    team: str
    start_date: dt.date
    end_date: dt.date
    children: int
    waits_days: int = 0
    is_transfer: bool = False
    spells: list[WorkerSpell] = field(default_factory=list)

    def is_without_worker_on(self, day: dt.date) -> bool:
        """Whether the team had the case on the day and nobody in it did; unknown, so false, where no worker ever had it."""
        is_here = bool(self.spells) and self.start_date <= day < self.end_date
        return is_here and not any(each.start_date <= day < (each.end_date or dt.date.max) for each in self.spells)

    def worker_on(self, day: dt.date) -> str:
        """Who held the case on the day, or first held it after; nobody before workers are followed."""
        held = [spell for spell in self.spells if spell.start_date <= day]
        return held[-1].worker if held else self.spells[0].worker if self.spells else ""


@dataclass(slots=True)
class Case:
    """A case for the children a referral names, from referral to close. Dates may lie beyond the county's last day."""

    referral_date: dt.date
    source: str
    need: str
    is_nfa: bool = False
    close_date: dt.date = dt.date.max
    close_reason: str = ""
    stages: list[Stage] = field(default_factory=list)
    assessments: list[AssessmentRecord] = field(default_factory=list)
    enquiries: list[EnquiryRecord] = field(default_factory=list)
    protection_plans: list[ProtectionPlanRecord] = field(default_factory=list)
    need_plans: list[NeedPlanRecord] = field(default_factory=list)

    def pass_to(self, stage: Stage) -> None:
        """Hand the case to another team from the first day of its stage; the team that has it keeps it as the same stage."""
        before = self.stages[-1] if self.stages else None
        if before and before.team == stage.team:
            before.end_date = stage.end_date
            return
        if before:
            before.end_date = stage.start_date
            stage.is_transfer = True
        self.stages.append(stage)

    def close(self, day: dt.date, reason: str) -> None:
        """Close the case and the last team's hold on it."""
        self.close_date, self.close_reason = day, reason
        if self.stages:
            self.stages[-1].end_date = day


@dataclass(slots=True)
class Member:
    """A child of a household with what is known of it alone; nothing is told after `until` (18th birthday, death, end of care)."""

    child: Child
    forename: str
    surname: str
    disabilities: tuple[str, ...] = ()
    is_expected: bool = False
    expected_birth_date: dt.date | None = None
    death_date: dt.date | None = None
    contacts: list[ContactRecord] = field(default_factory=list)
    help_given: list[tuple[EarlyHelpCase, Stage | None]] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def is_known_on(self, day: dt.date) -> bool:
        """Whether the child can be named on the day: born, or expected within half a year, alive, and not about to turn 18."""
        known_from = self.child.birth_date - (dt.timedelta(days=180) if self.is_expected else dt.timedelta())
        return known_from <= day < self.child.eighteenth_birthday - _GROWING_UP and not self.death_date


@dataclass(slots=True)
class Household:
    """A family: its children, its addresses one after another, and whether it is of the few that come back again and again."""

    family: int
    surname: str
    addresses: list[HomeAddress]
    members: list[Member] = field(default_factory=list)
    is_troubled: bool = False

    def district_on(self, day: dt.date) -> str:
        """The postcode district the family lives in on the day."""
        return next(
            each for each in reversed(self.addresses) if each.start_date <= day or each is self.addresses[0]
        ).district
