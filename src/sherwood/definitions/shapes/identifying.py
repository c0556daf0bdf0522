"""Which columns of a table tell who a person is, so that people are found again in another feed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sherwood.definitions.shapes.base import Shape

SINGLE = ("forename", "surname", "birth_date", "sex", "postcode", "uprn", "nhs_number", "ni_number")


class FoundIn(Shape):
    """Where a person's home is told, if not in the table itself: another table of the feed, and the column both share."""

    table: str
    by: str
    postcode: str = ""
    uprn: str = ""


class AdoptionOrder(Shape):
    """The column that holds the day of an adoption order, and the values of others that tell that there is one."""

    date: str
    only: dict[str, tuple[str, ...]] = {}


class Identifies(Shape):
    """The columns that hold a person's forename, surname, birth date, home and numbers.

    Rows count only where a column of `only` holds one of its values; where one of `withheld` does, the address is never used,
    as that of a refuge. Several columns may hold a surname or a pupil number: the ones borne before stand beside today's.
    """

    forename: str = ""
    surname: str = ""
    other_surnames: tuple[str, ...] = ()
    birth_date: str = ""
    sex: str = ""
    postcode: str = ""
    uprn: str = ""
    nhs_number: str = ""
    upn: tuple[str, ...] = ()
    ni_number: str = ""
    found_in: FoundIn | None = None
    only: dict[str, tuple[str, ...]] = {}
    withheld: dict[str, tuple[str, ...]] = {}

    def among(self, columns: Collection[str]) -> Identifies:
        """Return what can be told by a table that has these columns alone; an address nobody can tell to be hidden is not told."""
        told: dict[str, object] = {name: "" for name in SINGLE if getattr(self, name) not in columns}
        told["other_surnames"] = tuple(name for name in self.other_surnames if name in columns)
        told["upn"] = tuple(name for name in self.upn if name in columns)
        if not set(self.withheld) <= set(columns):
            told |= {"postcode": "", "uprn": "", "withheld": {}}
        return self.model_copy(update=told)

    def own_columns(self) -> Iterator[str]:
        """Yield every column of the table itself that is named here."""
        single = (getattr(self, name) for name in SINGLE)
        named = (*single, *self.other_surnames, *self.upn, *self.only, *self.withheld)
        yield from (name for name in named if name)
        if self.found_in is not None:
            yield self.found_in.by

    def other_columns(self) -> Iterator[str]:
        """Yield every column named here of the table in which the home is told."""
        if self.found_in is not None:
            yield from (name for name in (self.found_in.by, self.found_in.postcode, self.found_in.uprn) if name)
