"""Vocabulary: spellings compared without what people change in them, and the nearest right one for messages that help."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_TEMPLATE_LETTER = re.compile(r"([a-z])\1?\)\s*(?=\S)", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=10_000)
def normalised(text: str) -> str:
    """Return a spelling without what people and programs change in it: case, spaces, punctuation, curly quotes, byte-order marks."""
    return _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())


def without_template_letter(text: str) -> str:
    """The text without the letter of Annex A's template (`q) 6: Police`, `zz) T4: …`), which differs from file to file.

    A letter with nothing behind it stays, and is then no code.
    """
    found = _TEMPLATE_LETTER.match(text)
    return text[found.end() :] if found else text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that looks most like the one written, whatever its capitals; none where nothing comes close.

    Words as near as each other are settled by the alphabet, so that the same slip always gets the same suggestion.
    """
    by_folded: dict[str, str] = {}
    for each in sorted(known):
        by_folded.setdefault(each.casefold(), each)
    matches = difflib.get_close_matches(word.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None
