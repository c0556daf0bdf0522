"""Synthetic: when a contact is made, by what its sender does on such a day, and whether the pandemic or a planted cause changes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.demand import Demand
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.plantings import NOTHING, Plantings
from sherwood.synthetic.school_terms import SchoolTerms
from sherwood.synthetic.workdays import Workdays

_ONE_DAY = dt.timedelta(days=1)
_DAYS_A_YEAR = 365.25
_SATURDAY, _MONDAY, _THURSDAY = 5, 0, 3
_SCHOOL, _SCHOOLS, _POLICE = "2A", ("2A", "2B"), "6"
_INDIVIDUALS = ("1A", "1B", "1C", "1D", "9")
_ROUND_THE_CLOCK = ("6", "3E", "1A", "1B", "9")
_DAYS_BEFORE_SUMMER = 28
# The rates of the front door were settled on the years around this day; what grows or falls is counted from it.
_SETTLED_ON = dt.date(2019, 4, 1)


@dataclass(frozen=True)
class Comes:
    """A contact that comes, on which day, and how much graver than usual it is."""

    day: dt.date
    severity: float = 1.0


@dataclass(frozen=True)
class Added:
    """A contact about another family, from a sender who writes more than usual."""

    day: dt.date
    source: str
    district: str


@dataclass
class Rhythm:
    """The days on which each source makes its contacts in this county.

    `demand` counts what would have come and what the pandemic did to it; `added` holds the contacts about other families that are
    still to be begun.
    """

    chance: Chance
    workdays: Workdays
    pandemic: CountyPandemic
    plantings: Plantings = NOTHING
    demand: Demand = field(default_factory=Demand)
    added: list[Added] = field(default_factory=list)

    def __post_init__(self) -> None:
        rates = self.chance.courses.rates
        self.terms = SchoolTerms(self.chance.courses.terms)
        self._grow, self._fall = 1 + rates["contacts_grow"], 1 - rates["referred_falls"]

    def source(self, day: dt.date) -> str:
        """Who makes a contact that something on this day calls for: not schools while they are closed, few but police at weekends."""
        if day.weekday() >= _SATURDAY and self.chance.happens("weekend_share"):
            return self.chance.pick("contact_source_weekend")
        if self.terms.is_holiday(day):
            if not self.chance.happens("kept_for_term"):
                return self.chance.pick("contact_source_in_holidays")
        elif self._is_before_summer(day) and self.chance.happens("before_summer"):
            return _SCHOOL
        return self.chance.pick("contact_source")

    def day_for(self, source: str, day: dt.date, district: str = "") -> dt.date:
        """The day on which this source makes it: schools when they are open, offices on working days, police in lots."""
        if source in _SCHOOLS:
            return self._school_day(day, district)
        is_closed = self.workdays.from_day(day) != day
        if source in _ROUND_THE_CLOCK:
            if is_closed and self.chance.happens("kept_until_open"):
                return self.workdays.from_day(day)
            return self._batched(day) if source == _POLICE else day
        if is_closed:
            return self.workdays.after(self.workdays.from_day(day), int(self.chance.pick("working_days_late")))
        return day

    def comes(self, source: str, day: dt.date, district: str) -> Comes | None:
        """The contact as it comes on its day, or later after the pandemic held it back; None if it never comes.

        Where the sender writes more than usual, another family's contact is added now and then.
        """
        self.demand.would_have_come[day, source] += 1
        ratio = self.pandemic.ratio(source, day)
        planted = self.pandemic.policy(source, day) * self._planted(source, day, district)
        if ratio < 1 and not self.chance.share(ratio):
            return self._held_back(source, day, district)
        if planted < 1 and not self.chance.share(planted):
            self.demand.not_sent[day, source] += 1
            return None
        more = max(ratio, 1.0) * max(planted, 1.0) - 1.0
        for _ in range(int(more) + self.chance.share(more - int(more)) if more > 0 else 0):
            self.demand.added[day, source] += 1
            self.added.append(Added(day, source, district))
        return Comes(day)

    def growth(self, day: dt.date) -> float:
        """First contacts of the day as a multiple of those of the years on which the rates were settled."""
        return float(self._grow ** ((day - _SETTLED_ON).days / _DAYS_A_YEAR))

    def referred_factor(self, day: dt.date) -> float:
        """How many times as many contacts of the day become referrals as in the years on which the rates were settled."""
        fallen: float = self._fall ** ((day - _SETTLED_ON).days / _DAYS_A_YEAR)
        return fallen * self.plantings.of("threshold_change", day)

    def returning_factor(self, day: dt.date) -> float:
        """How many times as often a family comes back after a case that closes on the day."""
        return self.plantings.reached("fewer_return", day)

    def late_factor(self, day: dt.date) -> float:
        """How many times as many decisions on contacts of the day wait for another day."""
        return self.plantings.of("quicker_decisions", day)

    def _is_before_summer(self, day: dt.date) -> bool:
        left = self.terms.days_until_summer(day)
        return left is not None and left <= _DAYS_BEFORE_SUMMER

    def _held_back(self, source: str, day: dt.date, district: str) -> Comes | None:
        """Keep a contact from its day; hand it on as it comes later, graver, if it ever does."""
        self.demand.did_not_come[day, source] += 1
        returns = self.pandemic.returns_on(day)
        if returns is None:
            return None
        later = self.day_for(source, returns, district)
        self.demand.came_later[day, source] += 1
        self.demand.returned[later, source] += 1
        return Comes(later, severity=self.pandemic.latent_severity)

    def _planted(self, source: str, day: dt.date, district: str) -> float:
        if source in _SCHOOLS:
            return self.plantings.of("school_surge", day, district)
        if source == _POLICE:
            return self.plantings.of("police_policy", day)
        if source in _INDIVIDUALS:
            return self.plantings.of("heatwave", day) * self.plantings.of("winter_families", day)
        return 1.0

    def _school_day(self, day: dt.date, district: str) -> dt.date:
        """When a school writes: on a day of the term on which it is not shut for a reason of its own, else soon after."""
        found = self._day_of_term(day)
        if not self._is_shut(found, district):
            return found
        while self._is_shut(found, district):
            found = self.workdays.after(found, 1)
        return self._soon_after(found)

    def _day_of_term(self, day: dt.date) -> dt.date:
        """The day itself when schools teach; after a weekend soon, after a holiday within the first weeks of term."""
        open_day = self.workdays.from_day(day)
        if self.terms.is_holiday(day):
            if open_day == day and self.chance.happens("school_writes_in_holiday"):
                return day
            back = self.workdays.from_day(self.terms.back_from(day))
            return self.workdays.after(back, int(self.chance.pick("school_days_into_term")))
        return day if open_day == day else self._soon_after(open_day)

    def _soon_after(self, day: dt.date) -> dt.date:
        """A day of the term soon after schools are back from a few days; the first one if a holiday begins meanwhile."""
        late = self.workdays.after(day, int(self.chance.pick("working_days_late")))
        return day if self.terms.is_holiday(late) else late

    def _is_shut(self, day: dt.date, district: str) -> bool:
        """Whether snow or a moved holiday keeps the school shut on the day."""
        open_share = self.plantings.of("snow_days", day) * self.plantings.of("half_term_moved", day, district)
        return open_share != 1.0 and not self.chance.share(open_share)

    def _batched(self, day: dt.date) -> dt.date:
        """Police send some notifications in lots, when their own triage clears: on the working day from the next Monday or Thursday on."""
        if not self.chance.happens("police_batched"):
            return day
        wait = min((_MONDAY - day.weekday()) % 7, (_THURSDAY - day.weekday()) % 7)
        return self.workdays.from_day(day + wait * _ONE_DAY)
