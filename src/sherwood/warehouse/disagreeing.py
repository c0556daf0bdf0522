"""Warehouse: one check for each day and code of a thing that several feeds tell, counting the rows about which they differ."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.table import LATEST, Table
from sherwood.warehouse.checks import Check
from sherwood.warehouse.choosing import SAID, fields_of, keys_of, order_of

_OPEN_END = "9999-12-31"


def checks_of_sources(catalogue: Catalogue) -> Iterator[Check]:
    """Yield a check that warns for each field feeds can give differently; one feed's silence contradicts nobody.

    An open end agrees with any end, because files are of different days; so does a code that stands by the day it was said, and
    a coarse code with the codes of its group.
    """
    for thing in (table for table in catalogue.tables.values() if table.order):
        said = catalogue.table(thing.name + SAID)
        for name, field in fields_of(said).items():
            if field.type == "date":
                yield _check(thing, name, _differing(said, _end(name)))
            elif field.type == "code" and order_of(thing, name) != (LATEST,):
                yield _check(thing, name, _exact(_differing(said, exp.column(name)), name, field.codelist))


def _check(thing: Table, name: str, offending: exp.Select) -> Check:
    order = order_of(thing, name)
    stands = "the word of the latest day" if order == (LATEST,) else f"the word of {', else '.join(order)}"
    return Check(
        f"sources_that_disagree_{thing.name}_{name}",
        f"Feeds give another '{name}' for the same row of '{thing.title}'.",
        "warn",
        f"correct the record in the case system and load the files again; until then {stands} stands",
        offending,
        thing.name + SAID,
    )


def _end(name: str) -> exp.Expr:
    """A day, or nothing where it is the open end."""
    return exp.func("nullif", exp.column(name), exp.cast(exp.Literal.string(_OPEN_END), "DATE"))


def _differing(said: Table, word: exp.Expr) -> exp.Select:
    """The things of which two feeds say different words."""
    return (
        exp.select(exp.func("min", exp.column("source_row")).as_("source_row"))
        .from_(exp.table_(said.name))
        .group_by(*(exp.column(key) for key in keys_of(said)))
        .having(exp.NEQ(this=exp.func("min", word.copy()), expression=exp.func("max", word.copy())))
    )


def _exact(differing: exp.Select, name: str, codelist: str) -> exp.Select:
    """The same, of codes that are not coarse."""
    coarse = (
        exp.select("code")
        .from_("code")
        .where(exp.column("codelist").eq(exp.Literal.string(codelist)))
        .where(exp.column("is_coarse"))
    )
    return differing.where(exp.column(name).isin(query=coarse).not_())
