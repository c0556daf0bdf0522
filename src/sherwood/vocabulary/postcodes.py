"""Vocabulary: postcodes in one spelling, so that two records of one address agree."""

import re

_NOT_LETTER_OR_DIGIT = re.compile(r"[^A-Z0-9]")


def tidy_postcode(text: str) -> str:
    """Write a postcode in capitals with one space before its last three characters (`sw1a1aa` becomes `SW1A 1AA`).

    Text too short to be a postcode, such as a district alone, comes back in capitals without a space.
    """
    characters = _NOT_LETTER_OR_DIGIT.sub("", text.upper())
    return f"{characters[:-3]} {characters[-3:]}" if len(characters) >= 5 else characters
