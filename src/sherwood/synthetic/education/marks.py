"""Synthetic: the attendance codes that this county's registers use, by position, and what they count as."""

from __future__ import annotations

import numpy as np

CODES = ("/", "I", "M", "C", "R", "T", "S", "E", "G", "O", "U", "N", "L", "V", "B", "X", "#", "Z")
PRESENT, SUSPENDED, LATE, VISIT, OFF_SITE, NOT_REQUIRED, CLOSED, OFF_ROLL = (CODES.index(code) for code in "/ELVBX#Z")
AUTHORISED = tuple(CODES.index(code) for code in "IMCRTSE")
UNAUTHORISED = tuple(CODES.index(code) for code in "GOUN")
NOT_POSSIBLE = (NOT_REQUIRED, CLOSED, OFF_ROLL)
# What the census tells by reason: sessions missed, and those not required; those attended are what is left.
TOLD = (*AUTHORISED, *UNAUTHORISED, NOT_REQUIRED)
# Marks as a register shows them in the morning and in the afternoon.
MORNING = np.frombuffer("".join(CODES).encode(), np.uint8)
AFTERNOON = np.frombuffer("".join(("\\", *CODES[1:])).encode(), np.uint8)
