"""The rules of Making Data Count and the limits of individuals, one point at a time and as slowly as they are told.

Values are fractions, so that a point that lies on a line is on it, whatever a machine's arithmetic makes of tenths.
"""

import itertools
import statistics
from fractions import Fraction

FACTOR, SCREEN = Fraction("2.66"), Fraction("3.267")


def individuals(values, screen=True):
    """Centre and limits of the values that are there; ranges only between neighbours that both are."""
    there = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in itertools.pairwise(values) if a is not None and b is not None]
    mean_range = statistics.mean(ranges)
    if screen:
        kept = [each for each in ranges if each < SCREEN * mean_range]
        mean_range = statistics.mean(kept) if kept else mean_range
    centre = statistics.mean(there)
    return centre, centre - FACTOR * mean_range, centre + FACTOR * mean_range


def labels(values, centre, lower, upper, *, counts_outside):
    """The rule and the side for each value, none for common cause; gaps are stepped over."""
    places = [place for place, value in enumerate(values) if value is not None]
    y = [values[place] for place in places]
    found = dict.fromkeys(range(len(values)))
    for at, place in enumerate(places):
        found[place] = _label(y, at, centre, lower, upper, counts_outside)
    return [found[place] for place in range(len(values))]


def _label(y, at, centre, lower, upper, counts_outside):
    if y[at] > upper:
        return ("beyond_limits", "high")
    if y[at] < lower:
        return ("beyond_limits", "low")
    trends = [_trend(y[first : first + 7]) for first in range(at - 6, at + 1) if first >= 0 and first + 7 <= len(y)]
    if any(trends):
        return ("trend", [each for each in trends if each][-1])
    for side, sign in (("high", 1), ("low", -1)):
        if _two_in_three(y, at, centre, lower, upper, sign, counts_outside):
            return ("two_in_three", side)
    for side, sign in (("high", 1), ("low", -1)):
        windows = [y[first : first + 7] for first in range(at - 6, at + 1) if first >= 0 and first + 7 <= len(y)]
        if any(all((each - centre) * sign > 0 for each in window) for window in windows):
            return ("shift", side)
    return None


def _trend(window):
    if all(b > a for a, b in itertools.pairwise(window)):
        return "high"
    return "low" if all(b < a for a, b in itertools.pairwise(window)) else None


def _two_in_three(y, at, centre, lower, upper, sign, counts_outside):
    line = centre + sign * (upper - centre) * 2 / 3

    def is_far(value):
        outside = value > upper or value < lower
        return (value - line) * sign > 0 and (counts_outside or not outside)

    if not is_far(y[at]):
        return False
    for first in range(at - 2, at + 1):
        window = y[first : first + 3] if first >= 0 else []
        if len(window) == 3 and all((each - centre) * sign > 0 for each in window) and sum(map(is_far, window)) >= 2:
            return True
    return False
