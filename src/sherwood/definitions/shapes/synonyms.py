"""Synonyms: words and phrases by which the field means the same thing, so that a search for one finds the other."""

from __future__ import annotations

from sherwood.definitions.shapes.base import Entry


class Synonyms(Entry):
    """Groups of words that stand for each other, in small letters; a phrase is several words with spaces.

    `small_words` say nothing of what is looked for.
    """

    small_words: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...]
