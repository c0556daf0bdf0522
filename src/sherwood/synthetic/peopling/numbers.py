"""Synthetic: numbers that identify people, with right check digits: NHS numbers, pupil numbers, National Insurance numbers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_UPN_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"))
_NI_SUFFIXES = np.array(list("ABCD"))
# A prefix that has never been issued, so that no made-up adult bears a real person's number.
_NI_PREFIX = "ZR"
_NHS_FIRST, _NHS_LAST = 400_000_000, 799_999_999
_ELEVEN = 11


def nhs_numbers(generator: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Numbers of ten digits, no two alike, whose last is the modulus-11 check digit."""
    found = np.zeros(0, np.int64)
    while len(found) < count:
        stems = generator.integers(_NHS_FIRST, _NHS_LAST, count + count // 4 + 100)
        check = _nhs_check(stems)
        valid = stems[check < 10] * 10 + check[check < 10]
        found = _each_once(np.concatenate([found, valid]))
    return found[:count]


def _nhs_check(stems: NDArray[np.int64]) -> NDArray[np.int64]:
    digits = (stems[:, None] // 10 ** np.arange(8, -1, -1)) % 10
    check: NDArray[np.int64] = (_ELEVEN - digits @ np.arange(10, 1, -1) % _ELEVEN) % _ELEVEN
    return check


def _each_once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers without repeats, in the order in which they came."""
    _, first = np.unique(numbers, return_index=True)
    found: NDArray[np.int64] = numbers[np.sort(first)]
    return found


def pupil_numbers(generator: np.random.Generator, count: int) -> pa.Array:
    """Numbers of a check letter and twelve digits, the first three of which name an authority."""
    authorities = generator.integers(800, 900, count)
    rest = generator.integers(0, 1_000_000_000, count)
    stems = authorities * 1_000_000_000 + rest
    digits = (stems[:, None] // 10 ** np.arange(11, -1, -1)) % 10
    letters = _UPN_LETTERS[(digits @ np.arange(2, 14)) % len(_UPN_LETTERS)]
    return pa.array(np.char.add(letters, stems.astype(str)))


def insurance_numbers(generator: np.random.Generator, count: int) -> pa.Array:
    """Well-formed numbers under a prefix that is not issued."""
    figures = np.char.zfill(generator.permutation(1_000_000)[np.arange(count) % 1_000_000].astype(str), 6)
    suffixes = _NI_SUFFIXES[np.arange(count) // 1_000_000 % len(_NI_SUFFIXES)]
    return pa.array(np.char.add(np.char.add(_NI_PREFIX, figures), suffixes))
