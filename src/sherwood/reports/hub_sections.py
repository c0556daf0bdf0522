"""Parts of the page of the hub's demand: what drives it, the days that were, scenarios side by side, what was noticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from sherwood.forecasting.told import WHOLE, HubForecast
from sherwood.reports.charts import days_apart, heat
from sherwood.reports.document import Cell, Chart, Note, Table, TableColumn

MIDDLE, WEEKS = 3, 4
YEAR = dt.timedelta(weeks=52)


def table(caption: str, heading: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[str] = ()) -> Table:
    """Lay words out as a table; its first column and those named in `words` are no numbers."""
    columns = tuple(
        TableColumn(label, is_number=place > 0 and label not in words) for place, label in enumerate(heading)
    )
    return Table(caption, columns, tuple(tuple(Cell(each) for each in row) for row in rows))


def drivers(told: HubForecast) -> tuple[Note | Table, ...]:
    """Tell each source's last four weeks and next four against the same weeks of the year before: who drives the change."""
    found = [_against_usual(told, name) for name in told.ahead if name == WHOLE or name.startswith("source:")]
    rows = [each for each in found if each is not None]
    if not rows:
        return (Note("There is no year before to compare with yet."),)
    heading = (
        "Source",
        "Last four weeks",
        "A year before",
        "Running at",
        "Next four weeks",
        "A year before",
        "Expected at",
    )
    ordered = sorted(rows, key=lambda row: (row[0] != "All contacts", -float(row[4].replace(",", ""))))
    return (table("Against the same weeks a year before", heading, ordered),)


def _against_usual(told: HubForecast, name: str) -> tuple[str, ...] | None:
    seen, ahead = dict(told.seen[name]), told.ahead[name]
    last = [day for day, _ in told.seen[name]][-WEEKS:]
    now, before = _sum(seen, last), _sum(seen, [day - YEAR for day in last])
    coming = float(ahead.quantiles[:WEEKS, MIDDLE].sum())
    then = _sum(seen, [day - YEAR for day in ahead.days[:WEEKS]])
    if not before or not then or now is None:
        return None
    shown = "All contacts" if name == WHOLE else name.split(":", 1)[1]
    shares = (f"{100 * now / before:.0f}%", f"{100 * coming / then:.0f}%")
    return (shown, f"{now:,.0f}", f"{before:,.0f}", shares[0], f"{coming:,.0f}", f"{then:,.0f}", shares[1])


def _sum(seen: dict[dt.date, float], days: Sequence[dt.date]) -> float | None:
    values = [seen.get(day, float("nan")) for day in days]
    return None if any(np.isnan(value) for value in values) else float(sum(values))


def days_seen(told: HubForecast) -> tuple[Chart, ...]:
    """Draw the last twelve weeks day by day, with what an average weekday brings beside."""
    known = [(day, value) for day, value in told.days if not np.isnan(value)]
    if not known:
        return ()
    points = [
        {
            "week": f"{day - dt.timedelta(days=day.weekday()):%d %b}",
            "weekday": f"{day:%A}",
            "day": day.isoformat(),
            "came": round(value, 1),
        }
        for day, value in known
    ]
    weekdays = [f"{dt.date(2024, 1, 1) + dt.timedelta(days=k):%A}" for k in range(7)]
    values = {name: [value for day, value in known if f"{day:%A}" == name] for name in weekdays}
    rows = [(name, f"{np.mean(each):.1f}", f"{max(each):,.0f}") for name, each in values.items() if each]
    busiest = max((name for name in weekdays if values[name]), key=lambda name: float(np.mean(values[name])))
    behind = table("By weekday", ("Weekday", "On average", "Most"), rows)
    return (
        Chart(
            "days",
            f"{busiest} is the busiest day",
            "The darker a day, the more contacts came on it.",
            heat(points),
            behind,
        ),
    )


def side_by_side(told: HubForecast, other: HubForecast) -> tuple[Chart | Note, ...]:
    """Draw two scenarios' middles week by week, with their difference in the table."""
    if told.scenario == other.scenario:
        return (Note("Choose another scenario to compare with, or set your own: both stand here side by side."),)
    pairs = list(
        zip(told.ahead[WHOLE].days, *(one.ahead[WHOLE].quantiles[:, MIDDLE] for one in (told, other)), strict=True)
    )
    points = [
        {"day": day.isoformat(), "value": round(float(value), 1), "name": one.scenario.title}
        for day, *values in pairs
        for one, value in zip((told, other), values, strict=True)
    ]
    rows = [
        (f"{day.day} {day:%B %Y}", f"{mine:,.0f}", f"{theirs:,.0f}", f"{mine - theirs:+,.0f}")
        for day, mine, theirs in pairs
    ]
    change = sum(float(mine - theirs) for _, mine, theirs in pairs)
    words = f"{abs(change):,.0f} {'more' if change >= 0 else 'fewer'} contacts in {len(pairs)} weeks than: {other.scenario.title.lower()}"
    heading = ("Week to", told.scenario.title, other.scenario.title, "Difference")
    return (
        Chart(
            "scenarios",
            words,
            "The likeliest number of each week.",
            days_apart(points, unit="contacts a week"),
            table("Week by week", heading, rows),
        ),
    )


def worked_out(told: HubForecast) -> tuple[Note, ...]:
    """Show the arithmetic of what is assumed."""
    if not told.arithmetic:
        return (Note("Nothing is assumed: the forecast stands as it is."),)
    return (Note(told.scenario.about, points=told.arithmetic),)


def change_noticed(told: HubForecast) -> tuple[Note | Table, ...]:
    """Say that the last weeks left their range, with both forecasts beside each other."""
    if told.noticed is None:
        return ()
    rows = [
        (
            f"{day.day} {day:%B %Y}",
            *(f"{low:,.0f} to {high:,.0f}, most likely {middle:,.0f}" for low, middle, high in both),
        )
        for day, *both in zip(
            told.ahead[WHOLE].days,
            told.ahead[WHOLE].quantiles[:, [1, MIDDLE, 5]],
            told.noticed.adapting.quantiles[:, [1, MIDDLE, 5]],
            strict=True,
        )
    ]
    heading = ("Week to", "The forecast", "What adapts to the last weeks")
    return (Note(told.noticed.words()), table("Both forecasts, four times in five", heading, rows))
