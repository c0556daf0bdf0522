"""Synthetic: people as a partner's own system wrote them down, with its own numbers and its own mistakes."""

from __future__ import annotations

import zlib

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.everyone import Days, Everyone, Positions, Role
from sherwood.synthetic.misspelling import Spelt, misspelt, short_forms
from sherwood.synthetic.partner_feed import Registered
from sherwood.synthetic.shapes_of_partners import IdentityMess

_NUMBERS = 10_000_000
_STEP = 6_180_339
_EPOCH = np.datetime64("1970-01-01")
_SEXES = np.array(["M", "F"], dtype=object)


def register(
    everyone: Everyone, feed: str, persons: Positions, since: Days, generator: np.random.Generator
) -> Registered:
    """Enter people in a partner's system, each on the day the partner first heard of them; a few are entered twice.

    Names, birth dates, addresses and numbers are as the partner wrote them, wrong or missing at the county's declared rates.
    """
    mess = everyone.mess
    again = np.flatnonzero(generator.random(len(persons)) < mess.twice)
    gap = generator.integers(30, 1500, len(again))
    person = np.concatenate([persons, persons[again]]).astype(np.int32)
    days = np.concatenate([since, since[again] + gap]).astype(np.int32)
    written = _Writing(everyone, mess, person, days, generator)
    columns = {"source_id": _source_ids(feed, len(person)), **written.columns()}
    return Registered(feed, person, pa.table(columns), days)


def _source_ids(feed: str, count: int) -> pa.Array:
    """The feed's own numbers, which tell nothing of the person nor of the order in which people came."""
    start = zlib.crc32(feed.encode()) % _NUMBERS
    numbers = (start + np.arange(count, dtype=np.int64) * _STEP) % _NUMBERS
    prefix = "".join(word[0] for word in feed.split("_")).upper()
    return pa.array(np.char.add(prefix, np.char.zfill(numbers.astype(str), 7)))


class _Writing:
    """Writes down one feed's records column by column."""

    def __init__(
        self, everyone: Everyone, mess: IdentityMess, person: Positions, days: Days, generator: np.random.Generator
    ) -> None:
        self._everyone, self._mess, self._person, self._days = everyone, mess, person, days
        self._generator = generator

    def columns(self) -> dict[str, pa.Array]:
        """Everything the feed wrote of each record."""
        everyone, people = self._everyone, self._everyone.people
        return {
            **self._names(),
            "sex": pa.array(_SEXES[people.sex[self._person]], pa.string()),
            "birth_date": self._birth_dates(),
            "ethnicity": everyone.ethnicities.take(pa.array(people.ethnicity[self._person])),
            **self._addresses(),
            "nhs_number": self._nhs_numbers(),
            "upn": self._blanked(people.upn.take(pa.array(self._person)), self._mess.no_upn),
            "ni_number": people.ni_number.take(pa.array(self._person)),
        }

    def _some(self, share: float) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self._generator.random(len(self._person)) < share
        return found

    def _blanked(self, column: pa.Array, share: float) -> pa.Array:
        """The column with a share of its cells left empty."""
        if not share:
            return column
        kept = np.where(self._some(share), -1, np.arange(len(column)))
        return column.take(pa.array(kept, mask=kept < 0))

    def _names(self) -> dict[str, pa.Array]:
        everyone, people, mess = self._everyone, self._everyone.people, self._mess
        forenames = _texts(everyone.forenames, people.forename[self._person])
        surnames = _texts(everyone.surnames, people.surname[self._person])
        other = np.flatnonzero(self._some(mess.other_surname))
        surnames[other] = self._other_surnames(other)
        short = np.flatnonzero(self._some(mess.short_form))
        forenames[short] = short_forms(forenames[short])
        spelt = Spelt(self._generator)
        forenames = misspelt(spelt, forenames, self._some(mess.forename_typo))
        surnames = misspelt(spelt, surnames, self._some(mess.surname_typo))
        swapped = self._some(mess.swapped_names)
        forenames, surnames = np.where(swapped, surnames, forenames), np.where(swapped, forenames, surnames)
        upper = self._some(mess.other_case)
        surnames[upper] = [name.upper() for name in surnames[upper]]
        return {"forename": pa.array(forenames, pa.string()), "surname": pa.array(surnames, pa.string())}

    def _other_surnames(self, rows: NDArray[np.int64]) -> NDArray[np.object_]:
        """The surname at birth where it differs, else one that somebody of the county bears."""
        people, texts = self._everyone.people, self._everyone.surnames
        person = self._person[rows]
        anybody = people.surname[self._generator.integers(0, len(people), len(rows))]
        other = np.where(people.birth_surname[person] != people.surname[person], people.birth_surname[person], anybody)
        return _texts(texts, other)

    def _birth_dates(self) -> pa.Array:
        """Days as recorded: some with day and month changed about, a figure wrong, or the first of January."""
        born = self._everyone.people.born[self._person].astype("datetime64[D]")
        wrong = np.flatnonzero(self._some(self._mess.wrong_birth_date))
        born[wrong] = _wrongly_dated(self._generator, born[wrong])
        found = pa.array(born)
        return self._blanked(found, self._mess.no_birth_date)

    def _addresses(self) -> dict[str, pa.Array]:
        """The main home of that day, or another one somebody lived in before or moved to since."""
        everyone, homes = self._everyone, self._everyone.homes
        home = homes_on(everyone, self._person, self._days)
        moved = np.flatnonzero(self._some(self._mess.other_address))
        home[moved] = self._another_home(home[moved], self._person[moved])
        known = home >= 0
        at = np.maximum(home, 0)
        columns = {
            "house": everyone.houses.take(pa.array(homes.house[at])),
            "street": everyone.streets.take(pa.array(homes.street[at])),
            "postcode": everyone.postcodes.take(pa.array(homes.postcode[at])),
            "uprn": pa.array(homes.uprn[at].astype(str), pa.string()),
        }
        there = pa.array(np.where(known, np.arange(len(at)), -1), mask=~known)
        found = {name: column.take(there) for name, column in columns.items()}
        found["postcode"] = self._blanked(found["postcode"], self._mess.no_postcode)
        found["uprn"] = self._blanked(found["uprn"], self._mess.no_uprn)
        return found

    def _another_home(self, home: Positions, person: Positions) -> Positions:
        """Another home the person has had, or any home of the county for who never moved."""
        living = self._everyone.living
        first = np.searchsorted(living.person, person, side="left")
        count = np.searchsorted(living.person, person, side="right") - first
        at = first + (self._generator.random(len(person)) * np.maximum(count, 1)).astype(np.int64)
        other = np.where(count > 0, living.home[np.minimum(at, len(living.home) - 1)], home)
        anywhere = self._generator.integers(0, len(self._everyone.homes.uprn), len(person))
        found: Positions = np.where(other == home, anywhere, other).astype(np.int32)
        return found

    def _nhs_numbers(self) -> pa.Array:
        numbers = self._everyone.people.nhs_number[self._person]
        wrong = np.flatnonzero(self._some(self._mess.mistyped_nhs_number))
        place = 10 ** self._generator.integers(0, 9, len(wrong))
        digit = numbers[wrong] // place % 10
        numbers[wrong] += ((digit + 1) % 10 - digit) * place
        return self._blanked(pa.array(numbers.astype(str), pa.string()), self._mess.no_nhs_number)


def homes_on(everyone: Everyone, person: Positions, days: Days) -> Positions:
    """Each person's main home on a day; before their first and after their last known home the nearest one, -1 for nobody's."""
    living = everyone.living
    main = np.flatnonzero(living.is_main)
    whose, start, home = living.person[main].astype(np.int64), living.start[main].astype(np.int64), living.home[main]
    if not len(main):
        return np.full(len(person), -1, np.int32)
    offset = -int(start.min())
    width = offset + int(max(start.max(), days.max(initial=0))) + 1
    at = (
        np.searchsorted(whose * width + start + offset, person.astype(np.int64) * width + days + offset, side="right")
        - 1
    )
    before = (at < 0) | (whose[np.maximum(at, 0)] != person)
    at = np.where(before, at + 1, at)
    there = (at < len(whose)) & (whose[np.minimum(at, len(whose) - 1)] == person)
    found: Positions = np.where(there, home[np.minimum(at, len(whose) - 1)], -1).astype(np.int32)
    return found


def is_adult(everyone: Everyone, persons: Positions) -> NDArray[np.bool_]:
    """Whether each person is one of a family's adults."""
    found: NDArray[np.bool_] = everyone.people.role[persons] != Role.CHILD
    return found


def _texts(texts: pa.Array, positions: Positions) -> NDArray[np.object_]:
    found: NDArray[np.object_] = np.array(texts.to_pylist(), dtype=object)[positions]
    return found


def _wrongly_dated(generator: np.random.Generator, days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Each day written wrongly in one of four ways: day and month changed about, a day or a year off, or 1 January."""
    years = days.astype("datetime64[Y]")
    months = days.astype("datetime64[M]")
    day_of_month = (days - months.astype("datetime64[D]")).astype(int) + 1
    month_of_year = (months - years.astype("datetime64[M]")).astype(int) + 1
    about = (years.astype("datetime64[M]") + (day_of_month - 1)).astype("datetime64[D]") + (month_of_year - 1)
    way = generator.integers(0, 4, len(days))
    about = np.where((day_of_month <= 12) & (day_of_month != month_of_year), about, days + 1)
    off = days + generator.choice([-10, -1, 1, 9, 10], len(days)).astype("timedelta64[D]")
    year_off = (months + 12 * generator.choice([-1, 1, 10], len(days))).astype("datetime64[D]") + (day_of_month - 1)
    found: NDArray[np.datetime64] = np.select(
        [way == 0, way == 1, way == 2], [about, off, year_off], years.astype("datetime64[D]")
    )
    return found
