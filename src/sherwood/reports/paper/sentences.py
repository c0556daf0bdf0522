"""Papers: sentences drafted from figures by rule; each holds no number that does not stand in a figure beside it."""

from __future__ import annotations

from dataclasses import dataclass

from sherwood.definitions.shapes.pack import Indicator
from sherwood.measures import Point
from sherwood.reports.paper.facts import ENGLAND, NEIGHBOURS, Fact, Published, of_area
from sherwood.reports.sentences import period_words
from sherwood.reports.words import PER_CENT, TOO_FEW, number, rounded
from sherwood.vocabulary.periods import Grain, parse

FEWEST_FOR_A_SHARE = 20
WHOSE = {"local": "L", "national": "N", "": ""}


@dataclass(frozen=True)
class Sentence:
    """A sentence and the figure it rests on."""

    text: str
    fact: Fact


def shown(fact: Fact, point: Point | None) -> str:
    """Return a figure as the paper shows it: a share of few as a count, a withheld one in words, a missing one as nothing."""
    if point is None:
        return ""
    if point.suppressed:
        return TOO_FEW
    if point.value is None:
        return "None to count" if point.denominator == 0 else "Not known"
    if fact.measure.unit == PER_CENT and point.denominator is not None and point.denominator < FEWEST_FOR_A_SHARE:
        return out_of(point)
    return number(float(rounded(point.value, 1)), fact.measure.unit)


def out_of(point: Point | None) -> str:
    """Return what a share is of, such as `12 of 61`; nothing for a count."""
    if point is None or point.denominator is None or point.numerator is None:
        return ""
    return f"{point.numerator:,.0f} of {point.denominator:,.0f}"


def target_words(fact: Fact) -> str:
    """Return the target with the letter that says whose it is."""
    indicator: Indicator = fact.indicator
    if indicator.target is None:
        return "None set"
    return f"{number(indicator.target, fact.measure.unit)} {WHOSE[indicator.target_of]}"


def published_words(fact: Fact, each: Published | None) -> str:
    """Return a published figure with its year."""
    return "" if each is None else f"{number(each.value, fact.measure.unit)} ({each.year})"


def sentence(fact: Fact) -> Sentence:
    """Return what happened to a measure: value, period, change, comparators, target, and whether chance would do."""
    now = fact.now
    if now is None or now.value is None:
        return Sentence(f"{fact.measure.title}: {_nothing(fact)}.", fact)
    grain: Grain = "quarter" if fact.indicator.reporting == "quarterly" else "year"
    figure, parts = shown(fact, now), out_of(now)
    beside = f" ({parts})" if parts and parts != figure and fact.measure.unit == PER_CENT else ""
    at = _when(fact, parse(now.period, grain).last_day.strftime("%B %Y"), period_words(now.period, grain))
    text = [f"{fact.measure.title}: {figure}{beside} {at}{_changes(fact)}{_others(fact)}."]
    if fact.status != "Grey":
        text.append(f"{_against_target(fact)}.")
    if fact.is_usual:
        text.append("That is within what the quarters before varied by themselves.")
    return Sentence(" ".join(text), fact)


def _when(fact: Fact, month: str, period: str) -> str:
    return f"at the end of {month}" if fact.measure.is_at_a_date else f"in {period}"


def _nothing(fact: Fact) -> str:
    if fact.missing:
        return f"no figure, because the files that hold it are not loaded ({fact.missing.rstrip('.')})"
    if fact.now is None:
        return "told once a year, after the last quarter"
    return "too few to show without giving a child away" if fact.now.suppressed else "nothing to count"


def _changes(fact: Fact) -> str:
    """Return how it stands to the period before and to the same quarter a year before."""
    period = "the quarter" if fact.indicator.reporting == "quarterly" else "the year"
    parts = [_change(fact, fact.before, f"{period} before")]
    if fact.year_before is not None:
        parts.append(_change(fact, fact.year_before, "the same quarter a year before"))
    told = [part for part in parts if part]
    return f", {' and '.join(told)}" if told else ""


def _change(fact: Fact, earlier: Point | None, since: str) -> str:
    if earlier is None or earlier.value is None or fact.now is None or fact.now.value is None:
        return ""
    now, then = rounded(fact.now.value, 1), rounded(earlier.value, 1)
    if now == then:
        return f"the same as in {since}"
    return f"{'up' if now > then else 'down'} from {shown(fact, earlier)} in {since}"


def _others(fact: Fact) -> str:
    found = [("England", of_area(fact, ENGLAND)), ("statistical neighbours", of_area(fact, NEIGHBOURS))]
    told = [_beside(fact, name, each) for name, each in found if each is not None]
    return f"; {' and '.join(told)}" if told else ""


def _beside(fact: Fact, name: str, each: Published) -> str:
    now = rounded((fact.now.value or 0) if fact.now else 0, 1)
    other = rounded(each.value, 1)
    side = "the same as" if now == other else "above" if now > other else "below"
    return (
        f"{side} {name}'s {published_words(fact, each)}"
        if name == "England"
        else f"{side} the average of {name}, {published_words(fact, each)}"
    )


def _against_target(fact: Fact) -> str:
    target = number(fact.indicator.target, fact.measure.unit)
    whose = "council's" if fact.indicator.target_of == "local" else "national"
    ends = {"Green": "is met (green)", "Amber": "is nearly met (amber)", "Red": "is not met (red)"}
    return f"The {whose} target of {target} {ends[fact.status]}"
