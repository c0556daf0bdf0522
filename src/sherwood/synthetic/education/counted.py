"""Synthetic: sessions of a stretch counted from its registers, kept when the registers themselves are let go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.education import marks
from sherwood.synthetic.education.registers import Registers
from sherwood.synthetic.education.terms import Stretch


@dataclass(frozen=True)
class Counted:
    """For each enrolment of a stretch the sessions possible and those of each code."""

    stretch: Stretch
    enrolment: NDArray[np.int64]
    possible: NDArray[np.int16]
    by_code: NDArray[np.int16]
    _place: NDArray[np.int32]

    @classmethod
    def of(cls, registers: Registers, enrolments: int) -> Counted:
        """Count registers; `enrolments` is how many the county has."""
        counts = registers.counts()
        place = np.full(enrolments, -1, np.int32)
        place[registers.enrolment] = np.arange(len(registers.enrolment), dtype=np.int32)
        possible = registers.possible(counts).astype(np.int16)
        return cls(registers.stretch, registers.enrolment, possible, counts.astype(np.int16), place)

    def missed(self, codes: tuple[int, ...]) -> NDArray[np.int16]:
        """Sessions of some codes."""
        found: NDArray[np.int16] = self.by_code[:, list(codes)].sum(axis=1).astype(np.int16)
        return found

    def possible_of(self, enrolments: NDArray[np.int64]) -> pa.Array:
        """Sessions possible for these enrolments, empty for one that was not there yet."""
        at = self._place[enrolments]
        return pa.array(self.possible[np.maximum(at, 0)], mask=at < 0)

    def reasons_of(
        self, enrolments: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int16]]:
        """The place among these enrolments, the code and how many sessions, wherever there are any."""
        at = self._place[enrolments]
        told = self.by_code[np.maximum(at, 0)][:, list(marks.TOLD)]
        told = np.where(at[:, None] >= 0, told, 0)
        row, column = np.nonzero(told)
        return row, np.array(marks.TOLD)[column], told[row, column]
