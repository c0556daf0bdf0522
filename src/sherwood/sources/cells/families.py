"""Sources: what the make of a list's national codes tells of codes that councils made after them, for the loose reading of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from sherwood.definitions.shapes.codelist import Codelist

# Codes of letters alone and at least as long as this are words cut short, so that their first letter tells their family.
_SHORTEST_WORD = 4
_FEWEST_LETTERS = 2
_YES, _NO = "Y", "N"
_DENIED = "not_"


def numbered(codelist: Codelist) -> dict[str, str]:
    """Each code by its own part where all national codes begin alike: `1` is `N1`; empty where they do not."""
    codes = _national(codelist)
    numbers = {code.lstrip(ascii_uppercase): code for code in codes}
    shared = {code.removesuffix(number) for number, code in numbers.items()}
    is_numbered = len(shared) == 1 and "" not in shared and all(map(str.isdigit, numbers))
    return numbers if is_numbered and len(numbers) == len(codes) else {}


def own_numbering(codelist: Codelist) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the patterns of a council's own division of a code, its number with a letter behind it: `1b` is a kind of `N1`."""
    for number, code in numbered(codelist).items():
        yield re.compile(rf"{number}[A-Z][A-Z0-9.]*", re.ASCII | re.IGNORECASE), code


def lettered(
    codelist: Codelist, whole: Mapping[str, str], not_said: str | None
) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the pattern of each family of word-like codes: `WEEU` is some code of the group that `WBRI` and `WOTH` belong to.

    `whole` names the code of each group as a whole. Codes for what nobody said make no family.
    """
    codes = _national(codelist)
    if not codes or not all(code.isalpha() and code.isupper() and len(code) >= _SHORTEST_WORD for code in codes):
        return
    silent = codelist.codes[not_said].group if not_said else ""
    for letter in sorted({code[0] for code in codes}):
        members = [code for code in codes if code[0] == letter]
        groups = {codelist.codes[code].group for code in members}
        if len(groups) == 1 and silent not in groups:
            code = members[0] if len(members) == 1 else whole.get(groups.pop(), members[0])
            yield re.compile(rf"{letter}[A-Z]{{2,3}}", re.ASCII), code


def ticked(codelist: Codelist, several: str) -> dict[str, str]:
    """Each code by a row of yes and no in the list's order, as `NYNN` for the second of four; `several` where more are ticked.

    Empty for a list that knows no value for several of its codes.
    """
    codes = [code for code in _national(codelist) if code != several]
    if not several or len(codes) < _FEWEST_LETTERS:
        return {}
    rows = (format(number, f"0{len(codes)}b") for number in range(1, 2 ** len(codes)))
    ticks = {row.replace("1", _YES).replace("0", _NO): row for row in rows}
    return {spelt: several if row.count("1") > 1 else codes[row.index("1")] for spelt, row in ticks.items()}


def answered(codelist: Codelist) -> dict[str, str]:
    """What a yes and a no stand for: the codes of that name, or a code and its denial (`suitable`, `not_suitable`)."""
    if {"yes", "no"} <= codelist.codes.keys():
        return {"yes": "yes", "no": "no"}
    denied = [
        code for code in codelist.codes if code.startswith(_DENIED) and code.removeprefix(_DENIED) in codelist.codes
    ]
    return {"yes": denied[0].removeprefix(_DENIED), "no": denied[0]} if len(denied) == 1 else {}


def _national(codelist: Codelist) -> list[str]:
    return [code for code, each in codelist.codes.items() if not each.coarse]
