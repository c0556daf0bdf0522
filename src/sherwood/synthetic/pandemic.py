"""Synthetic: the pandemic as this county had it, how many of its usual contacts each source made on each day."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.shapes_of_time import SourceGroup, Stretch

_ONE_DAY = dt.timedelta(days=1)
# While schools see fewer than half of their usual, what was missed is not seen either.
_SEEN_AGAIN = 0.5


@dataclass(frozen=True)
class _Local:
    """A local lockdown: its days and the ratio to what would have come."""

    first: dt.date
    last: dt.date
    ratio: float


class CountyPandemic:
    """How the pandemic went here: its lag, its size by source, how the usual came back, and what returned of what had not come.

    One county in a few is unlike any neat form: the police change their policy, everything comes four weeks late, or nothing that
    was missed ever returns.
    """

    def __init__(self, chance: Chance) -> None:
        declared = chance.courses.pandemic
        seed, draw = declared.seed, chance.random
        kinds = list(seed.unusual_kinds)
        is_unusual = draw.random() < seed.unusual
        drawn_kind = draw.choices(kinds, list(seed.unusual_kinds.values()))[0]
        self.unusual = drawn_kind if is_unusual else ""
        lag = draw.randint(*seed.lag_days)
        self.lag_days = seed.unusual_lag_days if self.unusual == "four_week_lag" else lag
        self.recovery_days = draw.randint(*seed.recovery_days)
        self.sizes = {group: math.exp(draw.gauss(0, seed.size_spread)) for group in declared.groups}
        returns = draw.uniform(*seed.latent_returns)
        self.latent_returns = 0.0 if self.unusual == "no_return" else returns
        self._latent_days = seed.latent_days
        self.latent_severity = seed.latent_severity
        self.police_ratio = draw.choice(seed.unusual_police_ratios) if self.unusual == "police_policy" else 1.0
        self.local = self._drawn_local(chance)
        self._group_of = {code: group for group, codes in declared.groups.items() for code in codes}
        self._stretches = declared.stretch
        self._draw = draw
        self.first = self._stretches[0].first + self.lag_days * _ONE_DAY
        self.last = self._stretches[-1].last + self.lag_days * _ONE_DAY
        self._ratios = {group: self._by_day(group) for group in declared.groups}

    def ratio(self, source: str, day: dt.date) -> float:
        """Contacts of a source on a day as a ratio to what would have come without the pandemic."""
        if not self.first <= day <= self.last:
            return 1.0
        return self._ratios[self._group_of.get(source, "other")][(day - self.first).days]

    def policy(self, source: str, day: dt.date) -> float:
        """What the police send on a day as a ratio to what they would under the policy they had before: for good, once it changed."""
        return self.police_ratio if day >= self.first and self._group_of.get(source) == "police" else 1.0

    def returns_on(self, day: dt.date) -> dt.date | None:
        """The day on which a contact that did not come is made after all; none if it never is."""
        if self._draw.random() >= self.latent_returns:
            return None
        seen = (each.first for each in self._stretches if each.first > day and each.school > _SEEN_AGAIN)
        back = next(seen, self._stretches[-1].last)
        return max(back + self.lag_days * _ONE_DAY, day) + self._draw.randint(*self._latent_days) * _ONE_DAY

    def _by_day(self, group: SourceGroup) -> list[float]:
        """The ratios of a group from the first day to the last: scaled by the county's own size, a rise reached only slowly."""
        found: list[float] = []
        before = 1.0
        for stretch in self._stretches:
            now = self._scaled(group, stretch)
            slow = self.recovery_days if now > before else 0
            for passed in range((stretch.last - stretch.first).days + 1):
                found.append(before + (now - before) * passed / slow if passed < slow else now)
            before = now
        if self.local and group != "police":
            begins = (self.local.first - self.first).days
            for offset in range(max(begins, 0), begins + (self.local.last - self.local.first).days + 1):
                found[offset] *= self.local.ratio
        return found

    def _scaled(self, group: SourceGroup, stretch: Stretch) -> float:
        """A fall or rise made larger or smaller by the county's own size; never below nothing."""
        declared: float = getattr(stretch, group)
        return max(0.02, 1.0 + (declared - 1.0) * self.sizes[group])

    @staticmethod
    def _drawn_local(chance: Chance) -> _Local | None:
        seed, draw = chance.courses.pandemic.seed, chance.random
        has_one, first = draw.random() < seed.local_lockdown, chance.day_between(*seed.local_first)
        last = first + draw.randint(*seed.local_days) * _ONE_DAY
        return _Local(first, last, seed.local_ratio) if has_one else None
