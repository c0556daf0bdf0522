"""Synthetic: lesser facts that several feeds tell of a child, drawn so that every feed and every day tells the same one."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from sherwood.synthetic.answers import Cells, is_care_leaver, leaving_care
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import Life
from sherwood.synthetic.people import AwaySpell, Child, PeriodOfCare, birthday
from sherwood.synthetic.reviewing import NEVER
from sherwood.synthetic.staff import Worker
from sherwood.vocabulary.ages import age_on
from sherwood.vocabulary.periods import collection_year

_LEAVER_AGES = range(16, 21)
_LONG_TERM_FOSTERING, _ADOPTION = frozenset({"U1", "U4"}), frozenset({"A3", "A4", "A5", "A6"})
_RESIDENTIAL = frozenset({"K1", "K2", "R1", "S1"})
_GROWING_UP = 16
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Leaver:
    """A care leaver as the council's list tells on one day; codes of the SSDA903 (OC3) but for eligibility."""

    eligibility: str
    in_touch: str
    activity: str
    accommodation: str
    last_contact_date: dt.date | None
    pathway_plan_date: dt.date
    adviser: Worker | None


class Particulars:
    """Facts drawn from the child's number and the date they belong to, not from the order in which files are written."""

    def __init__(
        self, chance: Chance, leavers: Mapping[tuple[str, str], Cells], workers: Mapping[str, Worker], seed: int
    ) -> None:
        self._chance = chance
        self._leavers = leavers
        self._workers = workers
        self._seed = seed

    def drawn(self, *key: object) -> Chance:
        """A source of chance that belongs to this key alone."""
        return self._chance.numbered(zlib.crc32(f"{self._seed}/{key}".encode()))

    def return_interview(self, child: Child, spell: AwaySpell) -> tuple[bool, bool]:
        """Whether a return interview was offered after a missing spell, and whether it was accepted."""
        chance = self.drawn("interview", child.number, spell.start_date)
        is_offered = chance.happens("return_interview_offered")
        return is_offered, is_offered and chance.happens("return_interview_accepted")

    def last_of_series(self, what: str, child: Child, anchor: dt.date, day: dt.date) -> dt.date | None:
        """The last of a run of appointments of this declared length that began after the anchor; none yet is none."""
        chance = self.drawn(what, child.number, anchor)
        found, next_date = None, anchor + chance.days(what) * _ONE_DAY
        while next_date <= day:
            found, next_date = next_date, next_date + chance.days(what) * _ONE_DAY
        return found

    def leaver(self, life: Life, day: dt.date) -> Leaver | None:
        """The care leaver as listed on the day, with whoever holds the case as adviser.

        None for anybody who is looked after, younger than 16, 21 or older, or was not long enough in care.
        Relevant children are 16 or 17, former relevant ones 18 or older (Children Act 1989, sections 23A and 23C).
        """
        child = life.child
        age = age_on(child.birth_date, day)
        if age not in _LEAVER_AGES or not is_care_leaver(self._chance, child, day):
            return None
        left = max(period.end_date for period in child.periods if period.end_date <= day)
        cells = self._answers(child, day, age)
        is_in_touch = cells["in_touch"] == "YES"
        return Leaver(
            "former_relevant" if age >= 18 else "relevant",
            cells["in_touch"],
            cells["activ"],
            cells["accom"],
            self.last_of_series("leaver_contact", child, left, day) if is_in_touch else None,
            self.last_of_series("pathway_plan", child, left, day) or left,
            self._workers.get(_holder(life, day)),
        )

    def _answers(self, child: Child, day: dt.date, age: int) -> Cells:
        """What was returned at the last birthday, so that list and return agree; drawn where no birthday was returned yet."""
        year = collection_year(birthday(child.birth_date, age)).label
        returned = self._leavers.get((child.number, year))
        return returned or leaving_care(self.drawn("leaver", child.number, age), max(age, 17))


def _holder(life: Life, day: dt.date) -> str:
    """The worker who holds the case on a day; none is an empty name."""
    held = [each for each in life.worker_spells if each.start_date <= day and (each.end_date or NEVER) > day]
    return held[-1].worker if held else ""


def permanence_plan(child: Child, period: PeriodOfCare, day: dt.date) -> str:
    """The plan for permanence (code of `permanence_plan`) that the child's legal status and placement speak of."""
    placement = period.placement_on(day)
    if placement.placement_type in _ADOPTION or (period.adoption and not period.adoption.reversed_date):
        return "adoption"
    if child.age_on(day) >= _GROWING_UP:
        return "supported_living"
    if placement.placement_type in _LONG_TERM_FOSTERING:
        return "long_term_fostering"
    if period.state_on(day).legal_status == "C2":
        return "residential" if placement.placement_type in _RESIDENTIAL else "long_term_fostering"
    return "return_to_family"
