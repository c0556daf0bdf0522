"""The hub's demand by source, district, presenting need and hour of arrival, as the page tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np

from sherwood.forecasting.hub import OTHERS
from sherwood.forecasting.told import HubForecast
from sherwood.reports.charts import bars
from sherwood.reports.document import Chart, Note, Section, Table
from sherwood.reports.hub_sections import table

LOW, MIDDLE, HIGH, FOUR = 1, 3, 5, 4
NEED, HOUR = "need", "hour"
_WORDS = {NEED: "presenting need", HOUR: "hour of arrival"}
_OTHER_HOURS = "Other hours"
_THIN = f"Hours with less than a contact a week stand together as {_OTHER_HOURS.lower()}."
_ALL_THIN = "No hour of the day is expected to bring a contact a week, so hours are not told apart."


def kind_in_words(kind: str) -> str:
    """Say what parts a contact is told by."""
    return _WORDS.get(kind, kind)


def finer(told: HubForecast) -> tuple[Section, ...]:
    """Tell contacts by presenting need and by hour of arrival, where the forecast is told so."""
    found = []
    if _of(told, NEED):
        found.append(Section("By presenting need", (parts(told, NEED),)))
    if _of(told, HOUR):
        found.append(Section("By hour of arrival", _hours(told)))
    return tuple(found)


def parts(told: HubForecast, kind: str) -> Table:
    """List each part's last four weeks and its next four: hours in their order, all others the largest first."""
    rows = [_part(name, told.ahead[name].quantiles, told.seen[name]) for name in _of(told, kind)]
    ordered = rows if kind == HOUR else sorted(rows, key=lambda each: -each[0])
    words = kind_in_words(kind)
    heading = (words.capitalize(), "Last four weeks", "Next four weeks", "Next week, four times in five")
    return table(f"Contacts by {words}", heading, [row for _, row in ordered])


def _of(told: HubForecast, kind: str) -> list[str]:
    return [name for name in told.ahead if name.startswith(f"{kind}:")]


def _part(name: str, quantiles: Any, seen: Sequence[tuple[dt.date, float]]) -> tuple[float, tuple[str, ...]]:
    """Give what is expected of a part in four weeks, and its row of the table."""
    last = float(np.nansum([value for _, value in seen[-FOUR:]]))
    four = float(quantiles[:FOUR, MIDDLE].sum())
    low, middle, high = (quantiles[0, place] for place in (LOW, MIDDLE, HIGH))
    next_week = f"{low:,.0f} to {high:,.0f}, most likely {middle:,.0f}"
    return four, (_label(name), f"{last:,.0f}", f"{four:,.0f}", next_week)


def _label(name: str) -> str:
    """Name a part as the page does: the hours that stand together are no other kind of contact."""
    kind, part = name.split(":", 1)
    return _OTHER_HOURS if (kind, part) == (HOUR, OTHERS) else part


def _hours(told: HubForecast) -> tuple[Chart | Note, ...]:
    """Draw how many contacts a week each hour is expected to bring over the next four weeks."""
    weekly = {_label(name): float(told.ahead[name].quantiles[:FOUR, MIDDLE].mean()) for name in _of(told, HOUR)}
    points = [
        {"label": hour, "value": round(value, 1), "words": f"{value:,.{0 if value >= 10 else 1}f}"}
        for hour, value in weekly.items()
    ]
    known = {hour: value for hour, value in weekly.items() if hour != _OTHER_HOURS}
    if not known:
        return (Note(_ALL_THIN),)
    busiest = max(known, key=lambda hour: known[hour])
    chart = Chart(
        "hours",
        f"Most contacts are expected from {busiest}",
        "The likeliest number of contacts a week in each hour, over the next four weeks.",
        bars(points, unit="contacts a week", name="A week"),
        parts(told, HOUR),
    )
    return (chart, Note(_THIN)) if _OTHER_HOURS in weekly else (chart,)
