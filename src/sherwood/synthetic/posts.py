"""Synthetic: fills the posts of each team with one worker after another, agency workers between, and hands on posts with their workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.staff import Absence, Post, TeamShortage, Worker

_NOBODY_LEAVES_BEFORE_DAYS = 120
_ONE_DAY = dt.timedelta(days=1)
# Before the first day a post has a past, so that vacancies and bookings then are as many as later.
_YEARS_OF_PAST_DAYS = 2_500


@dataclass(frozen=True, slots=True)
class _Spell:
    """A stretch of a post's past: held by somebody of the council's own, vacant and covered, or vacant and empty."""

    start_date: dt.date
    end_date: dt.date
    is_agency: bool


class Posts:
    """Makes posts and draws who fills them between two days.

    In a shortage of its team a post loses whoever holds it, if it is among the share that does, until the shortage is over. In a freeze
    of agency bookings, which each team has of its own, vacancies stay empty.
    """

    def __init__(
        self, chance: Chance, date_from: dt.date, date_to: dt.date,
        shortages: tuple[TeamShortage, ...] = (), count: int = 0,
    ) -> None:  # fmt: skip
        self._chance = chance
        self._from, self._to = date_from, date_to
        self._shortages = shortages
        self._names = chance.courses.organisation.names
        self._freezes: dict[str, list[tuple[dt.date, dt.date]]] = {}
        # Workers numbered so far; others of the same county go on from it.
        self.count = count

    def manager(self, team: str) -> Worker:
        """The team's manager, who is there throughout and holds children only where nobody else does."""
        return self._worker(team, f"{team}-0", self._from, None, is_agency=False, is_manager=True)

    def post(self, team: str, number: int, opened: dt.date, *, is_settled: bool) -> Post:
        """The so-many-th post of a team (from 0), from the day it was made on, with all who will ever fill it.

        A settled post is made with somebody in it, as those that were always there; any other is vacant at first.
        """
        post = Post(f"{team}-{number + 1}", team, opened)
        for spell in self._spells(team, opened, is_settled=is_settled):
            for cut in self._cut(spell, team, number):
                start = max(cut.start_date, opened) if opened > self._from else cut.start_date
                if cut.end_date > max(start, opened) and start <= self._to:
                    end = cut.end_date if cut.end_date <= self._to else None
                    post.workers.append(self._worker(team, post.id, start, end, is_agency=cut.is_agency))
        return post

    def close(self, post: Post, day: dt.date) -> None:
        """Give a post up: whoever is in it stays to the end of their time, nobody follows."""
        end = post.empty_from(day)
        post.workers = [each for each in post.workers if each.start_date <= day]
        post.end_date, post.is_given_up = (end if end <= self._to else None), True

    def _spells(self, team: str, opened: dt.date, *, is_settled: bool) -> Iterator[_Spell]:
        """Yield who is in the post, from long before the first day on, or from the day a new post was made, which is vacant at first."""
        past = dt.timedelta(days=_YEARS_OF_PAST_DAYS + self._chance.random.randint(0, 365))
        day = self._from - past if is_settled else opened
        is_vacant = not is_settled
        while day <= self._to:
            if is_vacant:
                filled = day + self._chance.days("vacancy") * _ONE_DAY
                yield from self._covers(team, day, filled)
                day = filled
            else:
                end = day + self._stay("turnover_a_year", _NOBODY_LEAVES_BEFORE_DAYS)
                yield _Spell(day, end, is_agency=False)
                day = end
            is_vacant = not is_vacant

    def _covers(self, team: str, vacant: dt.date, filled: dt.date) -> Iterator[_Spell]:
        """Yield the agency workers who cover a vacancy, one after another with days between."""
        day = vacant + self._chance.days("until_agency") * _ONE_DAY
        while day < filled:
            frozen_to = next((last for first, last in self._frozen(team) if first <= day <= last), None)
            if frozen_to:
                day = frozen_to + _ONE_DAY
                continue
            end = min(day + self._stay("agency_turnover_a_year", 28), filled)
            yield _Spell(day, end, is_agency=True)
            day = end + self._chance.days("until_agency") * _ONE_DAY

    def _frozen(self, team: str) -> list[tuple[dt.date, dt.date]]:
        """The times in which the team may book no agency workers."""
        if team not in self._freezes:
            found = []
            day = self._from - dt.timedelta(days=_YEARS_OF_PAST_DAYS)
            while day <= self._to:
                day += int(self._chance.waits(self._chance.courses.rates["agency_freezes_a_year"])) * _ONE_DAY
                last = day + self._chance.days("agency_freeze") * _ONE_DAY
                found.append((day, last))
                day = last
            self._freezes[team] = found
        return self._freezes[team]

    def _cut(self, spell: _Spell, team: str, number: int) -> Iterator[_Spell]:
        """Yield what a shortage leaves of a spell: up to a few days into it, and what begins a few days after it."""
        for each in self._shortages:
            if each.team != team or not _is_lost(number, each.share_of_workers_lost):
                continue
            leaves = each.first_day + self._chance.random.randint(2, 12) * _ONE_DAY
            returns = each.last_day + self._chance.random.randint(7, 20) * _ONE_DAY
            if spell.start_date < returns and spell.end_date > leaves:
                if spell.start_date < leaves:
                    yield replace(spell, end_date=leaves)
                if spell.end_date > returns:
                    yield replace(spell, start_date=returns)
                return
        yield spell

    def _stay(self, rate: str, least: int) -> dt.timedelta:
        return dt.timedelta(days=max(int(self._chance.waits(self._chance.courses.rates[rate])), least))

    def _worker(
        self, team: str, post: str, start: dt.date, end: dt.date | None, *, is_agency: bool, is_manager: bool = False
    ) -> Worker:
        self.count += 1
        # Steps through first and last names so that no two workers of a county share both until all pairs are used.
        pairs = len(self._names.first) * len(self._names.last)
        pair = self.count * 337 % pairs
        name = f"{self._names.first[pair % len(self._names.first)]} {self._names.last[pair // len(self._names.first)]}"
        number = f"SW{self.count * 7919 % 900_000 + 100_000}"
        full_time = 1.0 if is_agency or is_manager else float(self._chance.pick("full_time"))
        absences = () if is_manager else tuple(self._absences(start, end or self._to))
        return Worker(number, name, team, start, end, is_manager, post, is_agency, full_time, absences)

    def _absences(self, start: dt.date, end: dt.date) -> Iterator[Absence]:
        """Yield a worker's sickness in order of time: many short spells, a few long ones, none overlapping another."""
        rates = self._chance.courses.rates
        day = max(start, self._from)
        often = rates["short_sickness_a_year"] + rates["long_sickness_a_year"]
        while True:
            day += int(self._chance.waits(often)) * _ONE_DAY + _ONE_DAY
            if day >= end:
                return
            is_long = self._chance.share(rates["long_sickness_a_year"] / often)
            back = min(day + self._chance.days("long_sickness" if is_long else "short_sickness") * _ONE_DAY, end)
            yield Absence(day, back)
            day = back


def _is_lost(number: int, share: float) -> bool:
    """Whether a post is among a share of its team's posts, spread evenly over them however many there are."""
    return int((number + 1) * share) > int(number * share)
