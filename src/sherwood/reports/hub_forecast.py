"""The page of the hub's demand: what to expect, how sure, from whom, what if, and how good earlier forecasts were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from sherwood.forecasting.told import WHOLE, HubForecast, Record, Track
from sherwood.reports import hub_parts, hub_sections
from sherwood.reports.charts import fan
from sherwood.reports.document import (
    Chart,
    Choice,
    Document,
    Figure,
    KeyFigures,
    Note,
    Section,
    Table,
)

LOW, MIDDLE, HIGH = 1, 3, 5
WEEKS_SHOWN = 52
# Below so many contacts a week a percentage says more than it knows.
FEW = 20
PLAIN = "as_announced"
WIDE = "Four weeks in five are expected to lie in the darker band, nineteen in twenty in the lighter one."
STRICT = " Restrictions on meeting are orange, the darker the stricter."
CAVEATS = (
    "Contacts are counted one a child; a family of three is one piece of the hub's work.",
    "Why contacts rise or fall is not told by a forecast.",
)


def hub_document(
    told: HubForecast,
    record: Record,
    scenarios: Mapping[str, str],
    *,
    data_line: str,
    scope_line: str,
    other: HubForecast | None = None,
    asked: str = "",
    compared: str = PLAIN,
) -> Document:
    """Arrange a forecast as a page: the next week in the title, then the fan, sources, scenarios and the track record.

    `asked` is the scenario's name in the address where that is not its own, `other` the forecast of the one it is compared with.
    """
    noticed = hub_sections.change_noticed(told)
    beside = hub_sections.side_by_side(told, other or told)
    return Document(
        id="hub-forecast",
        title=headline(told),
        question="How many contacts will come to the hub, and how sure is that?",
        data_line=data_line,
        scope_line=scope_line,
        choices=(
            Choice("scenario", "Scenario", tuple(scenarios.items()), asked or told.scenario.id),
            Choice("compare", "Compare with", tuple(scenarios.items()), compared),
        ),
        filters={"scenario": asked or told.scenario.id, "compare": compared},
        sections=(
            Section("The weeks ahead", (_figures(told), _fan(told))),
            *((Section("A change was noticed", noticed),) if noticed else ()),
            Section("What drives it", hub_sections.drivers(told)),
            Section("By source", (hub_parts.parts(told, "source"),)),
            Section("By district", (hub_parts.parts(told, "district"),)),
            *hub_parts.finer(told),
            Section("The days that were", hub_sections.days_seen(told)),
            Section("Scenarios side by side", (*beside, *hub_sections.worked_out(told))),
            Section("How good earlier forecasts were", _record(record)),
            Section("What to know", (Note("", points=(*told.notes, *CAVEATS)),)),
        ),
        area="front_door",
    )


def headline(told: HubForecast) -> str:
    """Say next week's contacts in one sentence, against the same week of the year before where there is one."""
    ahead = told.ahead[WHOLE]
    low, middle, high = (round(float(ahead.quantiles[0, place])) for place in (LOW, MIDDLE, HIGH))
    before = dict(told.seen[WHOLE]).get(ahead.days[0] - dt.timedelta(weeks=52))
    begins = "Expect" if told.scenario.name == PLAIN else f"{_scenario(told.scenario.title)}: expect"
    sentence = f"{begins} {low:,} to {high:,} contacts in the week to {_day(ahead.days[0])}, most likely {middle:,}"
    if not before or np.isnan(before):
        return f"{sentence}."
    if before < FEW:
        return f"{sentence}; in that week a year before {before:,.0f} came."
    change = round(100 * (middle / before - 1))
    than = "as many as" if change == 0 else f"{abs(change)}% {'more' if change > 0 else 'fewer'} than"
    return f"{sentence}: {than} in that week a year before."


def _scenario(title: str) -> str:
    return title if "scenario" in title.lower() else f"{title} (a scenario)"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _figures(told: HubForecast) -> KeyFigures:
    """Give the next four weeks and the quarter in numbers."""
    middles = told.ahead[WHOLE].quantiles[:, MIDDLE]
    last = [value for _, value in told.seen[WHOLE]][-4:]
    known = [value for value in last if not np.isnan(value)]
    return KeyFigures(
        (
            Figure("Last four weeks", f"{sum(known):,.0f}", f"to {_day(told.origin)}"),
            Figure("Next four weeks", f"{middles[:4].sum():,.0f}", "most likely"),
            Figure(
                f"Next {len(middles)} weeks", f"{middles.sum():,.0f}", f"most likely, {told.scenario.title.lower()}"
            ),
        )
    )


def _fan(told: HubForecast) -> Chart:
    """Draw the year that was and the weeks ahead with their ranges."""
    ahead = told.ahead[WHOLE]
    seen = [
        {"day": day.isoformat(), "came": value} for day, value in told.seen[WHOLE][-WEEKS_SHOWN:] if not np.isnan(value)
    ]
    names = ("low95", "low80", "low50", "middle", "high50", "high80", "high95")
    coming = [
        {"day": day.isoformat(), **dict(zip(names, row, strict=True))}
        for day, row in zip(ahead.days, ahead.quantiles.tolist(), strict=True)
    ]
    rows = [
        (day, *(f"{row[place]:,.0f}" for place in (0, LOW, MIDDLE, HIGH, 6)))
        for day, row in zip(map(_day, ahead.days), ahead.quantiles.tolist(), strict=True)
    ]
    table = hub_sections.table(
        "Contacts a week", ("Week to", "95% from", "80% from", "Most likely", "80% to", "95% to"), rows
    )
    begun = told.seen[WHOLE][-WEEKS_SHOWN:][0][0]
    shaded = [
        {"first": max(first, begun).isoformat(), "last": min(last, ahead.days[-1]).isoformat()}
        for first, last in told.holidays
        if last > begun and first < ahead.days[-1]
    ]
    strict = [
        {"first": max(each.first, begun).isoformat(), "last": each.last.isoformat(), "level": each.level}
        for each in told.restricted
        if each.last > begun
    ]
    way = _way(ahead.quantiles[:, MIDDLE])
    return Chart(
        "fan",
        f"Contacts a week are expected to {way} over the next {len(rows)} weeks",
        WIDE + (" School holidays are grey." if shaded else "") + (STRICT if strict else ""),
        fan(seen, coming, shaded, strict),
        table,
    )


def _way(middles: Any) -> str:
    """Say whether the weeks ahead rise, fall or stay, by their first and last third."""
    third = max(len(middles) // 3, 1)
    first, last = float(np.mean(middles[:third])), float(np.mean(middles[-third:]))
    change = last / first - 1 if first else 0.0
    return (
        "stay about level" if abs(change) < 0.05 else f"{'rise' if change > 0 else 'fall'} by {abs(100 * change):.0f}%"
    )


def _record(record: Record) -> tuple[Note | Table, ...]:
    """Tell how often the ranges held, and how forecasts compare with the last week carried on."""
    whole = [each for each in record.tracks if each.ahead == "all"]
    if not whole:
        return (
            Note(
                "No issued forecast has come to its weeks yet: `sherwood forecast issue` keeps one each time it runs."
            ),
        )
    county = next(each for each in whole if each.name == WHOLE)
    better = round(100 * (1 - county.wis / county.wis_of_last_value)) if county.wis_of_last_value else 0
    words = (
        f"better than the last week carried on by {better}%"
        if better > 0
        else "no better than the last week carried on"
    )
    told = f"Of {county.weeks} weeks forecast, {county.weeks * county.held_80:.0f} fell in the range of 80%; {words}."
    rows = [(_named(each.name), str(each.weeks), *_track(each)) for each in whole]
    heading = (
        "Forecast of",
        "Weeks scored",
        "80% held",
        "95% held",
        "Score, lower is better",
        "Last week carried on",
    )
    return (Note(told), hub_sections.table("Forecasts issued and what came", heading, rows))


def _named(name: str) -> str:
    """Name the whole, or a part with its kind, as a person would."""
    kind, _, part = name.partition(":")
    return f"{part} ({hub_parts.kind_in_words(kind)})" if part else "All contacts"


def _track(each: Track) -> tuple[str, ...]:
    held = (f"{100 * share:.0f}%" for share in (each.held_80, each.held_95))
    return (*held, f"{each.wis:.1f}", f"{each.wis_of_last_value:.1f}")
