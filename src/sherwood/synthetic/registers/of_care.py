"""Synthetic: the looked-after children of the lives as a partner registers them, handed to the registers that follow their care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.identifying import register
from sherwood.synthetic.lives import Life
from sherwood.synthetic.partner_feed import Registered
from sherwood.synthetic.people import PeriodOfCare
from sherwood.synthetic.registers.growing import Entry


@dataclass(frozen=True)
class InCare:
    """A period of care, whose it is, and the position of the partner's record of that child."""

    life: Life
    period: PeriodOfCare
    record: int


@dataclass(frozen=True)
class CareRegister:
    """The children of a register and their periods of care, each known to the partner since care began."""

    registered: Registered
    periods: tuple[InCare, ...]
    _told: tuple[dict[str, object], ...]

    def identity(self, record: int, *columns: str) -> Entry:
        """What the partner recorded of the child: its own number and these columns."""
        told = self._told[record]
        return {"person_number": told["source_id"], **{column: told[column] for column in columns}}


def care_register(everyone: Everyone, feed: str, draw: Draw) -> CareRegister:
    """Register every child who was looked after, by the partner's own numbers, with the partner's own mistakes."""
    found = list(_periods(everyone))
    persons = np.array([person for person, _, _ in found], np.int32)
    starts = np.array([day_number(period.start_date) for _, _, period in found], np.int32)
    children, first = np.unique(persons, return_index=True)
    registered = register(everyone, feed, children.astype(np.int32), starts[first], draw.generator)
    records = registered.record_of(persons, starts)
    periods = (InCare(life, period, int(record)) for (_, life, period), record in zip(found, records, strict=True))
    return CareRegister(registered, tuple(periods), tuple(registered.columns.to_pylist()))


def _periods(everyone: Everyone) -> Iterator[tuple[int, Life, PeriodOfCare]]:
    for person in np.flatnonzero(everyone.people.life >= 0):
        life = everyone.lives[everyone.people.life[person]]
        yield from ((int(person), life, period) for period in life.child.periods)
