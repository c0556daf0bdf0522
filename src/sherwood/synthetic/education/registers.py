"""Synthetic: the registers of a stretch of school days, one mark for each pupil and session, from which all else is counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education import marks
from sherwood.synthetic.education.absence import Absences
from sherwood.synthetic.education.enrolling import Enrolments
from sherwood.synthetic.education.excluding import Excluded
from sherwood.synthetic.education.terms import Stretch

_MONDAY, _FRIDAY = 0, 4
# 1 January 1970 was a Thursday.
_WEEKDAY_OF_FIRST = 3
_WHOLE_DAY = 2


@dataclass(frozen=True)
class Registers:
    """`marked[row, session]` holds positions in `marks.CODES`; rows are enrolments, columns mornings and afternoons."""

    stretch: Stretch
    enrolment: NDArray[np.int64]
    marked: NDArray[np.uint8]

    def counts(self) -> NDArray[np.int64]:
        """Sessions of each row by code, those present apart, which are what is left."""
        sessions, codes = self.marked.shape[1], len(marks.CODES)
        flat = self.marked.ravel()
        at = np.flatnonzero(flat)
        counted = np.bincount(at // sessions * codes + flat[at], minlength=len(self.marked) * codes)
        found: NDArray[np.int64] = counted.reshape(len(self.marked), codes)
        return found

    def possible(self, counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sessions at which each row could have been."""
        found: NDArray[np.int64] = self.marked.shape[1] - counts[:, list(marks.NOT_POSSIBLE)].sum(axis=1)
        return found


class Marking:
    """Marks one stretch; what is marked later stands over what was marked before."""

    def __init__(self, draw: Draw, stretch: Stretch, enrolment: NDArray[np.int64]) -> None:
        self._draw, self.stretch, self.enrolment = draw, stretch, enrolment
        self._sessions = 2 * len(stretch.days)
        self.marked = np.zeros((len(enrolment), self._sessions), np.uint8)

    def absences(self, expected: Absences) -> None:
        """Spells of absence, each pupil's own number of them, longer or shorter by reason; and some who come late."""
        self._spells("L", expected.without_leave + self._draw.rate("late_sessions"), self._draw.rate("late_of_truancy"))
        for name, share in (("with_leave", expected.with_leave), ("without_leave", expected.without_leave)):
            options = self._draw.courses.choices[f"absence_{name}"].options
            total = sum(option.weight for option in options)
            for option in options:
                self._spells(option.code, share, option.weight / total)

    def _spells(self, code: str, share: NDArray[np.float64], part: float) -> None:
        """Spells of one code that cover this part of each row's share."""
        generator, sessions = self._draw.generator, self._sessions
        mean = self._draw.rate(f"sessions_of_{code}")
        cumulated = np.cumsum(share)
        cut_off = sessions / max(sessions - (mean - 1) / 2, 1)
        number = generator.poisson(cumulated[-1] * part * sessions / mean * cut_off) if len(share) else 0
        rows = np.searchsorted(cumulated, np.sort(generator.random(number)) * (cumulated[-1] if len(share) else 0))
        rows = np.minimum(rows, len(share) - 1)
        start = np.searchsorted(self._when(code), generator.random(number))
        lengths = np.ones(number, np.int64)
        if mean >= _WHOLE_DAY:
            # Most who stay away do so for whole days.
            start, lengths = start - start % 2, 2 * generator.geometric(_WHOLE_DAY / mean, number)
        self._paint(rows, np.minimum(start, sessions - 1), lengths, marks.CODES.index(code))

    def _when(self, code: str) -> NDArray[np.float64]:
        """When spells begin, cumulated: illness oftener in winter, other absence on Mondays and Fridays."""
        days = self.stretch.days.astype(np.int64)
        weekday = (days + _WEEKDAY_OF_FIRST) % 7
        winter = 1 + 0.35 * np.cos((days % 365.25 - 5) / 365.25 * 2 * np.pi) if code == "I" else np.ones(len(days))
        edges = np.where((weekday == _FRIDAY) & (code in "OG"), 1.35, np.where(weekday == _MONDAY, 1.12, 1.0))
        weight = np.repeat(winter * edges, 2)
        found: NDArray[np.float64] = np.cumsum(weight) / weight.sum()
        return found

    def _paint(self, rows: NDArray[np.int64], start: NDArray[np.int64], lengths: NDArray[np.int64], code: int) -> None:
        lengths = np.minimum(lengths, self._sessions - start)
        total = int(lengths.sum())
        within = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self.marked.ravel()[np.repeat(rows * self._sessions + start, lengths) + within] = code

    def suspended(self, excluded: Excluded) -> None:
        """Suspensions from their first day on; after a permanent exclusion five days, then taught off site until off the roll."""
        place = np.full(int(self.enrolment.max(initial=0)) + 1, -1, np.int64)
        place[self.enrolment] = np.arange(len(self.enrolment))
        here = (excluded.enrolment < len(place)) & (excluded.day >= self.stretch.first)
        here &= excluded.day <= self.stretch.last
        rows = place[np.minimum(excluded.enrolment, len(place) - 1)]
        here &= rows >= 0
        start = 2 * np.searchsorted(self.stretch.days, excluded.day)
        gone = here & excluded.is_permanent
        self._paint(rows[gone], start[gone], np.full(int(gone.sum()), self._sessions), marks.OFF_SITE)
        sessions = np.where(excluded.is_permanent, 10, excluded.sessions).astype(np.int64)
        self._paint(rows[here], start[here], sessions[here], marks.SUSPENDED)

    def not_required(self, is_out: NDArray[np.bool_], days: NDArray[np.bool_]) -> None:
        """Rows that need not come on these days: schools were closed to them."""
        columns = np.flatnonzero(np.repeat(days, 2))
        rows = np.flatnonzero(is_out)
        if len(columns) and len(rows):
            self.marked[np.ix_(rows, columns)] = marks.NOT_REQUIRED

    def send_home(self, rows: NDArray[np.int64], first: int, days: int) -> None:
        """Rows that may not come for so many days from the place of the first."""
        self.marked[rows, 2 * first : 2 * (first + days)] = marks.NOT_REQUIRED

    def closed(self, school: NDArray[np.int32], training: NDArray[np.bool_]) -> None:
        """Training days, by school and day of the stretch."""
        for place, days in enumerate(training.T):
            if days.any():
                self.marked[days[school], 2 * place : 2 * place + 2] = marks.CLOSED

    def off_roll(self, enrolments: Enrolments) -> None:
        """Sessions before admission and after leaving."""
        start, end = enrolments.start[self.enrolment], enrolments.end[self.enrolment]
        part = np.flatnonzero((start > self.stretch.first) | (end <= self.stretch.last))
        begins = 2 * np.searchsorted(self.stretch.days, start[part])[:, None]
        ends = 2 * np.searchsorted(self.stretch.days, end[part])[:, None]
        sessions = np.arange(self._sessions)
        held = self.marked[part]
        held[(sessions < begins) | (sessions >= ends)] = marks.OFF_ROLL
        self.marked[part] = held

    def registers(self) -> Registers:
        """What is marked."""
        return Registers(self.stretch, self.enrolment, self.marked)
