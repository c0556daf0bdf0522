"""Sources: one parser for each type a column can declare, from a cell's text to its value or to what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.codes import LooseReader, read_strictly
from sherwood.sources.cells.dates import DAY_FIRST, read_date, read_month_or_date
from sherwood.sources.cells.numbers import read_flag, read_integer, read_number
from sherwood.sources.cells.outcome import EMPTY, Outcome
from sherwood.sources.cells.several import read_several
from sherwood.vocabulary.identifiers import tidy_identifier
from sherwood.vocabulary.postcodes import tidy_postcode

Parser = Callable[[str], Outcome]

_SHEET_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
# What databases and the programs between them write for an empty cell; nobody types these words.
_NULLS = frozenset({"NULL", "(NULL)", "<NULL>", "[NULL]", "NAT", "<NA>"})
_NOTHINGS = frozenset({"-", "--", "–", "—", "N/A", "NA", "NIL"})
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
# Looser than an address file would be: a district that does not exist is a question for the return's rules.
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|GIR 0AA", re.ASCII)


def parser_for(column: Column, codelists: Mapping[str, Codelist], date_form: str = DAY_FIRST) -> Parser:
    """The parser of a column: empty text and a database's null are an empty cell, an error mark of a spreadsheet is always a problem.

    A dash or `n/a` is a problem wherever it is no value: it is not for the reader to say that somebody meant nothing by it.
    """
    return _read_identifier if column.type == "identifier" else _tidied(_reader(column, codelists, date_form))


def _tidied(inner: Parser) -> Parser:
    """The parser that reads a tidy text which is neither empty nor an error mark by another one."""

    def parse(text: str) -> Outcome:
        tidy = tidy_identifier(text)
        if not tidy or tidy.upper() in _NULLS:
            return EMPTY
        if tidy.upper() in _SHEET_ERRORS:
            return Outcome(None, "this is a spreadsheet's error mark", "correct the formula, or empty the cell")
        outcome = inner(tidy)
        if outcome.reason and tidy.upper() in _NOTHINGS:
            return Outcome(None, "this says that there is nothing to say", "leave the cell empty")
        return outcome

    return parse


def _reader(column: Column, codelists: Mapping[str, Codelist], date_form: str) -> Parser:
    if column.type in ("code", "codes"):
        read, named = _code_reader(column, codelists)
        return partial(read_several, read, named) if column.type == "codes" else read
    by_type: dict[str, Parser] = {
        "text": Outcome,
        "date": partial(read_month_or_date if column.reading == "loose" else read_date, form=date_form),
        "postcode": _postcode,
        "integer": partial(read_integer, column),
        "number": partial(read_number, column),
        "flag": read_flag,
    }
    return by_type[column.type]


def _code_reader(column: Column, codelists: Mapping[str, Codelist]) -> tuple[Parser, Callable[[str], str | None]]:
    """Return the reader of one code, and what tells whether a text is all of a code's name.

    Raises ValueError where the column names no code list.
    """
    codelist = codelists.get(column.codelist)
    if codelist is None:
        raise ValueError("a column of codes names no code list")
    if column.reading == "loose":
        reader = LooseReader(codelist)
        return reader.read, reader.named
    return partial(read_strictly, codelist), codelist.code_for


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


# A child's number stands in every table of a return: read in one, it need not be read in the others.
_read_identifier = lru_cache(maxsize=100_000)(_tidied(_identifier))
