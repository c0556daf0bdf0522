"""Synthetic: draws names and languages for whole columns of people, as positions in one list of texts each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.everyone import Days, Positions
from sherwood.synthetic.name_lists import BOY, GIRL, NameLists
from sherwood.synthetic.peopling.texts import Texts

Groups = NDArray[np.int16]


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
    """Draws names for whole columns of people by their ethnic group, and by when they were born."""

    def __init__(self, lists: NameLists, forenames: Texts, surnames: Texts) -> None:
        self._lists = lists
        groups, times = range(len(lists.groups)), range(len(lists.born_until()))
        self._forenames = {
            (group, sex, time): _Pool(lists.forenames(group, sex, time), forenames)
            for group in groups
            for sex in (BOY, GIRL)
            for time in times
        }
        self._surnames = [_Pool(lists.surnames(group), surnames) for group in groups]

    def groups(self, codes: pa.Array, ethnicity: NDArray[np.int16]) -> Groups:
        """The group of each person, of people whose ethnicities are positions among the codes."""
        found: Groups = np.array([self._lists.group_of(code) for code in codes.to_pylist()], np.int16)[ethnicity]
        return found

    def forenames(
        self, generator: np.random.Generator, groups: Groups, sexes: NDArray[np.int8], born: Days
    ) -> Positions:
        """A forename for each person."""
        years = born.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
        times = np.searchsorted(np.array(self._lists.born_until()), years)
        found = np.zeros(len(groups), np.int32)
        for (group, sex, time), pool in self._forenames.items():
            chosen = np.flatnonzero((groups == group) & (sexes == sex) & (times == time))
            found[chosen] = pool.draw(generator, len(chosen))
        return found

    def surnames(self, generator: np.random.Generator, groups: Groups) -> Positions:
        """A surname for each person."""
        found = np.zeros(len(groups), np.int32)
        for at, pool in enumerate(self._surnames):
            chosen = np.flatnonzero(groups == at)
            found[chosen] = pool.draw(generator, len(chosen))
        return found

    def languages(self, generator: np.random.Generator, groups: Groups, texts: Texts) -> NDArray[np.int16]:
        """The first language of each person."""
        found = np.zeros(len(groups), np.int16)
        for at, group in enumerate(self._lists.groups):
            pool = _Pool(group.languages, texts)
            chosen = np.flatnonzero(groups == at)
            found[chosen] = pool.draw(generator, len(chosen))
        return found
