"""Synthetic: the log of the safeguarding hub as its nightly export tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.hub.arrivals import MINUTES_A_DAY, Arrival, arrivals
from sherwood.synthetic.hub.deciding import Decided, decide
from sherwood.synthetic.identifying import register
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables, Registered
from sherwood.synthetic.registers.growing import Entry, table_of

FEED = "mash_log"
_DUTY = "emergency_duty"
_OTHER_RATINGS = {"red": "amber", "amber": "red", "green": "amber", "blue": "green"}
_CONTACTS = {
    "contact_number": pa.string(), "person_number": pa.string(), "forename": pa.string(), "surname": pa.string(),
    "birth_date": pa.date32(), "sex": pa.string(), "house": pa.string(), "street": pa.string(), "postcode": pa.string(),
    "received_date": pa.date32(), "received_time": pa.string(), "source": pa.string(), "need": pa.string(),
    "district": pa.string(), "rating": pa.string(), "is_out_of_hours": pa.bool_(), "decision": pa.string(),
    "decided_date": pa.date32(), "decided_time": pa.string(), "decided_by": pa.string(), "referrer_told_date": pa.date32(),
    "handling_minutes": pa.int32(),
}  # fmt: skip
_RATINGS = {"contact_number": pa.string(), "rated_date": pa.date32(), "rated_time": pa.string(), "rating": pa.string()}
_REQUESTS = {
    "contact_number": pa.string(), "partner": pa.string(), "asked_date": pa.date32(), "asked_time": pa.string(),
    "replied_date": pa.date32(), "replied_time": pa.string(),
}  # fmt: skip
_Rows = Callable[[str, Arrival, Decided | None], Iterator[Entry]]
_IDENTITY = ("forename", "surname", "birth_date", "sex", "house", "street", "postcode")


def mash_log(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Every contact of the county's years, one row a child, with its ratings and the questions put to partners.

    `facts` tell of each contact when it came, what work it was and when it was done, to the minute: what staffing is judged against.
    """
    draw = Draw(generator, courses)
    came = arrivals(everyone, draw)
    decided = decide(draw, came, _is_working(everyone), everyone.last_day)
    registered = _registered(everyone, came, generator)
    numbers = [f"M{number:07d}" for number in range(1, len(came) + 1)]
    writing = _Writing(everyone, draw, registered)
    tables = {
        "contacts": table_of(_each(writing.contacts, numbers, came, decided), _CONTACTS),
        "ratings": table_of(_each(writing.ratings, numbers, came, decided), _RATINGS),
        "requests": table_of(_each(writing.requests, numbers, came, decided), _REQUESTS),
    }
    return FeedTables(FEED, tables, (registered,), {"hub_minutes": _facts(numbers, came, decided)})


def _each(
    rows: _Rows, numbers: Sequence[str], came: Sequence[Arrival], decided: Sequence[Decided | None]
) -> Iterator[Entry]:
    for number, arrival, outcome in zip(numbers, came, decided, strict=True):
        yield from rows(number, arrival, outcome)


def _is_working(everyone: Everyone) -> Callable[[int], bool]:
    return lambda day: everyone.calendar.is_working_day(date_of(day))


def _registered(everyone: Everyone, came: Sequence[Arrival], generator: np.random.Generator) -> Registered:
    """Each child is entered in the log when first written about."""
    persons = np.array([person for each in came for person in each.persons], np.int32)
    days = np.array([each.day for each in came for _ in each.persons], np.int32)
    children, first = np.unique(persons, return_index=True)
    return register(everyone, FEED, children.astype(np.int32), days[first], generator)


class _Writing:
    """Writes what the log says of each contact."""

    def __init__(self, everyone: Everyone, draw: Draw, registered: Registered) -> None:
        self._draw = draw
        self._registered = registered
        self._told = registered.columns.to_pylist()
        self._everyone = everyone

    def contacts(self, number: str, arrival: Arrival, outcome: Decided | None) -> Iterator[Entry]:
        """A row for each child: open on the day it came, whole once decided."""
        days = np.full(len(arrival.persons), arrival.day, np.int32)
        records = self._registered.record_of(np.array(arrival.persons, np.int32), days)
        same = self._same(number, arrival)
        answer = self._answer(arrival, outcome)
        versions = self._versions(arrival, outcome)
        for record in records:
            told = self._told[int(record)]
            identity = {"person_number": told["source_id"], **{name: told[name] for name in _IDENTITY}}
            for since, until, is_decided in versions:
                yield {**same, **identity, **(answer if is_decided else {}), RECORDED: since, REMOVED: until}

    def ratings(self, number: str, arrival: Arrival, outcome: Decided | None) -> Iterator[Entry]:
        """The rating at screening, and a later one where information that arrived changed it."""
        yield _rating(number, arrival.minute, arrival.rating)
        if outcome and outcome.minute - arrival.minute > 30 and self._draw.happens("hub_rating_changes", 1)[0]:
            minute = int(self._draw.generator.integers(arrival.minute + 1, outcome.minute))
            yield _rating(number, minute, _OTHER_RATINGS[arrival.rating])

    def requests(self, number: str, arrival: Arrival, outcome: Decided | None) -> Iterator[Entry]:
        """A question to each partner asked, and when the reply came."""
        for partner in arrival.partners:
            asked = arrival.minute + int(self._draw.generator.integers(5, 45))
            replied = None
            if not self._draw.happens("hub_no_reply", 1)[0]:
                replied = asked + int(60 * self._draw.days("hub_reply_hours", 1)[0])
            yield {
                "contact_number": number,
                "partner": partner,
                "asked_date": _day(asked),
                "asked_time": _clock(asked),
                "replied_date": None if replied is None else _day(replied),
                "replied_time": None if replied is None else _clock(replied),
                RECORDED: (asked if replied is None else replied) // MINUTES_A_DAY,
                REMOVED: NEVER,
            }

    def _same(self, number: str, arrival: Arrival) -> Entry:
        is_closed = arrival.is_out_of_hours or not self._everyone.calendar.is_working_day(date_of(arrival.day))
        return {
            "contact_number": number,
            "received_date": date_of(arrival.day),
            "received_time": _clock(arrival.minute),
            "source": arrival.source,
            "need": arrival.need,
            "district": self._district(arrival),
            "rating": arrival.rating,
            "is_out_of_hours": is_closed,
        }

    def _district(self, arrival: Arrival) -> str | None:
        life = self._everyone.lives[self._everyone.people.life[arrival.persons[0]]]
        here = [each for each in life.addresses if day_number(each.start_date) <= arrival.day]
        return here[-1].district if here else None

    def _answer(self, arrival: Arrival, outcome: Decided | None) -> Entry:
        if outcome is None:
            return {}
        told = self._draw.happens("hub_referrer_told", 1)[0]
        after = outcome.minute + int(self._draw.generator.integers(0, MINUTES_A_DAY))
        return {
            "decision": arrival.decision,
            "decided_date": _day(outcome.minute),
            "decided_time": _clock(outcome.minute),
            "decided_by": _DUTY if outcome.is_by_duty else self._draw.pick("hub_decided_by", 1)[0],
            "referrer_told_date": _day(after) if told else None,
            "handling_minutes": arrival.work,
        }

    def _versions(self, arrival: Arrival, outcome: Decided | None) -> list[tuple[int, int, bool]]:
        decided = NEVER if outcome is None else outcome.minute // MINUTES_A_DAY
        if decided == arrival.day:
            return [(arrival.day, NEVER, True)]
        return [(arrival.day, decided, False), (decided, NEVER, True)][: 1 if outcome is None else 2]


def _rating(number: str, minute: int, rating: str) -> Entry:
    return {
        "contact_number": number,
        "rated_date": _day(minute),
        "rated_time": _clock(minute),
        "rating": rating,
        RECORDED: minute // MINUTES_A_DAY,
        REMOVED: NEVER,
    }


def _day(minute: int) -> dt.date:
    return date_of(minute // MINUTES_A_DAY)


def _clock(minute: int) -> str:
    return f"{minute % MINUTES_A_DAY // 60:02d}:{minute % 60:02d}"


def _facts(numbers: Sequence[str], came: Sequence[Arrival], decided: Sequence[Decided | None]) -> pa.Table:
    return pa.table(
        {
            "contact_number": pa.array(numbers, pa.string()),
            "arrived_minute": pa.array([each.minute for each in came], pa.int64()),
            "work_minutes": pa.array([each.work for each in came], pa.int32()),
            "decided_minute": pa.array([None if each is None else each.minute for each in decided], pa.int64()),
        }
    )
