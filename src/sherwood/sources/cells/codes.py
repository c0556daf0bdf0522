"""Sources: reads a code as councils spell it, from the bare code to its words, or says why the text names none of the list."""

from __future__ import annotations

import re

from sherwood.definitions.shapes.codelist import Codelist
from sherwood.sources.cells.families import answered, ticked
from sherwood.sources.cells.numbers import read_flag
from sherwood.sources.cells.outcome import Outcome
from sherwood.sources.cells.phrases import SEVERAL, Found, Phrases, groups_of
from sherwood.sources.cells.spelling import Spelling, take_apart, words_of
from sherwood.sources.cells.telling import TellingWords
from sherwood.vocabulary.spellings import nearest, without_template_letter

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_MOST_NAMED = 8
# Two codes of one or two characters always look alike, so a suggestion would only mislead.
_SHORTEST_WORD = 4
_LONGEST_SHOWN = 5


def read_strictly(codelist: Codelist, text: str) -> Outcome:
    """A code as the return's guide writes it, whatever its case; a coarse code or a label is none."""
    code = codelist.code_for(text)
    if code is not None:
        return Outcome(code)
    return Outcome(None, f"this code is not on the list '{codelist.title}'", suggestion(codelist, text))


def suggestion(codelist: Codelist, text: str) -> str:
    """What to write instead: the nearest code, or how to find it."""
    near = nearest(text, codelist.codes) if len(text) >= _SHORTEST_WORD else None
    if near:
        return f"did you mean {near} ({codelist.codes[near].label})?"
    if len(codelist.codes) <= _MOST_NAMED:
        return f"use one of {', '.join(codelist.codes)}"
    return "use a code of the guide"


class LooseReader:
    """Reads the codes of one list as councils spell them, and rather refuses than guesses.

    In this order: the code, whatever its case, spaces and punctuation; the same without the template's letter, which differs from
    file to file and is never trusted; the national code inside the text; a council's own numbering; words, of which the phrase that
    says most decides, and of two that say as much the one that stands first; then a council's own letters and a word cut short. Where
    an `and` or an `or` joins two phrases that say as much, of different groups, the text is refused.
    """

    def __init__(self, codelist: Codelist) -> None:
        self._list = codelist
        self._phrases = Phrases(codelist)
        self._answers = answered(codelist)
        self._telling = TellingWords(codelist)
        # A council's own value is kept without its spaces, so that it is known as a whole and not by its words.
        loose = {alias: code for alias, code in codelist.loose_aliases.items() if alias.isalnum()}
        every = (
            ticked(codelist, codelist.loose_aliases.get(SEVERAL, ""))
            | loose
            | codelist.aliases
            | {code.upper(): code for code in codelist.codes}
            | {code: code for code in codelist.codes}
        )
        self._exact = {_squashed(spelling): code for spelling, code in every.items() if _squashed(spelling)}
        # Punctuation tells some codes apart (`/` and `\`, `A*` and `A`): what is written as in the list is that.
        labels = {each.label: code for code, each in reversed(codelist.codes.items())}
        self._verbatim = labels | {code: code for code in codelist.codes}
        self._national = {
            code.upper(): code
            for code, each in codelist.codes.items()
            if any(letter.isdigit() for letter in code) or (code.isupper() and not each.coarse)
        }
        self._longest = max(map(len, self._national), default=0)

    def read(self, text: str) -> Outcome:
        """The code that the text names, or the reason and the nearest right spelling."""
        if code := self._exactly(text) or self._answered(text):
            return Outcome(code)
        spelling = self._phrases.respaced(take_apart(text))
        if code := self._inside(spelling):
            return Outcome(code)
        if code := self._phrases.all_of(spelling):
            return Outcome(code)
        return self._by_words(text, spelling)

    def named(self, text: str) -> str | None:
        """The code that all of the text names, by the code itself or by its words, or None."""
        return self._exactly(text) or self._phrases.all_of(self._phrases.respaced(take_apart(text)))

    def _exactly(self, text: str) -> str | None:
        spelt = (text, without_template_letter(text))
        verbatim = next((self._verbatim[each] for each in spelt if each in self._verbatim), None)
        return verbatim or next(
            (self._exact[_squashed(each)] for each in spelt if _squashed(each) in self._exact), None
        )

    def _answered(self, text: str) -> str | None:
        """Return the code that a yes or a no stands for: with more behind it only where the codes themselves are yes and no."""
        answer = read_flag(text).value
        if not isinstance(answer, bool):
            return None
        code = self._answers.get("yes" if answer else "no")
        is_all = len(words_of(without_template_letter(text))) == 1
        return code if is_all or code in ("yes", "no") else None

    def _inside(self, spelling: Spelling) -> str | None:
        """Return the national code at the text's beginning, or alone in brackets or quotation marks, or set off by its capitals."""
        code = self._national_code(spelling.first)
        if code and (len(spelling.first) > 1 or spelling.is_marked_off):
            return code
        apart = {code for token in spelling.set_apart if (code := self._national_code(token))}
        apart = apart or {self._national[token] for token in spelling.capitals if token in self._national}
        return apart.pop() if len(apart) == 1 else None

    def _national_code(self, token: str) -> str | None:
        """Return the code that a token is, also with a council's own ending (`U6B`, `N1.7`, `A5IN`)."""
        stem = token.upper().partition(".")[0]
        if stem in self._national:
            return self._national[stem]
        for length in range(min(len(stem) - 1, self._longest), 0, -1):
            if stem[:length] in self._national and _is_own_ending(stem[:length], stem[length:]):
                return self._national[stem[:length]]
        return None

    def _by_words(self, text: str, spelling: Spelling) -> Outcome:
        found = self._phrases.within(spelling)
        leading = [each for each in found if each.weight == found[0].weight]
        code = self._numbered(spelling) or self._clearly(spelling, found) or self._leading(spelling, leading)
        code = code or self._phrases.by_pattern(spelling) or self._cut_short(spelling)
        if code := code or self._at_last(spelling, leading):
            return Outcome(self._detailed(code, found) if leading else code)
        if not found:
            return Outcome(None, f"this names nothing on the list '{self._list.title}'", self._remedy(text))
        labels = " or ".join(dict.fromkeys(self._named(each.code) for each in leading))
        return Outcome(None, f"this could be {labels}", "write the code of the one that is meant")

    def _numbered(self, spelling: Spelling) -> str | None:
        """Return what a numbering that begins with a figure (`6g`) stands for, whatever words follow."""
        return self._phrases.by_pattern(spelling) if spelling.first[:1].isdigit() else None

    def _clearly(self, spelling: Spelling, found: list[Found]) -> str | None:
        """Return the code of a text that names several groups together, or one group at its head."""
        if self._phrases.several and len({self._group(each.code) for each in found}) > 1:
            return self._phrases.several
        clear = [each for each in found if not each.is_faint]
        if self._phrases.beside and self._phrases.joined(clear, spelling.stroked):
            return self._phrases.beside
        return self._phrases.group_at_head(spelling)

    def _leading(self, spelling: Spelling, leading: list[Found]) -> str | None:
        """Return the code of the phrases that say most if they agree; a word of the list's own outdoes faint ones."""
        is_clear = bool(leading) and not leading[0].is_faint
        if not is_clear and (code := self._telling.code(spelling)):
            return code
        return leading[0].code if len({self._group(each.code) for each in leading}) == 1 else None

    def _at_last(self, spelling: Spelling, leading: list[Found]) -> str | None:
        """Return the first of phrases that say as much, unless an `and` or an `or` joins them."""
        if leading and not self._phrases.joined(leading, spelling.words):
            return leading[0].code
        return None

    def _cut_short(self, spelling: Spelling) -> str | None:
        """Return the code of the one group whose words begin with the text, None where several do."""
        codes = self._phrases.shortened(spelling)
        if len({self._group(code) for code in codes}) != 1:
            return None
        group = self._group(min(codes))
        return min(codes) if len(codes) == 1 else groups_of(self._list).get(group, min(codes))

    def _detailed(self, code: str, found: list[Found]) -> str:
        """Return a finer code of the same group where the text names one, for a group without its detail."""
        if not self._list.codes[code].coarse:
            return code
        finer = (each.code for each in found if self._group(each.code) == self._group(code))
        return next((each for each in finer if not self._list.codes[each].coarse), code)

    def _group(self, code: str) -> str:
        return self._list.codes[code].group or code

    def _named(self, code: str) -> str:
        return f"{code} ({self._list.codes[code].label})"

    def _remedy(self, text: str) -> str:
        labels = {each.label: code for code, each in self._list.codes.items()}
        near = nearest(without_template_letter(text), labels) if len(text) >= _SHORTEST_WORD else None
        if near:
            return f"did you mean {self._named(labels[near])}?"
        shown = [self._named(code) for code in list(self._list.codes)[:_LONGEST_SHOWN]]
        return f"write a code or its words: {', '.join(shown)}" + (" …" if len(self._list.codes) > len(shown) else "")


def _is_own_ending(code: str, ending: str) -> bool:
    """Whether a council, or another return, may have put the ending behind the code: letters behind a figure, a figure behind a letter."""
    if code.isdigit():
        return len(ending) == 1 and ending.isalpha()
    return ending[0].isalpha() if code[-1].isdigit() else len(code) == 1 and len(ending) == 1 and ending.isdigit()


def _squashed(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text).upper()
