"""Vocabulary: spellings compared without what people change in them, and the nearest right one for messages that help."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """Return a spelling without what people and programs change in it: case, spaces, punctuation, curly quotes, byte-order marks."""
    return _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that looks most like the one written, whatever its capitals; none where nothing comes close.

    Words as near as each other are settled by the alphabet, so that the same slip always gets the same suggestion.
    """
    by_folded: dict[str, str] = {}
    for each in sorted(known):
        by_folded.setdefault(each.casefold(), each)
    matches = difflib.get_close_matches(word.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None
