"""Synthetic: what a feed of the authority writes for a child's unique pupil number on a day: the number, or why it has none."""

from __future__ import annotations

import datetime as dt
import zlib

from sherwood.synthetic.people import Child
from sherwood.vocabulary.ages import age_on

_NOT_OF_SCHOOL_AGE, _SCHOOL_AGE = "UN1", 5
# Of school age, and the number not known to social care: too recent, or its sources disagree. The return allows the first for a week in
# care and no change between the two (SSDA903 rules 210 and 208): of whoever was in care the sources disagree.
_NOT_KNOWN = ("UN4", "UN5")


def pupil_number_on(child: Child, day: dt.date) -> str:
    """The number, or the code saying why there is none; a child who has come of school age is no longer too young for one."""
    if child.upn != _NOT_OF_SCHOOL_AGE or age_on(child.birth_date, day) < _SCHOOL_AGE:
        return child.upn
    if any(period.start_date <= day for period in child.periods):
        return _NOT_KNOWN[1]
    return _NOT_KNOWN[zlib.crc32(child.number.encode()) % len(_NOT_KNOWN)]
