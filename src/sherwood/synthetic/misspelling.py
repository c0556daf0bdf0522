"""Synthetic: names as they are mistyped and cut short, one slip at a time."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.courses import load_life_courses

_NEIGHBOURS = {
    "a": "sqe", "b": "vn", "c": "kx", "d": "sf", "e": "ra", "f": "dg", "g": "fh", "h": "gj", "i": "ey", "j": "hk", "k": "cl",
    "l": "k", "m": "n", "n": "mb", "o": "pi", "p": "o", "q": "w", "r": "te", "s": "az", "t": "ry", "u": "iy", "v": "bw",
    "w": "ev", "x": "z", "y": "ie", "z": "sx",
}  # fmt: skip
_SHORTEST_CUT = 3


class Spelt:
    """The chance by which names are mistyped."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    def wrongly(self, name: str) -> str:
        """The name with one slip: a letter left out, doubled, changed for a neighbour's, or two changed about."""
        if len(name) < 2:
            return name + name
        # The first letter is seldom wrong, and a slip keeps capitals where they were.
        at = int(self._generator.integers(min(2, len(name) - 1), len(name)))
        kind = int(self._generator.integers(0, 4))
        if kind == 0:
            return name[:at] + name[at + 1 :]
        if kind == 1:
            return name[:at] + name[at] + name[at:]
        if kind == 2:
            near = _NEIGHBOURS.get(name[at].lower(), "e")
            return name[:at] + near[int(self._generator.integers(0, len(near)))] + name[at + 1 :]
        turned = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
        return turned if turned != name else name[:at] + name[at + 1 :]


def misspelt(spelt: Spelt, names: NDArray[np.object_], chosen: NDArray[np.bool_]) -> NDArray[np.object_]:
    """The names, the chosen ones with a slip."""
    found = names.copy()
    for at in np.flatnonzero(chosen):
        found[at] = spelt.wrongly(found[at])
    return found


def short_forms(names: NDArray[np.object_]) -> list[str]:
    """The short form of each forename: the usual one where there is one, else its beginning."""
    usual = load_life_courses().identifying.short_forms
    return [usual.get(name) or name[: max(_SHORTEST_CUT, len(name) // 2)] for name in names]


def unaccented(name: str) -> str:
    """The name in plain letters, as systems that hold no others write it; letters that are not an accented one stay."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def unhyphened(name: str) -> str:
    """The name with a space for its hyphen."""
    return name.replace("-", " ")


def respaced(name: str) -> str:
    """The name with a space after it."""
    return f"{name} "
