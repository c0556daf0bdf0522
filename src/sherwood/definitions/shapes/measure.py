"""Measures: a question, the rule that answers it, and a worked example on the boundary of the rule."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Better, Entry, Source
from sherwood.definitions.shapes.measure_parts import Benchmark, Example, Filter, Need, Related, Review
from sherwood.definitions.shapes.versions import as_on, check_versions

Grain = Literal["day", "week", "month", "quarter", "year"]
# The words beside every number; a share has one spelling, so that pages know one when they meet it.
Unit = Literal[
    "children",
    "households",
    "young people",
    "workers",
    "episodes",
    "contacts",
    "referrals",
    "cases",
    "assessments",
    "discussions",
    "enquiries",
    "conferences",
    "plans",
    "reviews",
    "visits",
    "tasks",
    "records",
    "changes",
    "moves",
    "nights",
    "pounds",
    "to one",
    "full-time posts",
    "days",
    "working days",
    "hours",
    "minutes",
    "miles",
    "weeks",
    "months",
    "points",
    "per cent",
    "per 1,000",
    "per 10,000",
    "per 100,000",
    "each",
]


class Measure(Entry):
    """What all kinds of measure share.

    `per` names the key that counts once in a period (empty: every row counts); of several rows `keep` says which one gives
    the day and the breakdowns. `also` are tests on rows of other tables that a row must meet to be counted at all. `needs` are
    files without which it has no answer, which is then left empty and never nought. `weight` names a column that says as how
    much a row counts, such as full-time equivalents; without it each is one. `indicator` is the code under which other areas' figures of
    it are published: those a `comparators` file holds stand beside it, and `benchmark` where none does.
    """

    question: str
    kind: str
    better: Better
    unit: Unit
    counts: str
    per: str = "person_key"
    keep: Literal["first", "last"] = "last"
    where: tuple[Filter, ...] = ()
    also: tuple[Related, ...] = ()
    needs: tuple[Need, ...] = ()
    weight: str = ""
    numerator: str
    denominator: str = ""
    grain: Grain = "month"
    statutory: bool = False
    timescale: str = ""
    step: str = "only"
    target: float | None = None
    benchmark: tuple[Benchmark, ...] = ()
    indicator: str = ""
    breakdowns: tuple[str, ...]
    details: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    source: tuple[Source, ...]
    review: Review
    aliases: tuple[str, ...] = ()
    example: Example

    @property
    def adds_up(self) -> bool:
        """Whether the figures of every team, of nobody's children and of those not known come to the authority's."""
        return True

    @property
    def is_at_a_date(self) -> bool:
        """Whether a figure speaks of the last day of its period, so that figures of several periods are never added."""
        return bool(getattr(self, "starts", ""))

    @property
    def is_of_a_period(self) -> bool:
        """Whether every day of its period counts and not the last alone, as of those open on any day or of what fell due in it."""
        related = (*self.also, getattr(self, "related", None))
        is_within = any(each is not None and each.window == "period" for each in related)
        return not self.is_at_a_date or is_within or getattr(self, "open_on", "") == "any_day"

    def as_on(self, day: dt.date) -> Self:
        """The definition that figures of a period that ends on this day follow."""
        return as_on(self, day)

    @model_validator(mode="after")
    def _can_be_told_as_it_was(self) -> Self:
        check_versions(self)
        return self


class Stock(Measure):
    """How many are open on the last day of the period: starts <= D < stops, or begun within the `lasts_days` that end with it."""

    kind: Literal["stock"]
    starts: str
    stops: str = ""
    lasts_days: int | None = None

    @model_validator(mode="after")
    def _ends_once(self) -> Self:
        if bool(self.stops) == (self.lasts_days is not None):
            raise ValueError("give stops, the day a row is no longer open, or lasts_days: one of the two")
        return self


class Flow(Measure):
    """How many things happened in the period; `per` counts each child, or other key, once."""

    kind: Literal["flow"]
    date: str


class Share(Measure):
    """Part of a whole in per cent: of those open (`starts`, `stops`) or of those dated in the period (`date`).

    `open_on` says whether open means on the last day of the period or on any day of it. The part are the rows that pass
    `meets` and `related`.
    """

    kind: Literal["share"]
    starts: str = ""
    stops: str = ""
    open_on: Literal["last_day", "any_day"] = "last_day"
    date: str = ""
    meets: tuple[Filter, ...] = ()
    related: Related | None = None

    @model_validator(mode="after")
    def _has_a_whole_and_a_part(self) -> Self:
        if bool(self.date) == bool(self.starts and self.stops):
            raise ValueError(
                "a share is of those open (starts and stops) or of those dated in the period (date): give one"
            )
        if not self.meets and self.related is None:
            raise ValueError("nothing says which rows are the part: add meets or related")
        return self


class Timeliness(Measure):
    """Part done by its due day in per cent.

    Either events dated in the period with columns `due` and `done`, or children open on the last day (`starts`, `stops`) none
    of whose `related` rows was late.
    """

    kind: Literal["timeliness"]
    date: str = ""
    due: str = ""
    done: str = ""
    starts: str = ""
    stops: str = ""
    related: Related | None = None

    @model_validator(mode="after")
    def _has_one_of_two_forms(self) -> Self:
        of_events = bool(self.date and self.due and self.done)
        of_children = bool(self.starts and self.stops and self.related)
        if of_events == of_children:
            raise ValueError("give date, due and done (of events), or starts, stops and related (of those open)")
        return self


class Mean(Measure):
    """The mean of a value over those dated in the period, or open on its last day; sum and number are both kept."""

    kind: Literal["mean"]
    date: str = ""
    starts: str = ""
    stops: str = ""
    value: str

    @model_validator(mode="after")
    def _is_of_events_or_spells(self) -> Self:
        _require_one_of_two(self, "a mean")
        return self


class Ratio(Measure):
    """The sum of one column to the sum of another, such as sessions missed of those possible; in per cent where the unit says so.

    Of rows dated in the period (`date`), or open on its last day (`starts`, `stops`).
    """

    kind: Literal["ratio"]
    date: str = ""
    starts: str = ""
    stops: str = ""
    value: str
    out_of: str

    @model_validator(mode="after")
    def _is_of_events_or_spells(self) -> Self:
        _require_one_of_two(self, "a ratio")
        return self


class Load(Measure):
    """How much each holder has on average: rows open on the last day to the different `holder`s who hold them.

    A holder with rows of two teams is counted once, in the team of the first row, so that teams add up to the whole.
    """

    kind: Literal["load"]
    starts: str
    stops: str
    holder: str


class Duration(Measure):
    """How long it took those dated in the period, on average: days from `begins` to `ends`, or a length in a column (`value`).

    The numerator is the sum of the lengths and the denominator their number, also where the value is their median. Where the
    unit is weeks or months the value alone is: what is added up stays in days.
    """

    kind: Literal["duration"]
    statistic: Literal["mean", "median"] = "mean"
    date: str
    begins: str = ""
    ends: str = ""
    value: str = ""

    @model_validator(mode="after")
    def _has_one_length(self) -> Self:
        if bool(self.value) == bool(self.begins and self.ends):
            raise ValueError("give begins and ends, or value, the column that holds the length: one of the two")
        return self

    @property
    def adds_up(self) -> bool:
        """The median of all cannot be worked out from the medians of teams."""
        return self.statistic != "median"


class Rate(Measure):
    """How many for every so many children who live in the area (`for_every`), aged `youngest` to 17.

    Of events (`date`) those of the 12 months that end with the period, or of the period itself (`over`); of spells (`starts`,
    `stops`) those open on its last day. The denominator is the latest mid-year estimate of that day, which knows no teams.
    """

    kind: Literal["rate"]
    for_every: Literal[1000, 10000, 100000]
    youngest: int = 0
    date: str = ""
    over: Literal["rolling_year", "period"] = "rolling_year"
    starts: str = ""
    stops: str = ""

    @model_validator(mode="after")
    def _counts_events_or_spells(self) -> Self:
        if bool(self.date) == bool(self.starts and self.stops):
            raise ValueError("a rate is of events (date) or of those open on a day (starts and stops): give one")
        return self

    @property
    def is_at_a_date(self) -> bool:
        """A rolling year ends on a day: those of several months share most of their events."""
        return bool(self.starts) or self.over == "rolling_year"


class Repeat(Measure):
    """Part of those dated in the period followed by the same thing within the timescale, once follow-up is complete."""

    kind: Literal["repeat"]
    date: str
    next: str


class Worklist(Measure):
    """What is overdue or due soon on the last day of the period: begun, not done, still open, due within the window.

    Without `begins` a row counts from when its due day comes within the window.

    The window is `window_days` or `window_working_days` after that day. `window_days = -1` keeps what is overdue alone,
    `with_overdue = false` what is not.
    """

    kind: Literal["worklist"]
    begins: str = ""
    stops: str
    due: str
    done: str
    window_days: int | None = None
    window_working_days: int | None = None
    with_overdue: bool = True

    @model_validator(mode="after")
    def _has_one_window(self) -> Self:
        if (self.window_days is None) == (self.window_working_days is None):
            raise ValueError("give window_days or window_working_days: one of the two")
        return self

    @property
    def is_at_a_date(self) -> bool:
        """A list is that of a day."""
        return True


def _require_one_of_two(measure: Mean | Ratio, words: str) -> None:
    """Go on with one way to say which rows are meant: by a date of the period, or as open on its last day."""
    if bool(measure.date) == bool(measure.starts and measure.stops):
        raise ValueError(f"{words} is of events (date) or of those open on a day (starts and stops): give one")


AnyMeasure = Annotated[
    Stock | Flow | Share | Timeliness | Mean | Ratio | Load | Duration | Rate | Repeat | Worklist,
    Field(discriminator="kind"),
]
