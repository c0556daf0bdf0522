"""Sources: one parser for each type a column can declare, from a cell's text to its value or to what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.dates import read_date
from sherwood.sources.cells.outcome import EMPTY, Outcome
from sherwood.vocabulary.identifiers import tidy_identifier
from sherwood.vocabulary.postcodes import tidy_postcode
from sherwood.vocabulary.spellings import nearest

Parser = Callable[[str], Outcome]

_SHEET_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"([+-]?\d{1,9})(?:\.0*)?", re.ASCII)
# Looser than an address file would be: a district that does not exist is a question for the return's rules.
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|GIR 0AA", re.ASCII)
_MOST_NAMED = 8
# Two codes of one or two characters always look alike, so a suggestion would only mislead.
_SHORTEST_WORD = 4


def parser_for(column: Column, codelists: Mapping[str, Codelist]) -> Parser:
    """The parser of a column: empty text is an empty cell, an error mark of a spreadsheet is always a problem."""
    by_type: dict[str, Parser] = {
        "identifier": _identifier,
        "text": Outcome,
        "date": read_date,
        "postcode": _postcode,
        "integer": partial(_integer, column),
        "code": partial(_code, codelists.get(column.codelist)),
    }
    inner = by_type[column.type]

    def parse(text: str) -> Outcome:
        tidy = tidy_identifier(text)
        if not tidy:
            return EMPTY
        if tidy.upper() in _SHEET_ERRORS:
            return Outcome(None, "this is a spreadsheet's error mark", "correct the formula, or empty the cell")
        return inner(tidy)

    return parse


def _identifier(text: str) -> Outcome:
    if _SHORTENED.fullmatch(text):
        return Outcome(
            None,
            "a spreadsheet has shortened this number and digits are lost",
            "export it again with the column as text",
        )
    return Outcome(text)


def _postcode(text: str) -> Outcome:
    tidy = tidy_postcode(text)
    if _POSTCODE.fullmatch(tidy):
        return Outcome(tidy)
    return Outcome(None, "this is not a whole postcode", "write it like NG2 7QP, or leave it empty if it is not known")


def _integer(column: Column, text: str) -> Outcome:
    found = _WHOLE_NUMBER.fullmatch(text.replace(",", ""))
    if not found:
        return Outcome(None, "this is not a whole number", "write digits only")
    number = int(found[1])
    low, high = column.at_least, column.at_most
    if (low is not None and number < low) or (high is not None and number > high):
        return Outcome(None, f"{number} is outside {_range(low, high)}", "look it up in the record and correct it")
    return Outcome(number)


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"the range up to {high}" if low is None else f"the range from {low}"
    return f"the range {low} to {high}"


def _code(codelist: Codelist | None, text: str) -> Outcome:
    if codelist is None:
        raise ValueError("a column of codes names no code list")
    code = codelist.code_for(text)
    if code is not None:
        return Outcome(code)
    return Outcome(None, f"this code is not on the list '{codelist.title}'", _suggest(codelist, text))


def _suggest(codelist: Codelist, text: str) -> str:
    near = nearest(text, codelist.codes) if len(text) >= _SHORTEST_WORD else None
    if near:
        return f"did you mean {near} ({codelist.codes[near].label})?"
    if len(codelist.codes) <= _MOST_NAMED:
        return f"use one of {', '.join(codelist.codes)}"
    return "use a code of the guide"
