"""Numbers, dates and changes in plain words; every sentence on a page is computed from its data here."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from sherwood.definitions.shapes.base import Better
from sherwood.reports.document import Tag

PER_CENT = "per cent"
MEANS = ("points",)
TOO_FEW = "Too few to show"


def number(value: float | None, unit: str) -> str:
    """Return a value ready to read: `1,204`, `83.4%`, `212 days`; an empty value says that there is none."""
    if value is None:
        return "Not available"
    if unit == PER_CENT:
        return f"{rounded(value, 1)}%"
    words = f"{value:,.0f}" if float(value).is_integer() and unit not in MEANS else f"{rounded(value, 1):,}"
    return f"{words} days" if unit == "days" else words


def rounded(value: float, places: int) -> Decimal:
    """Round half up, as published statistics do, never to even."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def day(date: dt.date) -> str:
    """Return `20 November 2026`."""
    return f"{date.day} {date:%B %Y}"


def short_day(date: dt.date) -> str:
    """Return `20 Nov 2026`."""
    return f"{date.day} {date:%b %Y}"


def weekday(date: dt.date) -> str:
    """Return `Friday 20 November 2026`."""
    return f"{date:%A} {day(date)}"


def change(now: float | None, before: float | None, unit: str, since: str) -> str:
    """Return the change in words: `up 14 on a year before`; shares change by percentage points."""
    if now is None or before is None:
        return f"no figure to compare with {since}"
    difference = float(rounded(now, 1) - rounded(before, 1))
    if difference == 0:
        return f"no change on {since}"
    size = f"{rounded(abs(difference), 1)} points" if unit == PER_CENT else number(abs(difference), unit)
    return f"{'up' if difference > 0 else 'down'} {size} on {since}"


def verdict(value: float | None, target: float | None, better: Better) -> Tag | None:
    """Return `Meets target` or `Below target` in words, or nothing where no target or no direction is declared."""
    if value is None or target is None or better == "neither":
        return None
    meets = value >= target if better == "higher" else value <= target
    if meets:
        return Tag("Meets target", "good")
    return Tag("Below target" if better == "higher" else "Above target", "soon")


def plural(count: int, one: str, many: str = "") -> str:
    """Return `1 child` or `2 children`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def days_late(due: dt.date, today: dt.date) -> Tag | None:
    """Mark a due day: overdue by so many days, due today, or due soon; day N itself is in time."""
    late = (today - due).days
    if late > 0:
        return Tag(f"{plural(late, 'day')} overdue", "late")
    if late == 0:
        return Tag("Due today", "soon")
    return Tag(f"Due in {plural(-late, 'day')}", "soon" if late >= -14 else "note")


def initials_label(record_key: str) -> str:
    """Return the neutral label of a child whose number is not shown: the first characters of its record key."""
    return f"Child {record_key[:4].upper()}"


def joined(names: list[str]) -> str:
    """Return `A`, `A and B` or `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sentence_case(text: str) -> str:
    """Return the text with its first letter large and every other as it was, so that months keep theirs."""
    return text[:1].upper() + text[1:]
