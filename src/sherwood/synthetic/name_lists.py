"""Synthetic: the names people of each origin bear and how common each is, handed on as lists by group, sex and time of birth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from sherwood.synthetic.shapes_of_partners import OriginGroup, Origins

BOY, GIRL = 0, 1
_LISTS = {BOY: "first_names_male", GIRL: "first_names_female"}
# The commonest names of a time are nearly as common as each other; the hundredth is about a tenth as common as the first.
_HEAD_START = 9
Shares = dict[str, float]


class NameLists:
    """The names of every group; groups and times are counted in their declared order."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self.groups = list(origins.group.values())
        self._group_of = {code: at for at, group in enumerate(self.groups) for code in group.ethnicities}

    def group_of(self, ethnicity: str) -> int:
        """The group of an ethnicity code; the first of all where none names it."""
        return self._group_of.get(ethnicity, 0)

    def born_until(self) -> list[int]:
        """The last year of birth of every time."""
        return [time.born_until for time in self._origins.time]

    def forenames(self, group: int, sex: int, time: int) -> Shares:
        """Forenames of a sex given to those born in a time, by share."""
        chosen = self.groups[group]
        of_origin = merged(listed(locale, _LISTS[sex]) for locale in chosen.forenames)
        common = self._origins.time[time].girls if sex == GIRL else self._origins.time[time].boys
        of_time = _ranked(common)
        names = [*of_origin, *(name for name in of_time if name not in of_origin)]
        share = chosen.of_the_time
        return {name: share * of_time.get(name, 0.0) + (1 - share) * of_origin.get(name, 0.0) for name in names}

    def surnames(self, group: int) -> Shares:
        """Surnames of a group, by share."""
        return surnames_of(self.groups[group])


def surnames_of(group: OriginGroup) -> Shares:
    """Surnames of the countries a group's names come from, by share."""
    return merged(listed(locale, "last_names") for locale in group.surnames)


def merged(lists: Iterable[Mapping[str, float]]) -> Shares:
    """Several lists as one whose shares add up to 1, each list weighing the same."""
    several = list(lists)
    found: Shares = {}
    for names in several:
        whole = sum(names.values()) * len(several)
        for name, weight in names.items():
            found[name] = found.get(name, 0.0) + weight / whole
    return found


def _ranked(names: tuple[str, ...]) -> Shares:
    weights = {name: 1 / (rank + _HEAD_START) for rank, name in enumerate(names)}
    whole = sum(weights.values())
    return {name: weight / whole for name, weight in weights.items()}


@lru_cache(maxsize=64)
def listed(locale: str, which: str) -> Mapping[str, float]:
    """The names Faker lists for a place, by how common they are where it says so; LookupError where it has no such list."""
    provider: Any = import_module(f"faker.providers.person.{locale}").Provider
    names = getattr(provider, which, ())
    weighed = dict(names.items()) if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
    if not weighed:
        raise LookupError(f"Faker keeps no {which} for {locale}")
    return weighed
