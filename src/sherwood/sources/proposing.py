"""Sources: proposes which table an unknown extract holds and which heading is which column, for a person to confirm or change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.feed import Column, Feed, SourceTable
from sherwood.sources.cells.parsers import Parser, parser_for
from sherwood.sources.errors import Refused
from sherwood.sources.kinds import kind_of
from sherwood.sources.readers.csv_file import open_csv
from sherwood.sources.readers.csv_rows import rows_of
from sherwood.sources.readers.workbook import open_workbook, sample_of
from sherwood.sources.recognising import every_table
from sherwood.vocabulary.spellings import normalised

SAMPLED_ROWS = 200
# Below this a heading and a column have too little in common to be offered; the person may still choose it.
_LEAST = 0.55
# How far what stands in the cells counts beside what stands in the heading. Words alone mislead ("Date" stands in most headings).
_OF_CELLS = 0.35
# A heading cut short shares this much at most: "Ref" is in "Referral" and in "Reference".
_PART = 0.8
_SHORTEST_PART = 3
_REORDERED = 0.95
_TELLING = ("date", "code", "codes", "postcode", "flag", "integer", "number")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MEANINGLESS = frozenset(
    {"the", "of", "a", "an", "to", "in", "for", "and", "or", "by", "is", "was", "has", "child", "s"}
)
_SAME_WORDS = {
    "dob": "birth date",
    "dt": "date",
    "ref": "number",
    "no": "number",
    "id": "number",
    "gender": "sex",
    "family": "surname",
    "last": "surname",
    "given": "forename",
    "first": "forename",
}


@dataclass(frozen=True)
class Extract:
    """The headings of one table of a file, and for each the first cells that are not empty; never shown, only held against types."""

    sheet: str
    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Match:
    """A declared column and the heading proposed for it; no heading where none is near. `why` says what the proposal rests on."""

    column: str
    heading: str
    why: str
    is_needed: bool


@dataclass(frozen=True)
class Proposal:
    """A table that an extract may hold, with a heading for each column where one is near; `fit` from 0 to 1 orders proposals."""

    feed: str
    table: str
    title: str
    sheet: str
    matches: tuple[Match, ...]
    headings: tuple[str, ...]
    fit: float


def propose(
    file: Path, feeds: Mapping[str, Feed], codelists: Mapping[str, Codelist], most: int = 5
) -> tuple[Proposal, ...]:
    """Propose the likeliest tables for a CSV file or workbook that no table fits, the likeliest first.

    A heading is held against a column's own heading, its other names and what it means, and the cells below against its type.
    Raises Refused for a file that has no headings to read.
    """
    found = [
        proposal_for(extract, feed, name, table, codelists)
        for extract in extracts_of(file.name, file.read_bytes())
        for feed in feeds.values()
        for name, table in every_table(feed).items()
    ]
    ranked = sorted(found, key=lambda each: (-each.fit, each.feed, each.table))
    return tuple(each for each in ranked[:most] if each.fit > 0)


def extracts_of(name: str, content: bytes) -> tuple[Extract, ...]:
    """The headings and first cells of a CSV file, or of each sheet of a workbook; raises Refused for anything else."""
    kind = kind_of(content)
    if kind == "csv":
        file = open_csv(name, content)
        rows = (row.cells for row in rows_of(file.lines, file.header_at + 1, file.delimiter, len(file.header)))
        return (_extract("", file.header, rows),)
    if kind == "xlsx":
        sheets = open_workbook(name, content).sheets
        return tuple(
            _extract(each.name, each.header, sample_of(each, SAMPLED_ROWS)) for each in sheets if any(each.header)
        )
    raise Refused("its columns have no headings that a person could choose from", "ask for it as CSV or as a workbook")


def _extract(sheet: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Extract:
    sampled = list(islice(rows, SAMPLED_ROWS))
    headings = tuple(dict.fromkeys(text.strip() for text in header if text.strip()))
    places = [[text.strip() for text in header].index(heading) for heading in headings]
    cells = tuple(tuple(row[at] for row in sampled if at < len(row) and row[at].strip()) for at in places)
    return Extract(sheet, headings, cells)


def proposal_for(
    extract: Extract, feed: Feed, name: str, table: SourceTable, codelists: Mapping[str, Codelist]
) -> Proposal:
    """Propose a heading for each column of one table: the best pair first, each heading and each column once."""
    scored = sorted(_scores(extract, table, codelists), key=lambda each: (-each[0], each[1], each[2]))
    taken: dict[str, tuple[int, float, str]] = {}
    used: set[int] = set()
    for score, column, at, why in scored:
        if column not in taken and at not in used:
            taken[column] = at, score, why
            used.add(at)
    needed = {*table.key, *(key for key, column in table.columns.items() if column.required)}
    matches = tuple(
        Match(
            column,
            extract.headings[taken[column][0]] if column in taken else "",
            taken[column][2] if column in taken else "",
            column in needed,
        )
        for column in table.columns
    )
    return Proposal(
        feed.id,
        name,
        f"{feed.title}: {table.title}",
        extract.sheet,
        matches,
        extract.headings,
        _fit(table, extract, taken, needed),
    )


def _fit(table: SourceTable, extract: Extract, taken: Mapping[str, tuple[int, float, str]], needed: set[str]) -> float:
    """How well the table fits: the scores of its pairs against all its columns and headings, none if nothing it needs is found."""
    found = sum(score for _, score, _ in taken.values())
    of_needed = sum(1 for column in needed if column in taken) / len(needed)
    return of_needed * 2 * found / (len(table.columns) + len(extract.headings))


def _scores(
    extract: Extract, table: SourceTable, codelists: Mapping[str, Codelist]
) -> Iterator[tuple[float, str, int, str]]:
    """Yield each pair near enough to offer: score, column, place of the heading, and what it rests on."""
    for name, column in table.columns.items():
        spellings = (column.header, name.replace("_", " "), *column.aliases)
        near = [(at, max(_alike(heading, each) for each in spellings)) for at, heading in enumerate(extract.headings)]
        near = [(at, words) for at, words in near if words >= _LEAST / (1 + _OF_CELLS)]
        parse = parser_for(column, codelists) if near and column.type in _TELLING else None
        for at, words in near:
            score, why = _score(words, extract.cells[at], parse, column)
            if score >= _LEAST:
                yield score, name, at, why


def _score(words: float, cells: Sequence[str], parse: Parser | None, column: Column) -> tuple[float, str]:
    """Return how near a heading with these cells is to a column, and what that rests on."""
    if parse is None or not cells:
        return words, _likeness(words)
    share = sum(1 for cell in cells if not parse(cell).reason) / len(cells)
    score = words * (1 - _OF_CELLS) + share * _OF_CELLS
    return score, f"{_likeness(words)}; {share:.0%} of its first cells read as {_kind(column)}"


def _likeness(words: float) -> str:
    return "the same name" if words == 1 else "a similar name"


def _kind(column: Column) -> str:
    return {"date": "dates", "postcode": "postcodes", "flag": "yes or no"}.get(
        column.type, "numbers" if column.type in ("integer", "number") else "codes of the list"
    )


def _alike(heading: str, spelling: str) -> float:
    """How alike two names are, from 0 to 1: their letters in order, or their words in any order, whichever is more."""
    if normalised(heading) == normalised(spelling):
        return 1.0
    letters = difflib.SequenceMatcher(None, normalised(heading), normalised(spelling)).ratio()
    return max(letters, _REORDERED * _words_alike(_words(heading), _words(spelling)))


def _words_alike(left: Sequence[str], right: Sequence[str]) -> float:
    """Share of the words of both that have a partner on the other side; a word cut short counts for less."""
    if not left or not right:
        return 0.0
    matched = sum(max(_word_alike(word, other) for other in right) for word in left)
    matched += sum(max(_word_alike(word, other) for other in left) for word in right)
    return matched / (len(left) + len(right))


def _word_alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    is_part = min(len(word), len(other)) >= _SHORTEST_PART and (word.startswith(other) or other.startswith(word))
    return _PART if is_part else 0.0


def _words(text: str) -> list[str]:
    """The telling words of a name, in small letters, with what people shorten written out."""
    found = [each.lower() for each in _WORD.findall(text.replace("_", " "))]
    spelt = " ".join(_SAME_WORDS.get(each, each) for each in found).split()
    return [each for each in spelt if each not in _MEANINGLESS] or spelt
