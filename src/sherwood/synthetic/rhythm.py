"""Synthetic: when a contact is made, by what its sender does on such a day, and whether the pandemic or a planted cause changes it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.planting import NOTHING, Plantings
from sherwood.synthetic.school_terms import SchoolTerms
from sherwood.synthetic.workdays import Workdays

_SATURDAY = 5
_SCHOOLS, _POLICE = ("2A", "2B"), "6"
_INDIVIDUALS = ("1A", "1B", "1C", "1D", "9")
_ROUND_THE_CLOCK = ("6", "3E", "1A", "1B", "9")


@dataclass(frozen=True)
class Comes:
    """A contact that comes: on which day, how many more of its kind soon after, and how much graver than usual it is."""

    day: dt.date
    more: int = 0
    severity: float = 1.0


@dataclass
class Rhythm:
    """The days on which each source makes its contacts in this county; `missed` counts those that never came, by day and source."""

    chance: Chance
    workdays: Workdays
    pandemic: CountyPandemic
    plantings: Plantings = NOTHING
    missed: Counter[tuple[dt.date, str]] = field(default_factory=Counter)
    came: Counter[tuple[dt.date, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.terms = SchoolTerms(self.chance.courses.terms)

    def source(self, day: dt.date) -> str:
        """Who makes a contact that something on this day calls for: not schools while they are closed, few but police at weekends."""
        if day.weekday() >= _SATURDAY and self.chance.happens("weekend_share"):
            return self.chance.pick("contact_source_weekend")
        if self.terms.is_holiday(day) and not self.chance.happens("kept_for_term"):
            return self.chance.pick("contact_source_in_holidays")
        return self.chance.pick("contact_source")

    def day_for(self, source: str, day: dt.date) -> dt.date:
        """The day on which this source makes it: schools when they are open, offices on working days, Mondays fullest."""
        if source in _SCHOOLS:
            return self._school_day(day)
        if source in _ROUND_THE_CLOCK:
            return self._batched(day) if source == _POLICE else day
        if day.weekday() >= _SATURDAY or self.workdays.from_day(day) != day:
            return self.workdays.after(self.workdays.from_day(day), self._spread())
        return day

    def comes(self, source: str, day: dt.date, district: str) -> Comes | None:
        """The contact as it comes on its day, or later after the pandemic held it back; None if it never comes."""
        ratio = self.pandemic.ratio(source, day) * self._planted(source, day, district)
        self.came[day, source] += 1
        if ratio < 1 and not self.chance.share(ratio):
            self.missed[day, source] += 1
            later = self.pandemic.returns_on(day)
            return Comes(self.day_for(source, later), severity=self.pandemic.latent_severity) if later else None
        more = ratio - 1
        return Comes(day, int(more) + self.chance.share(more - int(more)) if more > 0 else 0)

    def referred_factor(self, day: dt.date) -> float:
        """How many times as many contacts of the day become referrals as usual."""
        return self.plantings.of("threshold_change", day)

    def returning_factor(self, day: dt.date) -> float:
        """How many times as often a family comes back after a case that closes on the day."""
        return self.plantings.families_return(day)

    def latent(self) -> pa.Table:
        """The truth of demand by day and source: what would have come, and how much of it did not on its day."""
        keys = sorted(self.came)
        return pa.table(
            {
                "day": pa.array([day for day, _ in keys], pa.date32()),
                "source": pa.array([source for _, source in keys], pa.string()),
                "would_have_come": pa.array([self.came[key] for key in keys], pa.int32()),
                "did_not_come": pa.array([self.missed[key] for key in keys], pa.int32()),
            }
        )

    def _planted(self, source: str, day: dt.date, district: str) -> float:
        found = 1.0
        if source in _SCHOOLS:
            found *= self.plantings.of("school_surge", day, district)
        elif source == _POLICE:
            found *= self.plantings.of("police_policy", day)
        elif source in _INDIVIDUALS:
            found *= self.plantings.of("heatwave", day)
            winter = self.plantings.of("winter_families", day.replace(year=self._winter_year(day)))
            found *= winter
        return found

    def _winter_year(self, day: dt.date) -> int:
        """The year in which the planted winter began, so that it comes again every year after."""
        begun = next((each.first_day for each in self.plantings.all if each.kind == "winter_families"), None)
        if begun is None or day < begun:
            return day.year
        return begun.year if day.month == begun.month else begun.year + 1

    def _school_day(self, day: dt.date) -> dt.date:
        """The day itself when schools are open; else within the first weeks back, when teachers see children again."""
        while (closed := self.plantings.of("snow_days", day)) != 1 and not self.chance.share(closed):
            day += dt.timedelta(days=1)
        if self.terms.is_open(day) and self.workdays.from_day(day) == day:
            return day
        back = self.workdays.from_day(self.terms.back_from(day))
        return self.workdays.after(back, self._spread() if back.weekday() else self._spread() + 1)

    def _spread(self) -> int:
        """How many working days later a sender writes who could not write before."""
        return self.chance.random.choices((0, 1, 2, 3, 5), (45, 25, 14, 10, 6))[0]

    def _batched(self, day: dt.date) -> dt.date:
        """Police send some notifications in lots, when their own triage clears: on the next Monday or Thursday."""
        if not self.chance.happens("police_batched"):
            return day
        return day + dt.timedelta(days=min((0 - day.weekday()) % 7, (3 - day.weekday()) % 7))
