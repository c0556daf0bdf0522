"""Vocabulary: postcodes in one spelling, so that two records of one address agree."""

import re

_NOT_LETTER_OR_DIGIT = re.compile(r"[^A-Z0-9]")
# Area, district and unit as Royal Mail allocates them: no Q, V, X first, and no C, I, K, M, O, V in the unit.
_SHAPE = re.compile(
    r"(GIR 0AA|[A-PR-UWYZ](\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2})",
    re.ASCII,
)


def tidy_postcode(text: str) -> str:
    """Write a postcode in capitals with one space before its last three characters (`sw1a1aa` becomes `SW1A 1AA`).

    Text too short to be a postcode, such as a district alone, comes back in capitals without a space.
    """
    characters = _NOT_LETTER_OR_DIGIT.sub("", text.upper())
    return f"{characters[:-3]} {characters[-3:]}" if len(characters) >= 5 else characters


def postcode_is_shaped(text: str) -> bool:
    """Whether a tidied postcode has the form of a real one; it says nothing about whether it is in use."""
    return _SHAPE.fullmatch(tidy_postcode(text)) is not None
