"""Access: finding a child by name, date of birth or number, forgivingly and among children the viewer may open; each search is audited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from sherwood.access.asking import all_of, any_of, column, everything, same_person, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.events import SEARCH, audited
from sherwood.access.permissions import Permission, require
from sherwood.access.scoping import permitted
from sherwood.access.viewer import Viewer
from sherwood.store import Reader
from sherwood.vocabulary.identifiers import tidy_identifier

MOST_FOUND = 20
# Spellings as near as "Smyth" to "Smith" (0.89) are one; "Smart" (0.85) is another name.
NEAR = 0.87
COLUMNS = ("record_key", "forename", "surname", "birth_date", "source_id")


@dataclass(frozen=True)
class Description:
    """What somebody knows of a child: words of the name in any order, the date of birth, the number in a feed; any may be empty."""

    name: str = ""
    birth_date: dt.date | None = None
    number: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name, without capitals."""
        return tuple(self.name.replace("-", " ").casefold().split())[:4]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known, so that nobody can be looked for."""
        return not (self.words or self.birth_date or self.number.strip())


def find(reader: Reader, viewer: Viewer, known: Description) -> list[dict[str, Any]]:
    """The children the viewer may open who fit everything that is known, best first, at most twenty.

    Names may be misspelt, shortened or the wrong way round, day and month of a birth exchanged. A child who is closed to the viewer is
    answered exactly as one who does not exist. What was typed is never written; the trail holds how it was asked and the keys shown.
    Raises NotAllowed, AuditNotWritten.
    """
    require(viewer, Permission.CHILD_OPEN)
    rows = [] if known.is_empty else _ask(reader, viewer, known)
    by = [
        name
        for name, given in (("name", known.words), ("birth date", known.birth_date), ("number", known.number))
        if given
    ]
    keys = tuple(str(row["record_key"]) for row in rows)
    audited(viewer, SEARCH, keys, {"of": " and ".join(by) or "nothing", "rows": len(rows)})
    return rows


def _ask(reader: Reader, viewer: Viewer, known: Description) -> list[dict[str, Any]]:
    ask = Ask.of(reader, viewer, "a")
    fits = [_named(ask, word) for word in known.words]
    if known.birth_date:
        fits.append(ask.bound.one_of(column("birth_date", "child"), _births(known.birth_date)))
    if known.number.strip():
        fits.append(_numbered(ask, tidy_identifier(known.number)))
    people = permitted(everything().from_(table("person")), ask)
    nearness = [exp.Ordered(this=_nearness(ask, word), desc=True) for word in known.words]
    question = (
        exp.select(*(column(each, "child") for each in COLUMNS))
        .from_(people.subquery("child"))
        .where(all_of(fits), conditions(ask, "child", "child", "name"))
        .order_by(*nearness, column("surname", "child"), column("forename", "child"), column("record_key", "child"))
        .limit(MOST_FOUND)
    )
    return reader.select(question, ask.bound.values).dicts()


def _births(day: dt.date) -> list[dt.date]:
    """The day, and the day it would be with day and month exchanged."""
    if day.day > 12:
        return [day]
    return list(dict.fromkeys((day, day.replace(month=day.day, day=day.month))))


def _lower(name: str) -> exp.Expr:
    return exp.Lower(this=exp.func("coalesce", column(name, "child"), exp.Literal.string("")))


def _similar(ask: Ask, name: str, word: str) -> exp.Expr:
    return exp.func("jaro_winkler_similarity", _lower(name), ask.bound.value(word), dialect="duckdb")


def _nearness(ask: Ask, word: str) -> exp.Expr:
    return exp.func("greatest", _similar(ask, "forename", word), _similar(ask, "surname", word), dialect="duckdb")


def _named(ask: Ask, word: str) -> exp.Expr:
    """A child one of whose names begins with the word, holds it as a part, or is spelt nearly so."""
    near = [_similar(ask, name, word) >= exp.convert(NEAR) for name in ("forename", "surname")]
    begins = [
        exp.func("starts_with", _lower(name), ask.bound.value(word), dialect="duckdb")
        for name in ("forename", "surname")
    ]
    part = [
        exp.func("contains", _lower(name), ask.bound.value(f"-{word}"), dialect="duckdb")
        for name in ("forename", "surname")
    ]
    return any_of((*near, *begins, *part))


def _numbered(ask: Ask, number: str) -> exp.Expr:
    """A child with a record of that number in any feed the viewer may use."""
    records = permitted(everything().from_(table("person_record")), ask).subquery("numbered")
    found = exp.select("1").from_(records)
    found = found.where(same_person("numbered", "child"), column("source_id", "numbered").eq(ask.bound.value(number)))
    return exp.Exists(this=found)
