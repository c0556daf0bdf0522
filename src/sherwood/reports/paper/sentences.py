"""Papers: sentences drafted from figures by rule; each holds no number that does not stand in a figure beside it."""

from __future__ import annotations

from dataclasses import dataclass

from sherwood.definitions.shapes.measure import Load, Mean, Rate
from sherwood.definitions.shapes.pack import Indicator
from sherwood.measures import Point
from sherwood.reports.paper.facts import ENGLAND, NEIGHBOURS, Fact, Published, of_area
from sherwood.reports.words import PER_CENT, TOO_FEW, number, rounded

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
    value = rounded(point.value, 1)
    return f"{value:,}" if isinstance(fact.measure, Load | Mean) else number(float(value), fact.measure.unit)


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
        return Sentence(f"{fact.measure.title}: {nothing(fact)}.", fact)
    text = [f"{fact.measure.title}: {figure_words(fact)} {when(fact)}{_changes(fact)}{_others(fact)}."]
    if fact.status != "Grey":
        text.append(f"{against_target(fact)}.")
    if fact.variation:
        text.append(f"This is {fact.variation} normal variation.")
    return Sentence(" ".join(text), fact)


def figure_words(fact: Fact) -> str:
    """Return the figure of the period with what a share is of."""
    figure, parts = shown(fact, fact.now), out_of(fact.now)
    is_share = parts and parts != figure and fact.measure.unit == PER_CENT
    return f"{figure} ({parts})" if is_share else figure


def when(fact: Fact) -> str:
    """Return of which days a figure is: of the quarter, of its last day, of the year, or of the twelve months to its end."""
    measure, is_of_quarter = fact.measure, fact.indicator.reporting == "quarterly"
    period = "the quarter" if is_of_quarter else fact.now.period if fact.now else ""
    if isinstance(measure, Rate) and measure.date and measure.over == "rolling_year":
        return f"in the twelve months to the end of {period}"
    return f"at the end of {period}" if measure.is_at_a_date else f"in {period}"


def nothing(fact: Fact) -> str:
    """Return why a measure has no figure."""
    if fact.missing:
        return f"no figure, because the files that hold it are not loaded ({fact.missing.rstrip('.')})"
    if fact.now is None:
        return "reported yearly, after the last quarter"
    return "too few to show without identifying a child" if fact.now.suppressed else "there were none to count"


def _changes(fact: Fact) -> str:
    """Return how it stands to the period before and to the same quarter a year before; what went one way is told once."""
    period = "the quarter before" if fact.indicator.reporting == "quarterly" else "the year before"
    told = [_change(fact, fact.before, period), _change(fact, fact.year_before, "a year before")]
    parts = [part for part in told if part]
    if len(parts) == 2 and parts[0][0] == parts[1][0]:
        parts[1] = ("", parts[1][1])
    return f", {' and '.join(' '.join(filter(None, part)) for part in parts)}" if parts else ""


def _change(fact: Fact, earlier: Point | None, since: str) -> tuple[str, str] | None:
    """Return which way it went and from what; nothing where either figure is missing."""
    if earlier is None or earlier.value is None or fact.now is None or fact.now.value is None:
        return None
    now, then = rounded(fact.now.value, 1), rounded(earlier.value, 1)
    if now == then:
        return "the same as", since
    return "up" if now > then else "down", f"from {shown(fact, earlier)} {since}"


def _others(fact: Fact) -> str:
    """Return on which side of England and of the neighbours it lies, in one clause where it is the same side."""
    found = (("England's", of_area(fact, ENGLAND)), ("statistical neighbours'", of_area(fact, NEIGHBOURS)))
    told = [(_side(fact, each), f"{whose} {published_words(fact, each)}") for whose, each in found if each is not None]
    if len(told) == 2 and told[0][0] == told[1][0]:
        told[1] = ("", told[1][1])
    return f"; {' and '.join(' '.join(filter(None, each)) for each in told)}" if told else ""


def _side(fact: Fact, each: Published) -> str:
    now, other = rounded((fact.now.value or 0) if fact.now else 0, 1), rounded(each.value, 1)
    return "the same as" if now == other else "above" if now > other else "below"


def against_target(fact: Fact) -> str:
    """Return whose target it is and whether it is met, with the colour in a word."""
    target = number(fact.indicator.target, fact.measure.unit)
    whose = "council's" if fact.indicator.target_of == "local" else "national"
    ends = {"Green": "is met (green)", "Amber": "is nearly met (amber)", "Red": "is not met (red)"}
    return f"The {whose} target of {target} {ends[fact.status]}"
