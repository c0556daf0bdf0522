"""A manager's own scenario: dates and sizes as they were set, the scenario they make, and its arithmetic in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.outlook import Assumed, Change, Returning, Scenario

OWN = "own"
SCHOOLS, POLICE = "Schools", "Police"
# What a lockdown, its end and schools' return are taken to be: strength of restrictions, share of presence in school lost.
LOCKED, AFTER, REOPENED = (1.0, 0.9), (0.4, 0.1), (0.3, 0.05)
LOCKDOWN_WEEKS, HALF_IN_WEEKS = 8.0, 6.0


class Settings(NamedTuple):
    """What a manager may set; what is not set is not assumed."""

    lockdown_from: dt.date | None = None
    lockdown_weeks: float = LOCKDOWN_WEEKS
    reopen_from: dt.date | None = None
    latent_per_cent: float = 0.0
    latent_weeks: float = HALF_IN_WEEKS
    police_per_cent: float = 0.0
    police_from: dt.date | None = None
    growth_per_cent: float = 0.0

    @property
    def is_plain(self) -> bool:
        """Whether nothing is assumed."""
        return self == Settings()

    def to_text(self) -> dict[str, str]:
        """Say what is set, as an address or a kept scenario holds it."""
        plain = Settings()
        told = zip(self._fields, self, plain, strict=True)
        return {name: _text(value) for name, value, usual in told if value != usual}


class OwnScenario(NamedTuple):
    """A manager's scenario with the name it is told under."""

    title: str
    settings: Settings


_LIMITS = {
    "lockdown_weeks": (1, 52),
    "latent_per_cent": (0, 100),
    "latent_weeks": (0.5, 52),
    "police_per_cent": (-100, 500),
    "growth_per_cent": (-50, 100),
}


def _text(value: dt.date | float | None) -> str:
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def settings_of(told: Mapping[str, str]) -> Settings:
    """Read what was set; raise Problem naming what cannot be read and its remedy."""
    found: dict[str, dt.date | float] = {}
    for name in Settings._fields:
        text = told.get(name, "").strip()
        if text:
            found[name] = _day(name, text) if name.endswith("_from") else _number(name, text)
    return Settings(**found)  # type: ignore[arg-type]  # names decide the kinds, as read just above


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Problem(f"{_label(name)}: '{text}' is not a date; write it as 2026-11-30") from None


def _number(name: str, text: str) -> float:
    low, high = _LIMITS[name]
    try:
        value = float(text)
    except ValueError:
        raise Problem(f"{_label(name)}: '{text}' is not a number; write digits, such as 20") from None
    if not low <= value <= high:
        raise Problem(f"{_label(name)}: {text} is not between {low} and {high}")
    return value


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def scenario_of(settings: Settings, origin: dt.date, title: str = "Your own scenario") -> Scenario:
    """Make the scenario that is set, seen from the last day that is known."""
    returning = Returning(
        share=settings.latent_per_cent / 100,
        half_in_weeks=settings.latent_weeks,
        after_weeks=_weeks(settings.reopen_from, origin),
    )
    police = Change(source=POLICE, per_cent=settings.police_per_cent, after_weeks=_weeks(settings.police_from, origin))
    return Scenario(
        id=OWN,
        title=title,
        changed=(),
        about=" ".join(words(settings)) or "Nothing is assumed.",
        assumes=_assumed(settings, origin),
        returning=returning if settings.latent_per_cent else None,
        practice=(police,) if settings.police_per_cent else (),
        growth_per_cent_a_year=settings.growth_per_cent,
    )


def _weeks(day: dt.date | None, origin: dt.date) -> float:
    """Count the weeks between the day after the last one known and a date; a date gone by is now."""
    return 0.0 if day is None else min(max(((day - origin).days - 1) / 7, 0.0), 104.0)


def _assumed(settings: Settings, origin: dt.date) -> tuple[Assumed, ...]:
    """Lay a lockdown, its end and schools' return out in time; whatever a return finds locked down opens with it."""
    found: dict[float, tuple[float, float]] = {}
    if settings.lockdown_from:
        begins = _weeks(settings.lockdown_from, origin)
        found[begins] = LOCKED
        found[min(begins + settings.lockdown_weeks, 104.0)] = AFTER
    if settings.reopen_from:
        reopens = _weeks(settings.reopen_from, origin)
        found = {week: sizes for week, sizes in found.items() if week < reopens} | {reopens: REOPENED}
    return tuple(Assumed(after_weeks=week, level=sizes[0], school=sizes[1]) for week, sizes in sorted(found.items()))


def words(settings: Settings) -> list[str]:
    """Say what is assumed, a sentence each."""
    told = []
    if settings.lockdown_from:
        told.append(f"A lockdown from {_said(settings.lockdown_from)} for {settings.lockdown_weeks:g} weeks.")
    if settings.reopen_from:
        told.append(f"Schools reopen on {_said(settings.reopen_from)}.")
    if settings.latent_per_cent:
        told.append(
            f"Of what schools held back {settings.latent_per_cent:g}% comes, half of it within {settings.latent_weeks:g} weeks."
        )
    if settings.police_per_cent:
        more = "more" if settings.police_per_cent > 0 else "less"
        since = f" from {_said(settings.police_from)}" if settings.police_from else ""
        told.append(f"The police notify {abs(settings.police_per_cent):g}% {more}{since}.")
    if settings.growth_per_cent:
        told.append(f"All sources grow by {settings.growth_per_cent:g}% a year.")
    return told


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def arithmetic(scenario: Scenario, held_back: float) -> tuple[str, ...]:
    """Show how the scenario's numbers come about, with the numbers in them."""
    told = []
    for each in scenario.assumes:
        told.append(
            f"From week {each.after_weeks + 1:.0f}: restrictions at {each.level:g} of full strength, "
            f"{100 * each.school:.0f}% of presence in school lost. "
            "What that does to each source is learnt from how it fell and rose before; without such weeks nothing is learnt."
        )
    if scenario.growth_per_cent_a_year:
        told.append(f"Growth: every source × (1 + {scenario.growth_per_cent_a_year:g} ÷ 100) ^ (weeks ahead ÷ 52.18).")
    for change in scenario.practice:
        told.append(
            f"{change.source}: × (1 + {change.per_cent:g} ÷ 100) = {1 + change.per_cent / 100:.2f} after week {change.after_weeks:.0f}."
        )
    if scenario.returning:
        back, come = scenario.returning, scenario.returning.share * held_back
        told.append(
            f"Held back by schools while they were shut: the same weeks of earlier years less what came, {held_back:,.0f} contacts. "
            f"{100 * back.share:.0f}% of them is {come:,.0f}; in week k after week {back.after_weeks:.0f} come "
            f"{come:,.0f} × (0.5 ^ ((k − 1) ÷ {back.half_in_weeks:g}) − 0.5 ^ (k ÷ {back.half_in_weeks:g})), "
            f"{come * (1 - 0.5 ** (1 / back.half_in_weeks)):,.0f} in the first."
        )
    return tuple(told)
