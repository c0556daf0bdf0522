"""Synthetic: what one partner's system holds of people, column by column, as it was taken down."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.everyone import RELATIONS, Days, Everyone, Positions
from sherwood.synthetic.living_on import homes_on
from sherwood.synthetic.misdating import misdated
from sherwood.synthetic.misspelling import Spelt, misspelt, respaced, short_forms, unaccented, unhyphened

_SEXES = np.array(["M", "F"], dtype=object)
_DAYS_A_YEAR = 365.25
_SURE = 0.97
Texts = NDArray[np.object_]


class WritingDown:
    """Writes down records of persons on days; what is wrong or missing is drawn by the county's mess."""

    def __init__(self, everyone: Everyone, person: Positions, days: Days, generator: np.random.Generator) -> None:
        self._everyone, self._mess, self._person, self._days = everyone, everyone.mess, person, days
        self._generator = generator
        self._is_hasty = generator.random(len(person)) < self._mess.hasty

    def columns(self) -> dict[str, pa.Array]:
        """Everything the feed wrote of each record, but for its own number."""
        everyone, people = self._everyone, self._everyone.people
        return {
            **self._names(),
            "sex": pa.array(_SEXES[people.sex[self._person]], pa.string()),
            "birth_date": self._birth_dates(),
            "ethnicity": everyone.ethnicities.take(pa.array(people.ethnicity[self._person])),
            **self._addresses(),
            "nhs_number": self._nhs_numbers(),
            "upn": self._pupil_numbers(),
            "ni_number": self._blanked(people.ni_number.take(pa.array(self._person)), self._mess.no_ni_number),
        }

    def _some(self, share: float) -> NDArray[np.bool_]:
        """Which records something happens to that happens to a share of all: the hasty ones more often, by so much the others less."""
        of_hasty = min(share * self._mess.hasty_times, max(_SURE, share))
        of_others = (share - self._mess.hasty * of_hasty) / (1 - self._mess.hasty)
        found: NDArray[np.bool_] = self._generator.random(len(self._person)) < np.where(
            self._is_hasty, of_hasty, of_others
        )
        return found

    def _blanked(self, column: pa.Array, share: float) -> pa.Array:
        """The column with a share of its cells left empty."""
        if not share:
            return column
        return _only(column, ~self._some(share))

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
        return {
            "forename": pa.array(self._as_typed(forenames), pa.string()),
            "surname": pa.array(self._as_typed(surnames), pa.string()),
        }

    def _as_typed(self, names: Texts) -> Texts:
        """Names as a system without accents, with another hyphen, in capitals or with a space too many holds them."""
        mess = self._mess
        for share, written in (
            (mess.no_accents, unaccented),
            (mess.other_hyphen, unhyphened),
            (mess.other_case, str.upper),
            (mess.stray_space, respaced),
        ):
            chosen = np.flatnonzero(self._some(share))
            names[chosen] = [written(name) for name in names[chosen]]
        return names

    def _other_surnames(self, rows: NDArray[np.int64]) -> Texts:
        """The surname at birth where it differs, for a child the mother's own; else one that somebody of the county bears."""
        people, related = self._everyone.people, self._everyone.related
        mother = np.full(len(people), -1, np.int32)
        is_mother = related.kind == RELATIONS.index("mother")
        mother[related.other[is_mother]] = related.adult[is_mother]
        person = self._person[rows]
        of_mother = np.where(mother[person] >= 0, people.birth_surname[mother[person]], people.surname[person])
        other = people.surname[self._generator.integers(0, len(people), len(rows))]
        other = np.where(of_mother != people.surname[person], of_mother, other)
        other = np.where(people.birth_surname[person] != people.surname[person], people.birth_surname[person], other)
        return _texts(self._everyone.surnames, other)

    def _birth_dates(self) -> pa.Array:
        born = self._everyone.people.born[self._person].astype("datetime64[D]")
        wrong = np.flatnonzero(self._some(self._mess.wrong_birth_date))
        born[wrong] = misdated(self._generator, born[wrong])
        return self._blanked(pa.array(born), self._mess.no_birth_date)

    def _addresses(self) -> dict[str, pa.Array]:
        """The main home of that day, or another one somebody lived in before or moved to since."""
        everyone, homes = self._everyone, self._everyone.homes
        home = homes_on(everyone, self._person, self._days)
        moved = np.flatnonzero(self._some(self._mess.other_address))
        home[moved] = self._another_home(home[moved], self._person[moved])
        at = np.maximum(home, 0)
        columns = {
            "house": everyone.houses.take(pa.array(homes.house[at])),
            "street": everyone.streets.take(pa.array(homes.street[at])),
            "postcode": everyone.postcodes.take(pa.array(homes.postcode[at])),
            "uprn": pa.array(homes.uprn[at].astype(str), pa.string()),
        }
        found = {name: _only(column, home >= 0) for name, column in columns.items()}
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

    def _pupil_numbers(self) -> pa.Array:
        """None for adults, nor for children who were too young for a school to give them one when they were entered."""
        people = self._everyone.people
        old_enough = load_life_courses().identifying.upn_from_age * _DAYS_A_YEAR
        held = people.upn.take(pa.array(self._person))
        return self._blanked(_only(held, self._days - people.born[self._person] >= old_enough), self._mess.no_upn)


def _only(column: pa.Array, kept: NDArray[np.bool_]) -> pa.Array:
    """The column with every other cell empty."""
    return column.take(pa.array(np.arange(len(column)), mask=~kept))


def _texts(texts: pa.Array, positions: Positions) -> Texts:
    found: Texts = np.array(texts.to_pylist(), dtype=object)[positions]
    return found
