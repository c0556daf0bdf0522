"""Sources: the words by which a code list is known in councils' files, looked up in a cell's text for the loose reading of codes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.sources.cells.families import lettered, own_numbering
from sherwood.sources.cells.slips import Slips
from sherwood.sources.cells.spelling import NOT_SAID, Spelling, words_of

Phrase = tuple[str, ...]

SEVERAL, BESIDE, FAINT = "+", "&", "~"
_SHORTEST_STEM = 4
_SHORTEST_TELLING = 5
_SAYS_NOTHING = frozenset({"other", "planned", "unplanned"})
# A phrase behind one of these says the opposite, unless it is part of the phrase.
_DENIALS = frozenset({"not", "non", "never", "longer", "without", "excluding"})
# Between words these stand for a stroke or a comma: `White and Asian` is `White/Asian`.
_JOINTS = frozenset({"and", "or"})
_BRACKET = re.compile(r"\([^)]*\)")
_BETWEEN_EXAMPLES = re.compile(r",\s*|\bor\b")
_IS_NOT_SAID = re.compile(rf"\b({'|'.join(NOT_SAID)})\b", re.IGNORECASE)
_SHORTEST_SHORTENED = 3
# The letter of a group, and the number in the group that begins with the same letter or another: `A.A13`, `U.X2`.
_LETTER_TWICE = re.compile(r"^[A-Z]\.(?=[A-Z][0-9])", re.ASCII)
_LETTERS, _DIGITS, _REST, _ALL = "?", "#", "*", "="


@dataclass(frozen=True)
class Found:
    """A phrase met in a text, and the code it stands for; a longer phrase says more than a shorter one."""

    code: str
    phrase: Phrase
    start: int = 0
    is_opening: bool = False
    is_faint: bool = False

    @property
    def weight(self) -> tuple[bool, int, bool]:
        """How much the phrase says: its words; an opening word is broad and says less than another, a faint one least of all."""
        return not self.is_faint, len(self.phrase), not self.is_opening

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """What sorts the phrase that says most to the front; of those that say as much the one that stands first in the text."""
        return self.is_faint, -len(self.phrase), self.is_opening, self.start


class Phrases:
    """The phrases of one code list: its labels, its groups and its loose aliases.

    A loose alias is a phrase that may stand anywhere in the text (`school nurse`), all of the text or of one part of it (`=other`),
    its beginning (`health*`), the pattern of its first token (`A???`, `B#`, `6?*`: a letter, figures, the rest; of three letters the
    last may be lacking), or a faint word that counts only where nothing else does, in the order of the list (`~service`). `+` stands
    for several groups anywhere, `&` for two groups joined by an `and` or a stroke.
    """

    def __init__(self, codelist: Codelist) -> None:
        self._anywhere: dict[Phrase, str] = {}
        self._whole: dict[Phrase, str] = {}
        self._beginning: dict[Phrase, str] = {}
        self._faint: dict[Phrase, str] = {}
        self._group_of = {code: each.group or code for code, each in codelist.codes.items()}
        self._tokens: list[tuple[re.Pattern[str], str]] = []
        aliases = [words_of(alias) for alias in codelist.loose_aliases]
        stems = {each[0] for each in aliases if len(each) == 1 and len(each[0]) >= _SHORTEST_STEM}
        self._stems = sorted(stems - _SAYS_NOTHING, key=len, reverse=True)
        self._own = {words[0] for words, _ in _own_words(codelist) if len(words) == 1 and _says_enough(words)}
        self._groups = {self._stemmed(words_of(group)): code for group, code in groups_of(codelist).items()}
        self.several = codelist.loose_aliases.get(SEVERAL, "")
        self.beside = codelist.loose_aliases.get(BESIDE, "")
        for own, code in _own_words(codelist):
            words = self._stemmed(own)
            (self._anywhere if _says_enough(words) else self._whole).setdefault(words, code)
        for alias, code in codelist.loose_aliases.items():
            self._add(alias, code)
        not_said = _not_said(codelist)
        self._tokens += [*own_numbering(codelist), *lettered(codelist, groups_of(codelist), not_said)]
        if not_said:
            for phrase in map(words_of, NOT_SAID):
                self._anywhere.setdefault(phrase, not_said)
        self._places = (self._whole, self._anywhere, self._beginning, self._faint)
        known = (*self._anywhere, *self._whole, *self._beginning, *self._faint)
        self._longest = max(map(len, known), default=0)
        self._slips = Slips(known)

    def respaced(self, spelling: Spelling) -> Spelling:
        """The spelling with its words parted and joined as the list has them."""
        spaced = self._slips.respaced
        return replace(
            spelling,
            words=spaced(spelling.words),
            stroked=spaced(spelling.stroked),
            head=spaced(spelling.head),
            parts=tuple(map(spaced, spelling.parts)),
        )

    def all_of(self, spelling: Spelling) -> str | None:
        """The code that the whole text names by a phrase and nothing besides, or None."""
        words = self._tidy(spelling.words)
        return next((place[words] for place in self._places if words in place), None)

    def group_at_head(self, spelling: Spelling) -> str | None:
        """The code of the group that the text names before a dash or a colon, as in `Housing - Internal team`, or None."""
        return self._groups.get(self._tidy(spelling.head))

    def shortened(self, spelling: Spelling) -> set[str]:
        """The codes whose words begin with the text, where it is one word cut short, as systems do (`MIDW`, `SOLI`)."""
        if len(spelling.words) != 1 or len(spelling.first) < _SHORTEST_SHORTENED or not spelling.first.isupper():
            return set()
        known = (self._faint | self._beginning | self._whole | self._anywhere).items()
        met = {phrase: code for phrase, code in known if phrase and phrase[0].startswith(spelling.words[0])}
        return {code for phrase, code in met.items() if len(phrase) == 1} or set(met.values())

    def by_pattern(self, spelling: Spelling) -> str | None:
        """The code that a council's own numbering stands for: the first pattern the text's first token fits, or None.

        A token of letters alone must be marked off from the rest, for it may be a word.
        """
        if spelling.first.isalpha() and not spelling.is_marked_off:
            return None
        first = _LETTER_TWICE.sub("", spelling.first)
        return next((code for pattern, code in self._tokens if pattern.fullmatch(first)), None)

    def within(self, spelling: Spelling) -> list[Found]:
        """Every phrase in the text, the one that says most first; phrases inside longer ones are left out."""
        words = self._tidy(spelling.words)
        met = [*self._spans(words)]
        longest = [(found, span) for found, span in met if not any(_inside(span, other) for _, other in met)]
        said = [found for found, span in longest if not (span.start and words[span.start - 1] in _DENIALS)]
        return sorted((*self._parts(spelling), *said), key=lambda each: each.rank)

    def joined(self, found: list[Found], words: Phrase) -> bool:
        """Whether an `and` or an `or` of the words alone stands between two phrases of different groups."""
        named = sorted(found, key=lambda each: each.start)
        return any(
            second.start == first.start + len(first.phrase)
            and second.start in _joints(words)
            and self._group_of[first.code] != self._group_of[second.code]
            for first, second in itertools.pairwise(named)
        )

    def _parts(self, spelling: Spelling) -> Iterator[Found]:
        """Yield the phrases that are all of a part of the text."""
        start = 0
        for part in map(self._tidy, spelling.parts):
            if part in self._whole and part[0] not in _SAYS_NOTHING:
                yield Found(self._whole[part], part, start)
            start += len(part)

    def _spans(self, words: Phrase) -> Iterator[tuple[Found, range]]:
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                phrase = words[start:end]
                if phrase in self._anywhere:
                    yield Found(self._anywhere[phrase], phrase, start), range(start, end)
                elif phrase in self._faint:
                    place = [*self._faint].index(phrase)
                    yield Found(self._faint[phrase], phrase, place, is_faint=True), range(start, end)
                elif start == 0 and phrase in self._beginning:
                    yield Found(self._beginning[phrase], phrase, start, is_opening=True), range(start, end)

    def _add(self, alias: str, code: str) -> None:
        if alias in (SEVERAL, BESIDE):
            return
        if any(mark in alias for mark in (_LETTERS, _DIGITS)) or alias.isupper():
            self._tokens.append((_pattern(alias), code))
        elif alias.startswith(_ALL):
            self._whole[self._stemmed(words_of(alias))] = code
        elif alias.startswith(FAINT):
            self._faint[self._stemmed(words_of(alias))] = code
        elif alias.endswith(_REST):
            self._beginning[self._stemmed(words_of(alias))] = code
        else:
            self._anywhere[self._stemmed(words_of(alias))] = code

    def _stemmed(self, words: Phrase) -> Phrase:
        """Return the words with each that continues a loose alias (`remanded`) cut back to it, unless it is a word of the list."""
        return tuple(word if word in self._own else self._stem(word) for word in words if word not in _JOINTS)

    def _stem(self, word: str) -> str:
        return next((stem for stem in self._stems if word.startswith(stem)), word)

    def _tidy(self, words: Phrase) -> Phrase:
        return tuple(self._slips.mended(word) for word in self._stemmed(words))


def _joints(words: Phrase) -> set[int]:
    """Return how many other words stand before each `and` or `or`."""
    joints = [place for place, word in enumerate(words) if word in _JOINTS]
    return {place - before for before, place in enumerate(joints)}


def _own_words(codelist: Codelist) -> Iterator[tuple[Phrase, str]]:
    """Yield the words of codes, labels and groups, and of shorter names for a label that one group alone has."""
    for code, each in codelist.codes.items():
        yield words_of(each.label), code
        if code.isalpha() and len(code) > 1:
            yield words_of(code), code
    for group, code in groups_of(codelist).items():
        yield words_of(group), code
    shorter: dict[Phrase, dict[str, str]] = {}
    for code, each in codelist.codes.items():
        for text in _shorter_names(each.label):
            shorter.setdefault(words_of(text), {}).setdefault(each.group or code, code)
    yield from ((words, next(iter(codes.values()))) for words, codes in shorter.items() if words and len(codes) == 1)


def _shorter_names(label: str) -> Iterator[str]:
    """Yield what names a code besides its whole label: the label without brackets, its head before a comma, the examples."""
    yield _BRACKET.sub(" ", label)
    yield from _BETWEEN_EXAMPLES.split(label.partition(":")[2])
    head, comma, _ = label.partition(",")
    if comma and ":" not in head:
        yield head


def _not_said(codelist: Codelist) -> str | None:
    """Return the one code whose label, or else whose group, says that nobody said; None where none or several do."""
    labels = [code for code, each in codelist.codes.items() if _IS_NOT_SAID.search(each.label)]
    codes = labels or [code for code, each in codelist.codes.items() if _IS_NOT_SAID.search(each.group)]
    return codes[0] if len(codes) == 1 else None


def _says_enough(words: Phrase) -> bool:
    """Whether words of the list itself may stand anywhere in a text: two of them, or one that means one thing only."""
    return len(words) > 1 or (len(words[0]) >= _SHORTEST_TELLING and words[0] not in _SAYS_NOTHING)


def groups_of(codelist: Codelist) -> Mapping[str, str]:
    """The code that stands for each group as a whole: its coarse code, or its only one."""
    codes: dict[str, list[str]] = {}
    for code, each in codelist.codes.items():
        codes.setdefault(each.group or code, []).append(code)
    chosen = {}
    for group, members in codes.items():
        coarse = [code for code in members if codelist.codes[code].coarse]
        if coarse or len(members) == 1:
            chosen[group] = (coarse or members)[0]
    return chosen


def _pattern(alias: str) -> re.Pattern[str]:
    if alias.endswith(_LETTERS * 3):
        return re.compile(rf"{re.escape(alias[0])}[A-Z]{{2,3}}", re.ASCII)
    marks = {_LETTERS: "[A-Z]", _DIGITS: "[0-9.]+", _REST: "[A-Z0-9.]*"}
    is_capital = any(letter.isupper() for letter in alias)
    return re.compile(
        "".join(marks.get(each, re.escape(each)) for each in alias), re.ASCII if is_capital else re.IGNORECASE
    )


def _inside(inner: range, outer: range) -> bool:
    return inner != outer and inner.start >= outer.start and inner.stop <= outer.stop
