"""Synthetic: which part thinks up which partner's feed, in the order in which they are written."""

from __future__ import annotations

from sherwood.synthetic.community import (
    dwp,
    exploitation,
    housing,
    police_incidents,
    police_missing,
    substance_misuse,
    youth_justice,
)
from sherwood.synthetic.hub import mash_log
from sherwood.synthetic.partners import Writer
from sherwood.synthetic.registers import REGISTERS

WRITERS: dict[str, Writer] = {
    "mash_log": mash_log,
    **REGISTERS,
    "police_incidents": police_incidents,
    "police_missing": police_missing,
    "exploitation": exploitation,
    "youth_justice": youth_justice,
    "dwp": dwp,
    "housing": housing,
    "substance_misuse": substance_misuse,
}
