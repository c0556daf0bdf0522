"""Synthetic: what young people do from month to month, and how long ago anybody last asked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.delivering import date_of
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER

_SCHOOL = "210"
_NOT_KNOWN = ("810", "820")
_AUTUMN_MONTHS = (9, 10)
# Young people not heard of for so long are not known any more.
_STALE = 150


class Activities:
    """The activity of each young person, since when, and when it was last confirmed; `risk` is 1 in the middle."""

    def __init__(self, draw: Draw, risk: NDArray[np.float64]) -> None:
        self._draw = draw
        self._risk = risk / max(float(np.mean(risk)), 1e-9) if len(risk) else risk
        self._out = tuple(option.code for option in draw.courses.choices["not_participating"].options)
        taking_part = tuple(option.code for option in draw.courses.choices["participating"].options)
        self.codes = (_SCHOOL, *taking_part, *self._out, *_NOT_KNOWN)
        self._is_out = np.array([code in self._out for code in self.codes])
        self._is_unknown = np.array([code in _NOT_KNOWN for code in self.codes])
        self.now = np.full(len(risk), -1, np.int64)
        self.since = np.full(len(risk), NEVER, np.int64)
        self.confirmed = np.full(len(risk), NEVER, np.int64)

    def month(self, day: int, followed: NDArray[np.bool_], at_school: NDArray[np.bool_]) -> None:
        """Let a month pass for those followed: some begin, some stop, some come back, some are asked, some are lost from view."""
        first = day - date_of(day).day + 1
        new = followed & (self.now < 0)
        self._begin(new, first)
        self._school(followed, at_school, first)
        self._stop_and_start(followed & ~at_school & ~new, first)
        asked = followed & (self._draw.happens("participation_asked", len(self.now)) | at_school)
        self.confirmed = np.where(asked | new, first + 10, self.confirmed)
        lost = (
            followed
            & ~at_school
            & (day - self.confirmed > _STALE)
            & self._draw.happens("lost_from_view", len(self.now))
        )
        self._change(lost, self._picked(_NOT_KNOWN, len(self.now)), first)

    def last_confirmed(self) -> NDArray[np.int64]:
        """The day each activity was last confirmed: whoever heard of a new one had it confirmed; who is lost from view was seen before."""
        found: NDArray[np.int64] = np.where(
            self._is_unknown[self.now], self.confirmed, np.maximum(self.confirmed, self.since)
        )
        return found

    def _begin(self, new: NDArray[np.bool_], first: int) -> None:
        count = len(self.now)
        out = self._draw.generator.random(count) < self._draw.rate("out_after_year_11") * self._risk
        begun = self._codes_of(self._draw.pick("participating", count))
        idle = self._codes_of(self._draw.pick("not_participating", count))
        self._change(new, np.where(out, idle, begun), first)

    def _school(self, followed: NDArray[np.bool_], at_school: NDArray[np.bool_], first: int) -> None:
        in_school = self.now == 0
        self._change(followed & at_school & ~in_school, np.zeros(len(self.now), np.int64), first)
        left = followed & ~at_school & in_school
        self._begin(left, first)

    def _stop_and_start(self, may: NDArray[np.bool_], first: int) -> None:
        draw, count = self._draw, len(self.now)
        out, unknown = self._is_out[self.now], self._is_unknown[self.now]
        is_autumn = date_of(first).month in _AUTUMN_MONTHS
        stops = draw.generator.random(count) < draw.rate("stops_a_month") * self._risk
        starts = draw.happens("starts_in_autumn" if is_autumn else "starts_a_month", count)
        found = draw.happens("found_again_a_month", count)
        idle = self._codes_of(draw.pick("not_participating", count))
        begun = self._codes_of(draw.pick("participating", count))
        self._change(may & ~out & ~unknown & stops, idle, first)
        self._change(may & out & starts, begun, first)
        self._change(may & unknown & found, np.where(draw.happens("found_taking_part", count), begun, idle), first)
        self.confirmed = np.where(may & unknown & found, first + 10, self.confirmed)

    def _change(self, who: NDArray[np.bool_], to: NDArray[np.int64], first: int) -> None:
        day = first + self._draw.generator.integers(0, 9, len(self.now))
        self.since = np.where(who, day, self.since)
        self.now = np.where(who, to, self.now)

    def _codes_of(self, words: NDArray[np.object_]) -> NDArray[np.int64]:
        places = {code: place for place, code in enumerate(self.codes)}
        found, inverse = np.unique(words.astype(str), return_inverse=True)
        return np.array([places[each] for each in found], np.int64)[inverse]

    def _picked(self, codes: tuple[str, ...], count: int) -> NDArray[np.int64]:
        return self.codes.index(codes[0]) + self._draw.generator.integers(0, len(codes), count)
