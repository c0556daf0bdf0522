"""Holds a paper against `sherwood measure value`: each number is the figure its place says it is, or it is told as a fault."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

NO_FIGURE = {"Too few to show", "None to count", "Not known", "Not loaded", ""}
TO_FILL_IN = "[to be filled in]"
FIGURE = r"(?:[\d,]+ of [\d,]+|\d[\d,]*(?:\.\d+)?%?(?: days)?)"
YEAR = r"\d{4}(?:[-/]\d{2})?"
SENTENCE = re.compile(
    rf"(?P<now>{FIGURE})(?: \((?P<parts>[\d,]+ of [\d,]+)\))? "
    rf"(?:in|at the end of|in the twelve months to the end of) (?P<period>the quarter|{YEAR})"
    rf"(?:, (?P<way>up|down|the same as)(?: from)? ?(?P<first>{FIGURE})? ?(?P<since>the (?:quarter|year) before|a year before)"
    rf"(?: and(?: (?P<then>up|down|the same as))?(?: from)? ?(?P<second>{FIGURE})? ?a year before)?)?"
    rf"(?:; (?P<side>above|below|the same as) (?P<area>England's|statistical neighbours') (?P<other>{FIGURE}) \((?P<year>{YEAR})\)"
    rf"(?: and(?: (?P<beyond>above|below|the same as))? statistical neighbours' (?P<near>{FIGURE}) \((?P<near_year>{YEAR})\))?)?\."
    rf"(?: The (?P<whose>council's|national) target of (?P<target>{FIGURE}) is (?P<met>met|nearly met|not met) "
    r"\((?P<colour>green|amber|red)\)\.)?(?: This is (?:within|outside) normal variation\.)?"
    rf"(?: To be read with (?P<beside>.+)\.)?(?P<asked>(?: [A-Z][a-z ,]+: {re.escape(TO_FILL_IN)}\.)*)"
)
HEADLINE = re.compile(
    r"Of (?P<judged>\d+) measures? held against a target, (?P<colours>[^.]+)\. Since the period before, (?P<moved>[^;]+); "
    r"the others stayed the same or cannot be judged\."
)
TREND = re.compile(rf"(?P<way>rose|fell) from (?P<old>{FIGURE}) in (?P<began>.+) to (?P<new>{FIGURE}) in (?P<ended>.+)")
LEVEL = re.compile(rf": (?P<new>{FIGURE}) in (?P<ended>.+), as in (?P<began>.+)")
COURSE = re.compile(
    rf"(?:Highest in (?P<at_high>.+) \((?P<high>{FIGURE})\), lowest in (?P<at_low>.+) \((?P<low>{FIGURE})\)\.|The same in every \w+\.)"
    r"(?: Too few to show in (?P<withheld>\d+) (?:quarter|year)s?\.)?"
)


@dataclass
class Told:
    """What a paper may say: its pack, and what `measure value` gives of each measure by grain and period.

    `figures` maps a measure's name and a grain to rows by period; `others` a measure's name and an area to year and value;
    `parts` a measure's name to its values by the label of a group.
    """

    pack: object
    measures: dict
    quarter: str
    figures: dict
    others: dict
    parts: dict
    about: set
    statuses: list = field(default_factory=list)
    figures_seen: int = 0


def half_up(value, places=1):
    """A value rounded as published statistics are."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def as_shown(measure, row):
    """The ways a row of `measure value` may be printed: a share of few as a count, a mean to one place, else by its unit."""
    value, whole = row["value"], row["denominator"]
    if value is None:
        return NO_FIGURE
    if measure.unit == "per cent":
        return {f"{row['numerator']:,.0f} of {whole:,.0f}"} if whole < 20 else {f"{half_up(value)}%"}
    if measure.kind in ("load", "mean"):
        return {f"{half_up(value):,}"}
    return {plain(half_up(value), measure.unit)}


def plain(value, unit):
    """A number by its unit: `22.0%`, `426 days`, `16`, `519.4`."""
    if unit == "per cent":
        return f"{half_up(value)}%"
    words = f"{int(value):,}" if value == int(value) else f"{half_up(value):,}"
    return f"{words} days" if unit == "days" else words


def colour(told, measure, indicator, row):
    """The status by the target, the leeway and the fewest cases of the pack's own words, worked out again."""
    cases = row["numerator"] if row["denominator"] is None else row["denominator"]
    if indicator.target is None or measure.better == "neither" or row["value"] is None or cases < 6:
        return "Grey"
    shown, target = half_up(row["value"]), Decimal(str(indicator.target))
    short = target - shown if measure.better == "higher" else shown - target
    leeway = 2 if measure.unit == "per cent" else abs(target) / 20
    return "Green" if short <= 0 else "Amber" if short <= leeway else "Red"
