"""Synthetic: spells codes as councils' lists do, now with the template's letter, now the bare code, now its words."""

from __future__ import annotations

from string import ascii_lowercase

from sherwood.definitions.catalogue import Catalogue

_YES, _NO = ("a) Yes", "Yes", "Y", "yes"), ("b) No", "No", "N", "no")
_SEXES = {
    "M": ("a) Male", "Male", "M", "MALE"),
    "F": ("b) Female", "Female", "F", "FEMALE"),
    "U": ("c) Not stated/recorded (or unborn)", "c) Not stated/recorded"),
}


class Spelling:
    """The ways a code of each list is spelt; which one stands depends on the turn alone, so that a file is written once and again alike."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ways: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, codelist: str, code: str, turn: int) -> str:
        """A code of the list as one council's worker would enter it; nothing for an empty code."""
        if not code:
            return ""
        ways = self._ways.get((codelist, code)) or self._found(codelist, code)
        return ways[turn % len(ways)]

    def yes(self, value: bool | None, turn: int) -> str:
        """A yes or no, nothing where it is not known."""
        if value is None:
            return ""
        ways = _YES if value else _NO
        return ways[turn % len(ways)]

    def _found(self, codelist: str, code: str) -> tuple[str, ...]:
        ways = _SEXES.get(code) if codelist == "sex" else None
        self._ways[codelist, code] = ways or self._built(codelist, code)
        return self._ways[codelist, code]

    def _built(self, codelist: str, code: str) -> tuple[str, ...]:
        """A national code stands inside its words; a list of the template's own has words alone."""
        codes = self._catalogue.codelist(codelist).codes
        letter, shape = _letter(list(codes).index(code)), codes[code]
        words = shape.group or shape.label
        if codelist == "ethnicity":
            return f"{letter}) {code}", code
        if code.islower():
            return f"{letter}) {words}", words
        return f"{letter}) {code}: {words}", code, f"{code} - {shape.label}"


def _letter(place: int) -> str:
    """The template's letter: a to z, then za, zb and so on."""
    alphabet = len(ascii_lowercase)
    return ascii_lowercase[place] if place < alphabet else "z" + ascii_lowercase[place - alphabet]
