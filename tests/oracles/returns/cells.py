"""Dates, yes-or-no and numbers as the three feeds write them (formats.md: traits that every reader must cope with)."""

import re
from datetime import date, datetime

STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d-%b-%Y", "%d.%m.%Y")


def plain(cell) -> str:
    """A cell as text without the traces of a spreadsheet."""
    if cell is None:
        return ""
    text = str(cell).replace("\u00a0", " ").strip()
    return text[:-2] if re.fullmatch(r"-?\d+\.0", text) else text


def day(cell) -> date | None:
    """A date, or nothing where there is none or it is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = plain(cell)
    for style in STYLES:
        try:
            return datetime.strptime(text, style).date()
        except ValueError:
            pass
    return None


def yes(cell) -> bool | None:
    """Yes, no, or nothing where it does not say; a template letter stands before some."""
    text = re.sub(r"^[a-z]\)\s*", "", plain(cell).lower())
    if text in {"1", "y", "yes", "true"}:
        return True
    return False if text in {"0", "n", "no", "false"} else None


def number(cell) -> int | None:
    text = plain(cell)
    return int(text) if re.fullmatch(r"\d+", text) else None


def sex(cell) -> str | None:
    """M, F or U from M/F/U, 1/2/0/9 and the words of Annex A, whose group c is *Not stated/recorded*, unborn children among it."""
    text = re.sub(r"^[a-z]\)\s*", "", plain(cell).lower())
    if text.startswith("not stated"):
        return "U"
    return {"1": "M", "2": "F", "0": "U", "9": "U", "m": "M", "f": "F", "u": "U", "male": "M", "female": "F"}.get(text)
