"""Definitions: a council's own headings and values, from `spellings.toml` in its folder, laid over the feeds and code lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sherwood.definitions.reading import read_toml, shaped, suggestion
from sherwood.definitions.shapes.base import Shape
from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.feed import Feed, FeedYear, SourceTable
from sherwood.vocabulary.spellings import normalised, without_template_letter

SPELLINGS_FILE = "spellings.toml"


class Spellings(Shape):
    """What a council's files call things.

    `headings`: feed, table and column, each with the headings that stand for it. `values`: code list, spelling and the code it means;
    read where a feed's column is read loosely.
    """

    headings: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    values: dict[str, dict[str, str]] = {}


def lay_over(entries: dict[str, Any], council: Path | None, problems: list[str]) -> None:
    """Replace the feeds and code lists that the council's spellings change; add what can't be placed to `problems`."""
    file = None if council is None else council / SPELLINGS_FILE
    if file is None or not file.exists():
        return
    found = read_toml(file, problems, made_here=())
    spellings = None if found is None else shaped(TypeAdapter(Spellings), found[1], file, problems)
    if found is None or spellings is None:
        return
    wrong = [*_unknown_headings(spellings, entries["feeds"]), *_unknown_values(spellings, entries["codelists"])]
    problems.extend(f"{file}: {words}" for words in wrong)
    if wrong:
        return
    digest = hashlib.sha256(found[0]).hexdigest()[:16]
    for name, tables in spellings.headings.items():
        entries["feeds"][name] = _feed_with(entries["feeds"][name], tables, digest)
    for name, values in spellings.values.items():
        entries["codelists"][name] = _codelist_with(entries["codelists"][name], values, digest)


def _unknown_headings(spellings: Spellings, feeds: Mapping[str, Feed]) -> Iterator[str]:
    """Yield a line for each feed, table and column that the catalogue does not have."""
    for feed, tables in spellings.headings.items():
        if feed not in feeds:
            yield f"headings: there is no feed '{feed}'{suggestion(feed, feeds)}"
            continue
        known = _tables(feeds[feed])
        for table, columns in tables.items():
            if table not in known:
                yield f"headings.{feed}: there is no table '{table}'{suggestion(table, known)}"
                continue
            for column in (each for each in columns if each not in known[table]):
                yield f"headings.{feed}.{table}: there is no column '{column}'{suggestion(column, known[table])}"


def _tables(feed: Feed) -> dict[str, set[str]]:
    """Return the columns that each table of a feed has had in any year."""
    known: dict[str, set[str]] = {}
    for year in feed.years.values():
        for name, table in year.tables.items():
            known.setdefault(name, set()).update(table.columns)
    return known


def _unknown_values(spellings: Spellings, codelists: Mapping[str, Codelist]) -> Iterator[str]:
    """Yield a line for each code list and code that the catalogue does not have."""
    for name, values in spellings.values.items():
        if name not in codelists:
            yield f"values: there is no code list '{name}'{suggestion(name, codelists)}"
            continue
        codes = codelists[name].codes
        for spelling, code in values.items():
            if code not in codes:
                yield f"values.{name}: '{spelling}' stands for '{code}', which is no code of the list{suggestion(code, codes)}"


def _feed_with(feed: Feed, tables: Mapping[str, Mapping[str, tuple[str, ...]]], digest: str) -> Feed:
    years = {name: _year_with(year, tables, digest) for name, year in feed.years.items()}
    return feed.model_copy(update={"years": years, "content_hash": _with(feed.content_hash, digest)})


def _year_with(year: FeedYear, tables: Mapping[str, Mapping[str, tuple[str, ...]]], digest: str) -> FeedYear:
    changed = {name: _table_with(year.tables[name], tables[name]) for name in tables if name in year.tables}
    whole = {"tables": year.tables | changed, "content_hash": _with(year.content_hash, digest)}
    return year.model_copy(update=whole)


def _table_with(table: SourceTable, headings: Mapping[str, tuple[str, ...]]) -> SourceTable:
    columns = {
        name: column.model_copy(update={"aliases": (*column.aliases, *headings.get(name, ()))})
        for name, column in table.columns.items()
    }
    return table.model_copy(update={"columns": columns})


def _codelist_with(codelist: Codelist, values: Mapping[str, str], digest: str) -> Codelist:
    # A value may be copied with the template's letter from a cell, which differs from file to file.
    aliases = codelist.loose_aliases | {
        normalised(each): code
        for spelling, code in values.items()
        for each in (spelling, without_template_letter(spelling))
    }
    return codelist.model_copy(update={"loose_aliases": aliases, "content_hash": _with(codelist.content_hash, digest)})


def _with(content_hash: str, digest: str) -> str:
    return hashlib.sha256(f"{content_hash};spellings={digest}".encode()).hexdigest()[:16]
