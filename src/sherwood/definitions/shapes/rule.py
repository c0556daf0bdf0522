"""Rules of returns: what is wrong with a row, the years the rule is in force, and a row that breaks it beside one that does not."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Entry, Shape, Source

COMPARISONS = ("before", "on_or_before", "after", "on_or_after", "same_as", "differs_from")
YEAR_LABEL = r"^\d{4}-\d{2}$"
YearLabel = Annotated[str, Field(pattern=YEAR_LABEL)]


class Condition(Shape):
    """A condition on a row; every part given must hold, and what cannot be told does not hold.

    `column` is a column of the rule's table; `table.column` one of the row of another table about the same child; inside `exists` and
    `lacks` it is one of the other table, and `this.column` of the rule's own. `is`, `is_not` list values. `filled` asks whether anything
    was submitted, `readable` whether it could be read as a date or number. `off_list` names a code list whose codes of the year do not
    hold the value; `like`, `unlike` give a pattern of the whole text. The comparisons name another column, a day (`2005-12-01`) or
    `year_start`, `year_end`, `last_year_start`, `last_year_end`; `plus_days`, `plus_months`, `plus_years` are added to that other.
    `any`, `all`, `none` join tests; `exists`, `lacks` ask for rows of another table.
    """

    column: str = ""
    is_: tuple[str | int | bool, ...] = Field(default=(), alias="is")
    is_not: tuple[str | int | bool, ...] = ()
    filled: bool | None = None
    readable: bool | None = None
    off_list: str = ""
    like: str = ""
    unlike: str = ""
    at_least: float | None = None
    at_most: float | None = None
    before: str = ""
    on_or_before: str = ""
    after: str = ""
    on_or_after: str = ""
    same_as: str = ""
    differs_from: str = ""
    plus_days: int = 0
    plus_months: int = 0
    plus_years: int = 0
    any: tuple[Condition, ...] = ()
    all: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()
    exists: RowsBeside | None = None
    lacks: RowsBeside | None = None

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        given = self.model_fields_set - {"column", "plus_days", "plus_months", "plus_years"}
        if not given:
            raise ValueError(f"the condition on '{self.column}' tests nothing: add is, filled, before …")
        if bool(self.column) == bool(given & {"any", "all", "none", "exists", "lacks"}):
            raise ValueError("give column with what it must be, or one of any, all, none, exists, lacks")
        return self


class RowsBeside(Shape):
    """Rows of another table that share the columns `same` with the rule's row and pass every test of `where`."""

    table: str
    same: tuple[str, ...] = ("source_id",)
    where: tuple[Condition, ...] = ()


class RuleExample(Shape):
    """Rows of the tables named, as text tables; the rows with `yes` under `fires` break the rule, the others of that table do not.

    `year` is the collection year of the return, the rule's first edition if it says nothing. A table called `…_last` is last year's.
    """

    why: str
    year: YearLabel | None = None
    given: dict[str, str]


class Rule(Entry):
    """One rule of a return: rows of `table` that break it, as `where` says, or the sibling `.sql` file of the same name.

    `code` is the official one and `editions` are the collection years whose rules issued it anew; it is in force from the first of them
    to `last_in`. `fields` are the columns to look at. An `error` must be put right; a `check` is a second look, for it may be right.
    A rule is skipped where a table it speaks of was not received, unless that is one it `may_lack`; `needs` names further ones.
    """

    code: str
    kind: Literal["rows", "sql"] = "rows"
    severity: Literal["error", "check"] = "error"
    remedy: str
    editions: tuple[YearLabel, ...] = Field(min_length=1)
    last_in: YearLabel | None = None
    table: str
    fields: tuple[str, ...]
    where: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    source: tuple[Source, ...] = ()
    example: RuleExample

    @model_validator(mode="after")
    def _says_which_rows(self) -> Self:
        if (self.kind == "rows") != bool(self.where):
            raise ValueError("a rule of kind 'rows' says which in where; one of kind 'sql' in the file beside it")
        return self

    def is_in_force(self, year: str) -> bool:
        """Whether the rules of a collection year, such as `2025-26`, hold this one."""
        return self.editions[0] <= year <= (self.last_in or year)


class RuleSet(Entry):
    """The rules of one return: the feed they are about and where they come from; `first_year` is the first with rules here."""

    feed: str
    first_year: YearLabel
    about: str
    source: tuple[Source, ...]
