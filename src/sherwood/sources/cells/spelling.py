"""Sources: takes apart what people and programs write in a cell that should hold a code, for the loose reading of codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sherwood.vocabulary.spellings import without_template_letter

_APOSTROPHES = re.compile("['’‘`´]")
_WORD = re.compile(r"[a-z0-9]+", re.ASCII)
# Before a word; `A and E` and a letter that stands for a code are none.
_ARTICLE = re.compile(r"\b(?:the|an|a(?= (?!and\b)[a-z]{3})) ", re.ASCII)
_BETWEEN_PARTS = re.compile(r"\s[-–—]+\s|[-–—]{1,2}|[:;,/\\()\[\]>|{}\"“”]+|\.\s")
_EXCEPTION = re.compile(r"\((?:not|except|excluding|excl|other than)\b[^)]*\)?", re.IGNORECASE)
_BETWEEN_HEAD_AND_REST = re.compile(r"\s*[-–—:;>(|]+\s*")
_FIRST_TOKEN = re.compile(r"[^A-Za-z0-9]*([A-Za-z0-9][A-Za-z0-9.]*)", re.ASCII)
_MARK = re.compile(r"[-–—:;,.)\]>|/=]")
_SET_APART = re.compile(r"[\[('‘\"“]\s*([A-Za-z0-9]{1,8})\s*[\])'’\"”]", re.ASCII)
_CAPITALS_AND_FIGURES = re.compile(r"\b[A-Z]+\d+[A-Z]?\b", re.ASCII)
_SHORTEST_PLURAL = 4
# No plural ends like these: `access`, `anonymous`, `crisis`.
_SINGULAR = ("ss", "us", "is")
# All of these say the same: that nobody said.
NOT_SAID = (
    "unknown",
    "unspecified",
    "undisclosed",
    "withheld",
    "not known",
    "not yet known",
    "not recorded",
    "not stated",
    "not specified",
    "not disclosed",
    "not given",
    "not provided",
    "not available",
    "not collected",
    "not obtained",
    "not yet obtained",
    "no information",
    "no data",
    "n k",
    "nk",
    "unk",
)


@dataclass(frozen=True)
class Spelling:
    """A cell's text taken apart, its words in lower case without apostrophes and plural endings.

    `stroked` are the words with an `or` for each stroke, `head` is what stands before a dash, a colon or a bracket, `parts` what
    stands between any punctuation. `is_marked_off` says that punctuation, or nothing, follows the first token. `set_apart` holds what
    stands alone in brackets or quotation marks, `capitals` the tokens of capital letters and figures.
    """

    words: tuple[str, ...]
    stroked: tuple[str, ...]
    head: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    first: str
    is_marked_off: bool
    set_apart: tuple[str, ...]
    capitals: tuple[str, ...]


def take_apart(text: str) -> Spelling:
    """The spelling of a cell without its template letter and without what it says in brackets not to mean (`(not housing)`)."""
    tidy = _EXCEPTION.sub(" ", without_template_letter(text))
    head, *_ = _BETWEEN_HEAD_AND_REST.split(tidy, maxsplit=1)
    parts = tuple(words for part in _BETWEEN_PARTS.split(tidy) if (words := words_of(part)))
    found = _FIRST_TOKEN.match(tidy)
    rest = tidy[found.end() :].lstrip() if found else ""
    return Spelling(
        words=words_of(tidy),
        stroked=words_of(tidy.replace("/", " or ")),
        head=words_of(head) if head != tidy else (),
        parts=parts,
        first=found[1].rstrip(".") if found else "",
        is_marked_off=not rest or _MARK.match(rest) is not None,
        set_apart=tuple(_SET_APART.findall(tidy)),
        capitals=tuple(_CAPITALS_AND_FIGURES.findall(tidy)),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: lower case, `&` and `+` as and, no articles, apostrophes or plural endings."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _APOSTROPHES.sub("", folded).replace("&", " and ").replace("+", " and ")
    return tuple(_singular(word) for word in _WORD.findall(_ARTICLE.sub("", folded)))


def _singular(word: str) -> str:
    if word in ("children", "childrens"):
        return "child"
    if len(word) > _SHORTEST_PLURAL and word.endswith("ies"):
        return word[:-3] + "y"
    is_plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(_SINGULAR)
    return word[:-1] if is_plural else word
