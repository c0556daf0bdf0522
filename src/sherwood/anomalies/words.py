"""Anomalies: findings as sentences anybody can read: what, how much, against what, since when."""

from __future__ import annotations

from sherwood.anomalies.gathering import AUTHORITY
from sherwood.anomalies.outages import Gap
from sherwood.anomalies.scanning import Finding

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_in_words(label: str) -> str:
    """`2026-10` as October 2026."""
    return f"{_MONTHS[int(label[5:7]) - 1]} {label[:4]}"


def amount(value: float, unit: str) -> str:
    """A value with its unit, as a person would say it."""
    if unit == "per cent":
        return f"{value:.0f} per cent" if abs(value) >= 10 else f"{value:.1f} per cent"
    number = f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:,.1f}"
    return f"{number} {unit}"


def sentence(finding: Finding) -> str:
    """One sentence: never a cause, never a rank, and good or bad only where the measure says which is better."""
    measure = finding.watched.measure
    where = "" if finding.watched.level == AUTHORITY else f" ({finding.watched.label})"
    move = "rose to" if finding.now > finding.usual else "fell to"
    last, first = finding.months[-1].label, finding.months[0].label
    when = (
        f"in {month_in_words(last)}"
        if first == last
        else f"over {len(finding.months)} months to {month_in_words(last)}"
    )
    each = " a month" if not measure.is_at_a_date and measure.kind == "flow" else ""
    usual = amount(finding.usual, measure.unit)
    against = f"it stood at {usual}" if finding.watched.detector.differences else f"before it was usually about {usual}"
    close = {"improvement": " Worth finding out what worked.", "concern": " Worth a conversation."}.get(
        finding.meaning, ""
    )
    return f"{measure.title}{where} {move} {amount(finding.now, measure.unit)}{each} {when}; {against}.{close}"


def gap_sentence(title: str, gap: Gap) -> str:
    """What a gap in the records is, and that it is no change in the service."""
    first, last = (f"{day.day} {month_in_words(day.isoformat())}" for day in (gap.first_day, gap.last_day))
    days = f"from {first} to {last}"
    after = "no day after it is known yet" if gap.is_at_the_end else "the days before and after are as usual"
    beside = f" {gap.elsewhere[0]} in these days: {gap.elsewhere[1]:,}." if gap.elsewhere else ""
    return (
        f"{title}: {gap.found:,} records are there {days}, where about {gap.expected:,.0f} would be usual; {after}.{beside} "
        "This looks like records that were not entered, not like a change in the service."
    )


# Beyond this a number of years would be a number of the arithmetic.
ONCE_IN_A_THOUSAND_YEARS = 1 / 12_000
NO_RECORDS = "There are no records at all of these months, so they may not have come yet."
IN_A_GAP = "Records are missing in these months, so this may be no change in the service."


def how_sure(p: float) -> str:
    """How often such a thing happens by chance, in words."""
    if p <= ONCE_IN_A_THOUSAND_YEARS:
        return "by chance hardly ever"
    months = 1 / p
    return (
        f"by chance about once in {months:,.0f} months"
        if months < 12
        else f"by chance about once in {months / 12:,.0f} years"
    )
