"""Measures: which breakdowns and filters a measure has, and the message for one that it has not."""

from __future__ import annotations

from collections.abc import Iterable

from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.measure import Measure
from sherwood.vocabulary.spellings import nearest

ALWAYS = ("worker", "team", "service")


class UnknownChoice(Problem):
    """A breakdown or filter that the measure does not have; the message lists those it has."""


def check_choices(measure: Measure, names: Iterable[str]) -> None:
    """Go on only if every name is one of the measure's breakdowns, which are its filters too; raises UnknownChoice.

    Worker, team and service are known of every row, so they can always be asked for.
    """
    allowed = tuple(dict.fromkeys((*measure.breakdowns, *ALWAYS)))
    for name in names:
        if name not in allowed:
            near = nearest(name, allowed)
            hint = f" Did you mean '{near}'?" if near else ""
            known = ", ".join(allowed)
            raise UnknownChoice(
                f"'{measure.name}' cannot be broken down or filtered by '{name}'.{hint} It has: {known}."
            )
