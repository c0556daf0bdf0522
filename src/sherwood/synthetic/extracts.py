"""Synthetic: what a council's system would extract for one year on one day, handed on as rows named as in the feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sherwood.synthetic.answers import Cells
from sherwood.synthetic.people import Child, LegalSpell, PeriodOfCare, Placement
from sherwood.synthetic.pupil_numbers import pupil_number_on
from sherwood.synthetic.shapes import Former
from sherwood.vocabulary.periods import Period

Value = str | dt.date | None
Row = dict[str, Value]
Answers = Mapping[tuple[str, str], Cells]
_LETTERS_FOR_SEX_FROM = "2024-25"
_SHORT_BREAKS = frozenset({"V3", "V4"})
_NUMBER_FOR_SEX = {"M": "1", "F": "2", "U": "0"}


@dataclass(frozen=True)
class Episode:
    """A stretch of care under one legal status in one placement, as the return counts it."""

    period: PeriodOfCare
    legal: LegalSpell
    placement: Placement
    start_date: dt.date
    end_date: dt.date
    reason_new: str


def episodes_of(period: PeriodOfCare) -> list[Episode]:
    """Cut a period of care wherever the legal status or the placement changes, and say what changed."""
    ends = {spell.start_date for spell in _status_spells(period)} | {each.start_date for each in period.placements}
    days = [*sorted(day for day in ends if day < period.end_date), period.end_date]
    found: list[Episode] = []
    for start, end in pairwise(days):
        legal, placement = period.state_on(start), period.placement_on(start)
        reason = _reason_new(found[-1], legal, placement) if found else "S"
        found.append(Episode(period, legal, placement, start, end, reason))
    return found


def _status_spells(period: PeriodOfCare) -> Iterator[LegalSpell]:
    """Yield the legal spells that begin a new status: two states may share one, as before and after a match."""
    status = ""
    for spell in period.legal:
        if spell.legal_status != status:
            yield spell
        status = spell.legal_status


def _reason_new(before: Episode, legal: LegalSpell, placement: Placement) -> str:
    has_new_status = before.legal.legal_status != legal.legal_status
    if before.placement == placement:
        return "L"
    if placement.same_carer:
        return "U" if has_new_status else "T"
    return "B" if has_new_status else "P"


@dataclass(frozen=True)
class Extract:
    """One year's return as it stood on `cover_to`: what lay after that day is not in it, and not foreseen."""

    year: Period
    cover_to: dt.date
    children: tuple[Child, ...]
    health: Answers
    leavers: Answers
    former: tuple[Former, ...]

    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table of the feed, each in order of the county's children."""
        makers: dict[str, Callable[[Child], Iterator[Row]]] = {
            "header": self._header,
            "episodes": self._episodes,
            "reviews": self._reviews,
            "uasc": self._uasc,
            "oc2": self._oc2,
            "oc3": self._oc3,
            "ad1": self._ad1,
            "placed_adoption": self._placed_adoption,
            "previous_permanence": self._previous_permanence,
            "missing": self._missing,
            "social_worker_episodes": self._worker_episodes,
            "deprivation_of_liberty": self._liberty,
        }
        return {name: [row for child in self.children for row in make(child)] for name, make in makers.items()}

    def _touches(self, start: dt.date, end: dt.date) -> bool:
        return start <= self.cover_to and end >= self.year.first_day

    def _known(self, day: dt.date | None) -> dt.date | None:
        """The day, if it had come by the day of the extract."""
        return day if day and day <= self.cover_to else None

    def _periods(self, child: Child) -> list[PeriodOfCare]:
        return [period for period in child.periods if self._touches(period.start_date, period.end_date)]

    def _sex(self, child: Child) -> str:
        return child.sex if self.year.label >= _LETTERS_FOR_SEX_FROM else _NUMBER_FOR_SEX[child.sex]

    def _header(self, child: Child) -> Iterator[Row]:
        if self._periods(child) or (child.number, self.year.label) in self.leavers:
            own_child = self._known(child.mother_child_birth_date)
            is_asked = child.sex == "F" and any(not period.is_short_break for period in self._periods(child))
            yield {
                "child": child.number,
                "sex": self._sex(child),
                "dob": child.birth_date,
                "ethnic": child.ethnicity,
                "upn": pupil_number_on(child, self.cover_to),
                "mother": ("1" if own_child else "0") if is_asked else None,
                "mc_dob": own_child if is_asked else None,
            }

    def _episodes(self, child: Child) -> Iterator[Row]:
        for period in self._periods(child):
            for each in episodes_of(period):
                if self._touches(each.start_date, each.end_date):
                    yield self._episode(child, each)

    def _episode(self, child: Child, episode: Episode) -> Row:
        end, placement = self._known(episode.end_date), episode.placement
        is_last = episode.end_date == episode.period.end_date
        is_short_break = episode.legal.legal_status in _SHORT_BREAKS
        is_moving = end is not None and end == placement.end_date and not is_last
        return {
            "child": child.number,
            "decom": episode.start_date,
            "rne": episode.reason_new,
            "ls": episode.legal.legal_status,
            "cin": child.need,
            "place": self._placement_code(placement.placement_type),
            "place_provider": placement.provider or None,
            "dec": end,
            "rec": (episode.period.reason_ceased if is_last else "X1") if end else None,
            "reason_place_change": (placement.reason_moved or None) if is_moving else None,
            "home_post": None if is_short_break else child.home_postcode,
            "pl_post": None if is_short_break else placement.postcode or None,
            "urn": None if is_short_break else placement.urn or None,
        }

    def _placement_code(self, code: str) -> str:
        """The code as it was written in this year's return."""
        return next((each.was for each in self.former if each.code == code and self.year.label <= each.until), code)

    def _reviews(self, child: Child) -> Iterator[Row]:
        for review in (review for period in child.periods for review in period.reviews):
            if self.year.first_day <= review.held_date <= self.cover_to:
                yield _of(child, review=review.held_date, review_code=review.participation)

    def _uasc(self, child: Child) -> Iterator[Row]:
        if child.is_unaccompanied and self._periods(child):
            # While the child is unaccompanied, the day it will cease to be: the eighteenth birthday (SSDA903 guide, rule 205).
            ceased = self._known(child.periods[-1].end_date) or child.eighteenth_birthday
            yield {
                "child": child.number,
                "sex": self._sex(child),
                "dob": child.birth_date,
                "duc": min(ceased, child.eighteenth_birthday),
            }

    def _oc2(self, child: Child) -> Iterator[Row]:
        if cells := self.health.get((child.number, self.year.label)):
            yield _of(child, **cells)

    def _oc3(self, child: Child) -> Iterator[Row]:
        if cells := self.leavers.get((child.number, self.year.label)):
            yield _of(child, **cells)

    def _ad1(self, child: Child) -> Iterator[Row]:
        for period in self._periods(child):
            plan = period.adoption
            if plan and plan.match_date and self._known(period.end_date):
                number, sex, status = plan.adopters.split()
                yield _of(
                    child,
                    date_int=plan.decision_date,
                    date_match=plan.match_date,
                    foster_care="1" if plan.adopted_by_foster_carer else "0",
                    nb_adoptr=number,
                    sex_adoptr=sex,
                    ls_adoptr=status,
                )

    def _placed_adoption(self, child: Child) -> Iterator[Row]:
        for plan in (period.adoption for period in self._periods(child) if period.adoption):
            if self._touches(plan.decision_date, plan.reversed_date or self.cover_to):
                ceased = self._known(plan.reversed_date)
                yield _of(
                    child,
                    date_placed=plan.decision_date,
                    date_placed_ceased=ceased,
                    reason_placed_ceased=plan.reason_reversed if ceased else None,
                )

    def _previous_permanence(self, child: Child) -> Iterator[Row]:
        """Yield the answer of the last period of care begun in the year: the return has one row a child."""
        started = [each for each in self._periods(child) if each.start_date >= self.year.first_day]
        for period in started[-1:]:
            date = period.earlier_permanence_date
            has_order = period.earlier_permanence not in {"Z1", "P4"}
            yield _of(
                child,
                prev_perm=period.earlier_permanence,
                la_perm="999" if has_order else None,
                date_perm=f"{date:%d/%m/%Y}" if date and has_order else None,
            )

    def _missing(self, child: Child) -> Iterator[Row]:
        for spell in child.away:
            if self._touches(spell.start_date, spell.end_date):
                yield _of(child, missing=spell.kind, mis_start=spell.start_date, mis_end=self._known(spell.end_date))

    def _worker_episodes(self, child: Child) -> Iterator[Row]:
        for each in (each for period in child.periods for each in period.allocations):
            if self._touches(each.start_date, each.end_date):
                yield _of(
                    child,
                    sw_id=each.worker,
                    sw_decom=each.start_date,
                    sw_dec=self._known(each.end_date),
                    sw_reason=each.reason,
                )

    def _liberty(self, child: Child) -> Iterator[Row]:
        for order in child.liberty_orders:
            if self._touches(order.start_date, order.end_date):
                yield _of(child, dolo_start=order.start_date, dolo_end=self._known(order.end_date))


def _of(child: Child, **cells: Value) -> Row:
    """A row that begins, as most tables do, with the child's number and date of birth."""
    return {"child": child.number, "dob": child.birth_date, **cells}
