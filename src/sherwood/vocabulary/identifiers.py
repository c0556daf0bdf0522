"""Vocabulary: the numbers people are known by — tidied, checked, and turned into the record keys that may be shown."""

import base64
import hmac
import re

# I, O and S are left out because they are taken for 1, 0 and 5.
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_SHAPE = re.compile(rf"[{_UPN_LETTERS}][0-9]{{11}}[0-9{_UPN_LETTERS}]")
_WHOLE_NUMBER_WITH_DECIMALS = re.compile(r"[0-9]+\.0+")
# Spreadsheets and web pages leave these around a pasted number; `str.strip` takes only the first for a space.
_INVISIBLE = str.maketrans({"\u00a0": " ", "\u200b": None, "\ufeff": None})
_RECORD_KEY_LENGTH = 26
_RECORD_KEY_BYTES = 20


def tidy_identifier(text: str) -> str:
    """Write an identifier as a person would write it: no spaces around it, no `.0` left by a spreadsheet (`566910.0`).

    Leading zeros and letters are part of the identifier and stay.
    """
    tidy = text.translate(_INVISIBLE).strip()
    return tidy.partition(".")[0] if _WHOLE_NUMBER_WITH_DECIMALS.fullmatch(tidy) else tidy


def nhs_number_is_valid(text: str) -> bool:
    """Whether a ten-digit NHS number carries the right check digit (modulus 11, NHS Data Dictionary).

    Spaces and hyphens between the groups are allowed. One digit ten times over passes the arithmetic but is only ever
    typed to fill a box, so it is refused.
    """
    digits = re.sub(r"[ -]", "", tidy_identifier(text))
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return (11 - remainder) % 11 == int(digits[-1])


def upn_is_valid(text: str) -> bool:
    """Whether a unique pupil number has the right shape and check letter (Department for Education, UPN guide).

    A final letter in place of the last digit marks a temporary number, which is valid too. UN1 to UN7 give the reason
    why there is no number: they are not numbers.
    """
    upn = tidy_identifier(text).upper()
    if not _UPN_SHAPE.fullmatch(upn):
        return False
    total = sum(weight * _upn_value(character) for weight, character in enumerate(upn[1:], start=2))
    return _UPN_LETTERS[total % len(_UPN_LETTERS)] == upn[0]


def _measured(part: str) -> bytes:
    text = part.encode()
    return len(text).to_bytes(4, "big") + text


def record_key(secret: bytes, authority: str, feed: str, source_id: str) -> str:
    """Make the 26 letters and digits that stand for one record of one feed wherever the child's own number may not.

    An HMAC-SHA256 under the home's secret in lower-case base32: nobody without the secret can go from key to child, and
    two homes never share a key. The length before each part keeps `1`, `23` apart from `12`, `3`. Raises ValueError
    without a secret, for then anybody could work the keys out.
    """
    if not secret:
        raise ValueError("record keys need the secret of the home")
    message = _measured(authority) + _measured(feed) + _measured(source_id)
    # A county has a million records: only the bytes that are shown are written out.
    digest = hmac.digest(secret, message, "sha256")[:_RECORD_KEY_BYTES]
    return base64.b32encode(digest).decode("ascii").lower()[:_RECORD_KEY_LENGTH]


def _upn_value(character: str) -> int:
    return int(character) if character.isdigit() else _UPN_LETTERS.index(character)
