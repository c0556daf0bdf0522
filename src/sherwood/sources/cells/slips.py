"""Sources: the words of a code list behind words that are misspelt, cut short, run together or parted, for the loose reading."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

_SHORTEST_MISSPELT = 7
_ALIKE = 0.88
_SHORTEST_SWAPPED = 5
_SHORTEST_CUT = 4
_SHORTEST_JOINED = 7
_SHORTEST_HEAD = 6
_SHORTEST_ACRONYM = 3
_VOWELS = frozenset("aeiouy")
# Short words that are whole, though longer ones begin like them.
_WHOLE = frozenset(
    {
        "with",
        "from",
        "over",
        "that",
        "this",
        "than",
        "them",
        "then",
        "what",
        "when",
        "will",
        "been",
        "each",
        "both",
        "such",
    }
    | {
        "upon",
        "most",
        "least",
        "last",
        "next",
        "past",
        "part",
        "post",
        "short",
        "under",
        "their",
        "work",
        "text",
        "test",
    }
)
# With one of these before it a word says something else than without it.
_TURNS = ("un", "non", "dis", "in", "im", "mis", "de", "re")

Words = tuple[str, ...]


class Slips:
    """Mends words by the vocabulary of a list: the words of its phrases."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        known = [*phrases]
        self._words = sorted({word for phrase in known for word in phrase})
        self._known = frozenset(self._words)
        self._heads = sorted(phrase[0] for phrase in known if len(phrase) == 1 and len(phrase[0]) >= _SHORTEST_HEAD)
        self._run_together = _acronyms(known) | {"".join(phrase): phrase for phrase in known if len(phrase) > 1}
        self.mended = lru_cache(maxsize=None)(self._mend)

    def respaced(self, words: Words) -> Words:
        """Words with acronyms spelt out, those run together parted and those parted joined (`child minder`), as the list has them."""
        parted = [each for word in words for each in self._parted(word)]
        spaced: list[str] = []
        for word in parted:
            if spaced and self._is_one_word(spaced[-1] + word) and not {spaced[-1], word} <= self._known:
                spaced[-1] += word
            else:
                spaced.append(word)
        return tuple(spaced)

    def _parted(self, word: str) -> Words:
        return self._run_together.get(word, (word,)) if word not in self._known else (word,)

    def _is_one_word(self, word: str) -> bool:
        return len(word) >= _SHORTEST_JOINED and word in self._known

    def _mend(self, word: str) -> str:
        """Return the word of the list that is meant by one it does not have; the word itself where none is."""
        if word in self._known:
            return word
        return self._misspelt(word) or self._cut_short(word) or self._headed(word) or word

    def _misspelt(self, word: str) -> str | None:
        swapped = (each for each in self._words if len(word) >= _SHORTEST_SWAPPED and _are_swapped(word, each))
        if len(word) < _SHORTEST_MISSPELT:
            return next(swapped, None)
        like = [each for each in self._words if each[0] == word[0] and abs(len(each) - len(word)) <= 1]
        return next(iter(difflib.get_close_matches(word, like, n=1, cutoff=_ALIKE)), None) or next(swapped, None)

    def _cut_short(self, word: str) -> str | None:
        """Return the one word that begins with it; words are cut behind a consonant (`hosp`), whole ones may end in a vowel (`home`)."""
        if len(word) < _SHORTEST_CUT or word[-1] in _VOWELS or word in _WHOLE:
            return None
        longer = [each for each in self._words if each.startswith(word)]
        return longer[0] if len(longer) == 1 else None

    def _headed(self, word: str) -> str | None:
        """Return the word of the list that a compound ends in and so is a kind of: a `stepmother` is a mother."""
        if word.startswith(_TURNS):
            return None
        return max((each for each in self._heads if word.endswith(each)), key=len, default=None)


def _acronyms(phrases: Iterable[Words]) -> dict[str, Words]:
    """Return each phrase by its first letters (`epo`: emergency protection order); none for letters that two phrases share."""
    by_letters: dict[str, set[Words]] = {}
    for phrase in phrases:
        if len(phrase) >= _SHORTEST_ACRONYM:
            by_letters.setdefault("".join(word[0] for word in phrase), set()).add(phrase)
    return {letters: phrases.pop() for letters, phrases in by_letters.items() if len(phrases) == 1}


def _are_swapped(word: str, other: str) -> bool:
    """Whether two letters beside each other have changed places (`gyspy`)."""
    differing = [place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two]
    if len(word) != len(other) or len(differing) != len("ab") or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return word[first] == other[second] and word[second] == other[first]
