"""Synthetic: the shapes of what partners' feeds are made by, names and languages, mistakes, deliveries."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sherwood.definitions.shapes.base import Entry, Shape
from sherwood.synthetic.shapes import Evidence


class OriginGroup(Shape):
    """Ethnic groups whose names come from these lists of Faker's and who speak these languages, by share."""

    ethnicities: tuple[str, ...]
    forenames: tuple[str, ...]
    surnames: tuple[str, ...]
    languages: dict[str, float]
    of_the_time: float = Field(default=0.0, ge=0, le=1)


class NamesOfTheTime(Shape):
    """The forenames given most often to those born up to the end of a year, the commonest first."""

    born_until: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]


class Origins(Entry):
    """Where names and languages come from; `of_the_time` of a group's forenames are the commonest of the years of birth.

    `parents` are the groups of the two parents of children of mixed groups.
    """

    kind: Literal["origins"]
    assumed: str
    group: dict[str, OriginGroup]
    time: tuple[NamesOfTheTime, ...]
    parents: dict[str, tuple[str, str]]


class IdentityMess(Shape):
    """Shares of a feed's records in which something about the person is wrong or missing; nothing is, by default.

    `hasty` records, taken down in passing, are so `hasty_times` as often as all records together: what is wrong comes together.
    """

    hasty: float = 0.0
    hasty_times: float = 1.0
    forename_typo: float = 0.0
    surname_typo: float = 0.0
    short_form: float = 0.0
    other_surname: float = 0.0
    swapped_names: float = 0.0
    wrong_birth_date: float = 0.0
    other_address: float = 0.0
    no_nhs_number: float = 0.0
    mistyped_nhs_number: float = 0.0
    no_uprn: float = 0.0
    no_postcode: float = 0.0
    no_birth_date: float = 0.0
    no_upn: float = 0.0
    no_ni_number: float = 0.0
    twice: float = 0.0
    other_case: float = 0.0
    no_accents: float = 0.0
    other_hyphen: float = 0.0
    stray_space: float = 0.0


class Identifying(Entry):
    """How partners write down who somebody is, by preset, and the short forms of forenames."""

    kind: Literal["identifying"]
    assumed: str
    preset: dict[str, IdentityMess]
    upn_from_age: int
    short_forms: dict[str, str]


class Delivery(Evidence):
    """How a partner's feed comes: what had happened before, then every month, quarter or night, or every year; and how its dates look."""

    every: tuple[Literal["month", "quarter", "night", "year"], ...] = ()
    format: Literal["csv", "parquet", "xlsx"] = "csv"
    date_style: str = "%d/%m/%Y"


class Deliveries(Entry):
    """When and in what form every partner's feed comes."""

    kind: Literal["deliveries"]
    feed: dict[str, Delivery]
