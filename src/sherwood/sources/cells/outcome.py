"""Sources: what reading one cell comes to, handed from the parsers to the typing of whole columns."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

Value = str | int | float | bool | dt.date | None


class Outcome(NamedTuple):
    """A typed value, or the reason why there is none and the remedy; all three empty for an empty cell.

    A cell that holds several codes may have both: the codes that could be read, and what is wrong with the others.
    """

    value: Value = None
    reason: str = ""
    remedy: str = ""


EMPTY = Outcome()
