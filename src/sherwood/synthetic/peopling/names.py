"""Synthetic: names by origin and sex, from the lists that Faker keeps, as positions in one list of texts each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.everyone import Positions
from sherwood.synthetic.shapes import OriginGroup, Origins

_BOY, _GIRL = 0, 1
_LISTS = {_BOY: "first_names_male", _GIRL: "first_names_female"}


class Texts:
    """A list of texts, each once, in the order in which they were first named."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}

    def position(self, text: str) -> int:
        """Where the text stands, at the end if it is new."""
        return self._positions.setdefault(text, len(self._positions))

    def positions(self, texts: Iterable[str]) -> Positions:
        """Where each of several texts stands."""
        return np.fromiter((self.position(text) for text in texts), np.int32)

    def arrow(self) -> pa.Array:
        """The texts in order."""
        return pa.array(list(self._positions), pa.string())


class _Pool:
    """Names of one origin with how common each is."""

    def __init__(self, names: Mapping[str, float], texts: Texts) -> None:
        ordered = sorted(names)
        self._positions = texts.positions(ordered)
        weights = np.array([names[name] for name in ordered], float)
        self._upto = np.cumsum(weights / weights.sum())

    def draw(self, generator: np.random.Generator, count: int) -> Positions:
        drawn = np.searchsorted(self._upto, generator.random(count), side="right")
        found: Positions = self._positions[np.minimum(drawn, len(self._positions) - 1)]
        return found


class Names:
    """Draws names for whole columns of people by their ethnic group."""

    def __init__(self, origins: Origins, forenames: Texts, surnames: Texts) -> None:
        groups = list(origins.group.values())
        self._group_of = {code: at for at, group in enumerate(groups) for code in group.ethnicities}
        self._forenames = [{sex: _Pool(_forenames(group, sex), forenames) for sex in _LISTS} for group in groups]
        self._surnames = [_Pool(_surnames(group), surnames) for group in groups]
        self._languages = [group.languages for group in groups]

    def groups(self, ethnicities: pa.Array, codes: NDArray[np.int16]) -> NDArray[np.int16]:
        """The origin of each person, by the position of their ethnic group in a list; British where a group names none."""
        by_code = np.array([self._group_of.get(code, 0) for code in ethnicities.to_pylist()], np.int16)
        found: NDArray[np.int16] = by_code[codes]
        return found

    def forenames(
        self, generator: np.random.Generator, groups: NDArray[np.int16], sexes: NDArray[np.int8]
    ) -> Positions:
        """A forename for each person."""
        found = np.zeros(len(groups), np.int32)
        for at, pools in enumerate(self._forenames):
            for sex, pool in pools.items():
                chosen = np.flatnonzero((groups == at) & (sexes == sex))
                found[chosen] = pool.draw(generator, len(chosen))
        return found

    def surnames(self, generator: np.random.Generator, groups: NDArray[np.int16]) -> Positions:
        """A surname for each person."""
        found = np.zeros(len(groups), np.int32)
        for at, pool in enumerate(self._surnames):
            chosen = np.flatnonzero(groups == at)
            found[chosen] = pool.draw(generator, len(chosen))
        return found

    def languages(self, generator: np.random.Generator, groups: NDArray[np.int16], texts: Texts) -> NDArray[np.int16]:
        """The first language of each person."""
        found = np.zeros(len(groups), np.int16)
        for at, shares in enumerate(self._languages):
            pool = _Pool(shares, texts)
            chosen = np.flatnonzero(groups == at)
            found[chosen] = pool.draw(generator, len(chosen))
        return found


def _forenames(group: OriginGroup, sex: int) -> dict[str, float]:
    return _merged([_listed(locale, _LISTS[sex]) for locale in group.forenames])


def _surnames(group: OriginGroup) -> dict[str, float]:
    return _merged([_listed(locale, "last_names") for locale in group.surnames])


def _merged(lists: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Several lists as one, each of them weighing the same."""
    found: dict[str, float] = {}
    for names in lists:
        whole = sum(names.values())
        for name, weight in names.items():
            found[name] = found.get(name, 0.0) + weight / whole
    return found


def _listed(locale: str, which: str) -> dict[str, float]:
    """The names Faker lists for a place, by how common they are where it says so; LookupError where it has no such list."""
    provider: Any = import_module(f"faker.providers.person.{locale}").Provider
    names = getattr(provider, which, ())
    weighed = dict(names.items()) if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
    if not weighed:
        raise LookupError(f"Faker keeps no {which} for {locale}")
    return weighed
