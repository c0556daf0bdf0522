"""The form of a real postcode, for tests of what is made up."""

import re

from sherwood.vocabulary.postcodes import tidy_postcode

# Area, district and unit as Royal Mail allocates them: no Q, V, X first, and no C, I, K, M, O, V in the unit.
_SHAPE = re.compile(
    r"(GIR 0AA|[A-PR-UWYZ](\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2})",
    re.ASCII,
)


def postcode_is_shaped(text: str) -> bool:
    """Whether a tidied postcode has the form of a real one; it says nothing about whether it is in use."""
    return _SHAPE.fullmatch(tidy_postcode(text)) is not None
