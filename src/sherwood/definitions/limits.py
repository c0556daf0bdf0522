"""Definitions: the limits in force: those of the catalogue with the council's own numbers for the standards that are local."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import SETTINGS_FILE, Council
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.reading import suggestion
from sherwood.definitions.shapes.timescale import Limit, Timescale


class LimitInForce(NamedTuple):
    """One version of a step of a timescale, and the number that counts in this council."""

    timescale: str
    limit: Limit
    number: int


def limits_in_force(catalogue: Catalogue, council: Council) -> Iterator[LimitInForce]:
    """Yield every version of every step; raise CatalogueError where the council's numbers are for what no council may set."""
    if problems := list(problems_of_limits(catalogue, council)):
        raise CatalogueError(problems)
    for timescale in catalogue.timescales.values():
        own = council.limits.get(timescale.name, {})
        for limit in timescale.in_force:
            yield LimitInForce(timescale.name, limit, own.get(limit.step, limit.limit))


def require_sound_settings(catalogue: Catalogue, council: Council) -> None:
    """Go on only with settings a warehouse can be built with; raises CatalogueError naming file, key and remedy."""
    problems = [
        *problems_of_limits(catalogue, council),
        *_problems_of_calendar(catalogue, council),
        *_unknown_feeds(catalogue, council),
    ]
    if problems:
        raise CatalogueError(problems)


def _problems_of_calendar(catalogue: Catalogue, council: Council) -> Iterator[str]:
    name = council.calendar
    if name not in catalogue.calendars:
        near = suggestion(name, catalogue.calendars)
        yield (
            f"{SETTINGS_FILE}: calendar = '{name}', but there is no such calendar{near}: write council/calendars/{name}.toml,"
            f" or choose one of {', '.join(catalogue.calendars)}"
        )


def _unknown_feeds(catalogue: Catalogue, council: Council) -> Iterator[str]:
    for name in council.late_after_days:
        if name not in catalogue.feeds:
            yield f"{SETTINGS_FILE}: late_after_days names feed '{name}', which nobody reads{suggestion(name, catalogue.feeds)}"


def problems_of_limits(catalogue: Catalogue, council: Council) -> Iterator[str]:
    """Yield a line for each number given for a timescale or step that is not there, or that the law sets."""
    for name, steps in council.limits.items():
        timescale = catalogue.timescales.get(name)
        if timescale is None:
            near = suggestion(name, _local(catalogue))
            yield f"{SETTINGS_FILE}: [limits] names timescale '{name}', which is not in the catalogue{near}"
        elif not timescale.is_local:
            local = ", ".join(_local(catalogue))
            yield f"{SETTINGS_FILE}: [limits] gives a number for '{name}', which the law sets; a council may set {local}"
        else:
            yield from _unknown_steps(timescale, steps)


def _unknown_steps(timescale: Timescale, steps: dict[str, int]) -> Iterator[str]:
    known = dict.fromkeys(limit.step for limit in timescale.in_force)
    for step in steps:
        if step not in known:
            near = suggestion(step, known)
            yield f"{SETTINGS_FILE}: [limits] {timescale.name} has no step '{step}'{near}: it has {', '.join(known)}"


def _local(catalogue: Catalogue) -> list[str]:
    return [each.name for each in catalogue.timescales.values() if each.is_local]
