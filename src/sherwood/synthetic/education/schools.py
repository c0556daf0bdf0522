"""Synthetic: the county's schools, invented: as many as its pupils need, in the districts where they live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import Everyone

PRIMARY, SECONDARY, SPECIAL, REFERRAL_UNIT = range(4)
PHASES = ("PS", "SS", "SP", "PR")
NO_SCHOOL = -1
# Unique reference numbers begin at 100000 in England; no school has one so high.
_FIRST_URN = 900_001
_FIRST_ESTABS = (2000, 4000, 7000, 1100)
_RECEPTION, _YEAR_6, _YEAR_7, _YEAR_11, _YEAR_13 = 0, 6, 7, 11, 13
_LOWEST = (_RECEPTION, _YEAR_7, _RECEPTION, 1)
_ENDINGS = ("Primary School", "School", "Special School", "Learning Centre")


@dataclass(frozen=True)
class Schools:
    """One row a school: its phase (a position in `PHASES`), district, the curriculum years it teaches and the pupils it was made for."""

    phase: NDArray[np.int8]
    district: NDArray[np.int16]
    lowest: NDArray[np.int8]
    highest: NDArray[np.int8]
    places: NDArray[np.int32]
    urn: pa.Array
    establishment: pa.Array
    name: pa.Array
    governance: pa.Array
    postcode: pa.Array

    def __len__(self) -> int:
        return len(self.phase)

    def of(self, phase: int, district: int | None = None) -> NDArray[np.int64]:
        """The schools of a phase, in one district or anywhere."""
        found = self.phase == phase
        if district is not None:
            found = found & (self.district == district)
        return np.flatnonzero(found)


def schools_for(everyone: Everyone, draw: Draw, pupils: NDArray[np.float64]) -> Schools:
    """Schools for so many pupils by phase (primary, secondary) and district; special schools and referral units for the county."""
    phases, districts, places = _wanted(draw, pupils)
    count = len(phases)
    has_sixth_form = draw.happens("school_has_sixth_form", count)
    tops = np.array([_YEAR_6, _YEAR_11, _YEAR_13, _YEAR_11])[phases]
    highest = np.where((phases == SECONDARY) & has_sixth_form, _YEAR_13, tops)
    return Schools(
        phase=phases.astype(np.int8), district=districts.astype(np.int16), lowest=np.array(_LOWEST)[phases].astype(np.int8),
        highest=highest.astype(np.int8), places=places.astype(np.int32),
        urn=pa.array((_FIRST_URN + np.arange(count)).astype(str)), establishment=_establishments(phases),
        name=pa.array(_names(draw, phases)), governance=pa.array(_governances(draw, phases)),
        postcode=_postcodes(everyone, draw, districts),
    )  # fmt: skip


def _wanted(draw: Draw, pupils: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Phase, district and places of each school."""
    rows: list[tuple[int, int, int]] = []
    for phase, size in ((PRIMARY, "primary_pupils"), (SECONDARY, "secondary_pupils")):
        for district, wanted in enumerate(pupils[phase]):
            schools = max(1, round(wanted / draw.rate(size)))
            rows += [(phase, district, max(20, round(wanted / schools)))] * schools
    total = float(pupils.sum())
    for phase, share, size in (
        (SPECIAL, "pupils_in_special_schools", "special_pupils"),
        (REFERRAL_UNIT, "pupils_in_referral_units", "referral_unit_pupils"),
    ):
        schools = max(1, round(total * draw.rate(share) / draw.rate(size)))
        homes = draw.generator.choice(pupils.shape[1], schools, p=pupils.sum(0) / total)
        rows += [(phase, int(home), round(draw.rate(size))) for home in homes]
    phases, districts, places = np.array(rows, np.int64).T
    return phases, districts, places


def _establishments(phases: NDArray[np.int64]) -> pa.Array:
    """Numbers within the authority, by phase in ranges of their own."""
    within = np.array([np.sum(phases[:at] == phase) for at, phase in enumerate(phases)])
    return pa.array((np.array(_FIRST_ESTABS)[phases] + within).astype(str))


def _names(draw: Draw, phases: NDArray[np.int64]) -> list[str]:
    """An invented name for each, no two alike: a street's first word and what kind of school it is."""
    words, taken = draw.courses.names.streets, set[str]()
    names: list[str] = []
    for at, phase in enumerate(phases):
        word, saint = words[at % len(words)], at // len(words)
        prefix = ("", "Upper ", "Lower ", "North ", "South ", "East ", "West ", "Old ", "New ")[saint % 9]
        name = f"{prefix}{word} {_ENDINGS[phase]}"
        names.append(name if name not in taken else f"{name} {saint // 9 + 1}")
        taken.add(names[-1])
    return names


def _governances(draw: Draw, phases: NDArray[np.int64]) -> list[str]:
    picked = [draw.pick(f"governance_{name}", len(phases)) for name in ("primary", "secondary", "special", "special")]
    return [str(picked[phase][at]) for at, phase in enumerate(phases)]


def _postcodes(everyone: Everyone, draw: Draw, districts: NDArray[np.int64]) -> pa.Array:
    """A postcode of some home in the school's district."""
    homes = everyone.homes
    order = np.argsort(homes.district, kind="stable")
    first = np.searchsorted(homes.district[order], districts, side="left")
    count = np.searchsorted(homes.district[order], districts, side="right") - first
    at = first + (draw.generator.random(len(districts)) * np.maximum(count, 1)).astype(np.int64)
    return everyone.postcodes.take(pa.array(homes.postcode[order[np.minimum(at, len(order) - 1)]]))
