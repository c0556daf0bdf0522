"""Sources: reads whole numbers, decimal numbers and yes/no, handing on the value or the reason why there is none."""

from __future__ import annotations

import re
from types import MappingProxyType

from sherwood.definitions.shapes.feed import Column
from sherwood.sources.cells.outcome import EMPTY, Outcome
from sherwood.sources.cells.spelling import NOT_SAID
from sherwood.vocabulary.spellings import without_template_letter

_WHOLE_NUMBER = re.compile(r"([+-]?\d{1,9})(?:\.0*)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,12}(?:\.\d*)?(?:E[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)
_LOOK_UP = "look it up in the record and correct it"
_FLAGS = MappingProxyType(
    dict.fromkeys(("1", "y", "yes", "true", "t"), True) | dict.fromkeys(("0", "n", "no", "false", "f"), False)
)
_ANSWER_AND_MORE = re.compile(r"(yes|no)\s*[-–—,:;(]", re.ASCII)


def read_integer(column: Column, text: str) -> Outcome:
    """A whole number inside the column's range; read loosely, as ages are, a fraction is cut off."""
    plain = text.replace(",", "")
    if column.reading == "loose" and _DECIMAL.fullmatch(plain) and abs(float(plain)) < 1e9:
        return _in_range(column, int(float(plain)))
    found = _WHOLE_NUMBER.fullmatch(plain)
    if not found:
        return Outcome(None, "this is not a whole number", "write digits only")
    return _in_range(column, int(found[1]))


def read_number(column: Column, text: str) -> Outcome:
    """A number that may have a fraction, with a decimal point, inside the column's range."""
    plain = text.replace(",", "")
    if not _DECIMAL.fullmatch(plain):
        return Outcome(None, "this is not a number", "write digits and a decimal point only")
    return _in_range(column, float(plain))


def read_flag(text: str) -> Outcome:
    """Yes or no in the spellings of the field: 0/1, true/false, Y/N, words, each with or without the template's letter.

    What stands behind the answer (`Yes - seen alone`) is left aside.
    """
    said = without_template_letter(text).casefold().strip(" .")
    answer = _ANSWER_AND_MORE.match(said)
    if said in _FLAGS or answer:
        return Outcome(_FLAGS[answer[1] if answer else said])
    # Annex A's template has a third answer for some questions; as an answer it says what an empty cell says.
    if said in NOT_SAID:
        return EMPTY
    return Outcome(None, "this is neither yes nor no", "write Yes or No, or leave it empty if it is not known")


def _in_range(column: Column, number: int | float) -> Outcome:
    low, high = column.at_least, column.at_most
    if (low is not None and number < low) or (high is not None and number > high):
        return Outcome(None, f"{number} is outside {_range(low, high)}", _LOOK_UP)
    return Outcome(number)


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"the range up to {high}" if low is None else f"the range from {low}"
    return f"the range {low} to {high}"
