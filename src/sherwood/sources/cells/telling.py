"""Sources: the words that only one group of a code list has, the last resort of the loose reading of codes."""

from __future__ import annotations

from collections import Counter

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.sources.cells.phrases import FAINT
from sherwood.sources.cells.spelling import Spelling, words_of

_SHORTEST = 4
_KEPT = 5
_DENIALS = frozenset({"not", "non", "never", "without", "excluding"})
_SAYS_NOTHING = frozenset(
    {"other", "another", "child", "with", "said", "which", "from", "under", "whether", "reason", "kind", "need"}
    | {"centre", "ended", "longer", "living", "home", "after", "looked", "left", "section", "early"}
)


class TellingWords:
    """Each word of labels and groups that one group alone has, by its first five letters (`adult`, `adopt`).

    It is weaker than a phrase, for it reads `Moved to adults' division` by a single word; a text that denies anything is not read.
    """

    def __init__(self, codelist: Codelist) -> None:
        codes: dict[str, dict[str, str]] = {}
        for text, code in _texts(codelist):
            for word in _kept(words_of(text)):
                codes.setdefault(word, {}).setdefault(codelist.codes[code].group or code, code)
        faint = {word for alias in codelist.loose_aliases if alias.startswith(FAINT) for word in _kept(words_of(alias))}
        self._codes = {
            word: next(iter(each.items())) for word, each in codes.items() if len(each) == 1 and word not in faint
        }

    def code(self, spelling: Spelling) -> str | None:
        """The code of the group that most of the text's telling words belong to, the first that is named among equals; or None."""
        if _DENIALS & set(spelling.words):
            return None
        met = [self._codes[word] for word in _kept(spelling.words) if word in self._codes]
        if not met:
            return None
        (group, _), *_ = Counter(group for group, _ in met).most_common(1)
        return next(code for each, code in met if each == group)


def _texts(codelist: Codelist) -> list[tuple[str, str]]:
    own = ((text, code) for code, each in codelist.codes.items() for text in (each.label, each.group))
    return [(text.partition(" not said")[0], code) for text, code in own]


def _kept(words: tuple[str, ...]) -> list[str]:
    """Return the words that may tell anything, cut to the letters that are compared."""
    kept = (word[:_KEPT] for word in words if len(word) >= _SHORTEST and word not in _SAYS_NOTHING)
    return [word for word in dict.fromkeys(kept) if word not in _SAYS_NOTHING]
