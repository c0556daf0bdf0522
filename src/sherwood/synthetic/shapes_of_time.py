"""Synthetic: the shapes of what changes with the days, terms, the pandemic and causes planted in the county."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape


class Spell(Shape):
    """Days from the first to the last, both included."""

    first: dt.date
    last: dt.date


class SchoolYear(Shape):
    """The holidays of one school year."""

    holidays: tuple[Spell, ...]


class Terms(Entry):
    """When the county's schools are closed."""

    kind: Literal["terms"]
    assumed: str
    year: dict[str, SchoolYear]


SourceGroup = Literal["school", "police", "health", "individual", "other"]


class Stretch(Spell):
    """A stretch of the pandemic with the ratio to the usual of each group of sources."""

    name: str
    note: str
    school: float
    police: float
    health: float
    individual: float
    other: float


class PandemicSeed(Shape):
    """Between which bounds a county draws its own pandemic."""

    assumed: str
    lag_days: tuple[int, int]
    size_spread: float
    recovery_days: tuple[int, int]
    latent_returns: tuple[float, float]
    latent_days: tuple[int, int]
    latent_severity: float
    local_lockdown: float
    local_first: tuple[dt.date, dt.date]
    local_days: tuple[int, int]
    local_ratio: float
    unusual: float
    unusual_lag_days: int
    unusual_police_ratios: tuple[float, ...]
    unusual_kinds: dict[Literal["police_policy", "four_week_lag", "no_return"], float]


class Pandemic(Entry):
    """What the pandemic did to contacts, by source and date."""

    kind: Literal["pandemic"]
    about: str
    source: str
    groups: dict[SourceGroup, tuple[str, ...]]
    stretch: tuple[Stretch, ...]
    seed: PandemicSeed


class PlantedKind(Shape):
    """A kind of cause: how likely a county has one, how long it lasts (for good where no days are given), how large it is.

    It begins in one of the `months` (any, where none are named), `in_term` while schools teach, `is_yearly` again each year. Of the unit
    "source" it is one of the `units`.
    """

    chance: float
    days: tuple[int, ...]
    size: tuple[float, float]
    unit: Literal["team", "district", "source", "county"]
    about: str
    months: tuple[int, ...] = ()
    in_term: bool = False
    is_yearly: bool = False
    units: tuple[str, ...] = ()


class PlantedKinds(Entry):
    """Causes that a county may be planted with, and decoys."""

    kind: Literal["planted"]
    assumed: str
    last_months: int
    settle_days: int
    cause: dict[str, PlantedKind]
    decoy: dict[str, PlantedKind]
