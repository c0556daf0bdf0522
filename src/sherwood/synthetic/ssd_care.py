"""Synthetic: what the SSD tells of a child's care: episodes, placements, reviews, visits, adoption and leaving care, as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from sherwood.synthetic.adopting import ADOPTED
from sherwood.synthetic.extracts import episodes_of
from sherwood.synthetic.lives import Life
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.people import PeriodOfCare
from sherwood.synthetic.places import miles_between
from sherwood.synthetic.reviewing import NEVER
from sherwood.synthetic.shapes import District
from sherwood.synthetic.ssd_casework import referral_on
from sherwood.synthetic.ssd_people import Cell, SsdRow, yes

_PLACED = frozenset({"A3", "A4", "A5", "A6"})
_NOT_SUITABLE = "2"


def care_rows(life: Life, particulars: Particulars, towns: dict[str, District], day: dt.date) -> Iterator[SsdRow]:
    """Yield every row of the tables about the child's care, each with its table's name."""
    child = life.child
    keys = [f"{child.number}-L{count}" for count in range(1, len(child.periods) + 1)]
    for key, period in zip(keys, child.periods, strict=True):
        yield from _Care(life, period, key, towns).rows()
    for count, visit in enumerate(life.care_visits, start=1):
        key = keys[_place(child.periods, visit.visit_date)]
        seen = yes(visit.is_seen), yes(visit.is_seen_alone)
        yield "cla_visits", [f"{child.number}-W{count}", key, child.number, visit.visit_date, *seen]
    for count, spell in enumerate(child.away, start=1):
        end = known(spell.end_date)
        interview = [yes(each) for each in particulars.return_interview(child, spell)] if end else [None, None]
        yield "missing", [f"{child.number}-G{count}", child.number, spell.start_date, spell.kind, end, *interview]
    if row := _leaver(life, particulars, day):
        yield "care_leavers", row


def _place(periods: list[PeriodOfCare], day: dt.date) -> int:
    """The place in the list of the last period that had begun by a day."""
    return sum(1 for each in periods if each.start_date <= day) - 1


def known(end: dt.date) -> dt.date | None:
    """An end of care that has come; none for one still ahead."""
    return None if end == NEVER else end


def suitability(accommodation: str) -> str | None:
    """Whether the accommodation is suitable, from the second sign of the SSDA903 code; none where nothing is recorded."""
    if len(accommodation) < len("U1"):
        return None
    return "Unsuitable" if accommodation[1] == _NOT_SUITABLE else "Suitable"


class _Care:
    """One period of care."""

    def __init__(self, life: Life, period: PeriodOfCare, key: str, towns: dict[str, District]) -> None:
        self._life, self._period, self._key, self._towns = life, period, key, towns
        self._number = life.child.number
        # A review that was due when the child left was never held.
        self._held = [each for each in period.reviews if each.held_date != NEVER]

    def rows(self) -> Iterator[SsdRow]:
        yield from self._episodes()
        for count, placement in enumerate(self._period.placements, start=1):
            row = [f"{self._key}-P{count}", placement.start_date, placement.placement_type, placement.urn]
            rest = [self._miles(placement.postcode), self._key, placement.provider, placement.postcode or None]
            ends = [known(placement.end_date), placement.reason_moved or None, self._number]
            yield "cla_placement", [*row, *rest, *ends]
        yield from self._legal()
        for count, review in enumerate(self._held, start=1):
            row = [f"{self._key}-W{count}", self._key, review.due_date, review.held_date]
            yield "cla_reviews", [*row, "N", review.participation]
        if self._period.adoption:
            yield "permanence", self._permanence()

    def _episodes(self) -> Iterator[SsdRow]:
        period = self._period
        referral = referral_on(self._life, period.start_date)
        last_review = max((each.held_date for each in self._held), default=None)
        for count, each in enumerate(episodes_of(period), start=1):
            end, is_last = known(each.end_date), each.end_date == period.end_date
            placement = period.placements.index(each.placement) + 1
            yield (
                "cla_episodes",
                [
                    f"{self._key}-E{count}",
                    self._number,
                    each.start_date,
                    each.reason_new,
                    self._life.child.need,
                    end,
                    (period.reason_ceased if is_last else "X1") if end else None,
                    self._key,
                    referral,
                    f"{self._key}-P{placement}",
                    period.start_date,
                    last_review if is_last else None,
                ],
            )

    def _legal(self) -> Iterator[SsdRow]:
        for count, (status, spells) in enumerate(
            groupby(self._period.legal, key=lambda each: each.legal_status), start=1
        ):
            run = list(spells)
            ends = [run[0].start_date, known(run[-1].end_date)]
            yield "legal_status", [f"{self._key}-S{count}", self._number, status, *ends]

    def _miles(self, postcode: str) -> str | None:
        """Straight-line miles from home, as far as the districts tell."""
        home, other = (
            self._towns.get(self._life.child.home_district),
            self._towns.get(postcode.split(" ", maxsplit=1)[0]),
        )
        return f"{miles_between(home, other):.1f}" if home and other else None

    def _permanence(self) -> list[Cell]:
        period, plan = self._period, self._period.adoption
        if plan is None:
            raise ValueError("a period without an adoption plan has no row of permanence")
        number, sex, status = plan.adopters.split() if plan.adopters else (None, None, None)
        is_adopted = period.reason_ceased in ADOPTED
        row: dict[int, Cell] = {0: f"{self._key}-A", 1: self._number, 2: self._key, 3: plan.decision_date}
        row |= {5: placement_order(period), 6: placed_for_adoption(period), 7: plan.match_date}
        row |= {8: yes(plan.adopted_by_foster_carer) if plan.match_date else None, 10: plan.reversed_date}
        row |= {16: plan.reason_reversed or None, 17: period.end_date if is_adopted else None}
        row |= {18: "Adoption" if is_adopted else None, 20: sex, 21: status, 22: number}
        return [row.get(place) for place in range(23)]


def placement_order(period: PeriodOfCare) -> dt.date | None:
    """The day of the placement order, if one was made."""
    return next((each.start_date for each in period.legal if each.legal_status == "E1"), None)


def placed_for_adoption(period: PeriodOfCare) -> dt.date | None:
    """The day the child was placed for adoption, if it was."""
    return next((each.start_date for each in period.placements if each.placement_type in _PLACED), None)


def _leaver(life: Life, particulars: Particulars, day: dt.date) -> list[Cell] | None:
    child = life.child
    found = particulars.leaver(life, day) if child.periods else None
    if found is None:
        return None
    is_known = found.accommodation != "0"
    adviser = found.adviser
    return [
        f"{child.number}-Z",
        child.number,
        "Former relevant child" if found.eligibility == "former_relevant" else "Relevant child",
        found.in_touch,
        found.last_contact_date,
        found.accommodation[0] if is_known else None,
        suitability(found.accommodation) if is_known else None,
        found.activity if is_known else None,
        found.pathway_plan_date,
        adviser.name if adviser else None,
        adviser.team if adviser else None,
        adviser.id if adviser else None,
    ]
