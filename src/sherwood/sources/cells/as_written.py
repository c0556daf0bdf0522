"""Sources: tells, for a whole column at once, which texts are their own value as they are written, and gives these values.

A county's files hold millions of names, numbers, postcodes and days, nearly all tidy: what no parser would read otherwise need not be read
one by one.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

# What tidying leaves alone: visible characters of ASCII, with spaces only between them.
_PLAIN = r"\A[!-~](?:[ -~]*[!-~])?\z"
# Of such texts those a parser may yet read as something else: a mark or word for nothing, an error of a spreadsheet, a number it wrote.
_TELLING = (
    r"(?i)\A(?:[(<\[]?(?:null|na|nat)[)>\]]?|n/a|nil|-+|#[a-z0-9/!?]+|[0-9]+\.0+|[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+)\z"
)
_POSTCODE = r"\A[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\z"
_DAY_FIRST = r"\A([0-9]{2})/([0-9]{2})/((?:19|20)[0-9]{2})\z"
_YEAR_FIRST = r"\A(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\z"


def as_written(texts: Any, kind: str) -> tuple[Any, Any] | None:
    """Tell of each text whether it is its own value, and give the values, which mean nothing where it is not; None if none can be told."""
    if kind in ("identifier", "text"):
        return pc.and_not(pc.match_substring_regex(texts, _PLAIN), pc.match_substring_regex(texts, _TELLING)), texts
    if kind == "postcode":
        return pc.match_substring_regex(texts, _POSTCODE), texts
    return _days(texts) if kind == "date" else None


def _days(texts: Any) -> tuple[Any, Any] | None:
    turned = pc.replace_substring_regex(texts, _DAY_FIRST, r"\3-\2-\1")
    is_day = pc.match_substring_regex(turned, _YEAR_FIRST)
    try:
        return is_day, pc.cast(pc.if_else(is_day, turned, None), pa.date32())
    except pa.ArrowInvalid:
        # One of them is in no calendar: each is read by itself, and that one said.
        return None
