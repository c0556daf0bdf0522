"""Job: the hub's demand from the warehouse, forecast as a whole, by source and by district, with what a manager assumes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sherwood.access import Permission, Viewer, reference, require
from sherwood.access.hub_work import hub_work
from sherwood.access.kept import Kept
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.outlook import Scenario
from sherwood.forecasting import Ahead, Outlook, Regime, Series, Step, fixed, forecast, known, terms
from sherwood.forecasting.adding_up import added_up
from sherwood.forecasting.hub import Count, Demand, demand_of, series_of
from sherwood.forecasting.noticing import Noticed, noticed
from sherwood.forecasting.nowcast import Nowcast, nowcast_of
from sherwood.forecasting.own import OwnScenario, arithmetic, scenario_of
from sherwood.forecasting.regimes import restricted
from sherwood.forecasting.scenarios import SCHOOLS, held_back, laid_over, outlook_of
from sherwood.forecasting.steps import STEPS
from sherwood.forecasting.told import WHOLE, HubForecast
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.measures import evaluate
from sherwood.store import Reader

MEASURE = "front_door/hub_contacts_received"
AREA = "england"
PLAIN = "as_announced"
BY = {"source": "contact_source", "district": "district"}
YEARS, YEAR = 10, 366
DAYS_SHOWN = 84


def hub_forecast(
    home: Home, authority: str, *, horizon: int, letter: str, scenario: str, as_at: dt.date | None, as_user: str | None
) -> HubForecast:
    """Forecast the hub's contacts for the person at the keyboard."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    reader, catalogue = Reader.current(home, authority), load_catalogue(home.council)
    return forecast_for(reader, catalogue, viewer, horizon=horizon, letter=letter, scenario=scenario, as_at=as_at)


def seen_today(home: Home, authority: str, as_user: str | None) -> dict[str, tuple[tuple[dt.date, float], ...]]:
    """Give what came by week, by the names that forecasts use, for the person at the keyboard."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    reader, catalogue = Reader.current(home, authority), load_catalogue(home.council)
    return _seen(
        {name: demand(reader, catalogue, viewer, dimension, None) for name, dimension in BY.items()}, STEPS["W"]
    )


def forecast_for(
    reader: Reader,
    catalogue: Catalogue,
    viewer: Viewer,
    *,
    horizon: int,
    letter: str = "W",
    scenario: str | OwnScenario = PLAIN,
    as_at: dt.date | None = None,
) -> HubForecast:
    """Forecast what this viewer may count, from contacts received by `as_at` (the last day of the log by default)."""
    step = STEPS[letter]
    seen = _demands(reader, catalogue, viewer, as_at)
    demands = seen.by_dimension
    whole = series_of(demands["source"], demands["source"].whole, step)
    if len(whole.days) == 0:
        raise Problem("the hub's log holds no whole week yet: forecast by day (--freq D), or load more of it")
    assumed = (
        catalogue.scenario(scenario)
        if isinstance(scenario, str)
        else scenario_of(scenario.settings, whole.days[-1], scenario.title)
    )
    regimes = regimes_of(catalogue)
    holidays = holidays_of(reader, whole.days[0], whole.days[-1])
    announced = known(regimes, whole.days[-1], "announced")._replace(holidays=holidays)
    outlook = outlook_of(assumed, regimes, whole.days[-1])._replace(holidays=holidays)
    # Districts follow the whole: what a scenario does to schools or the police is told of sources.
    families = [_parts(demands[name], step, horizon, outlook if name == "source" else announced) for name in BY]
    ahead = forecast(whole, step, horizon, outlook)
    added = added_up(ahead.quantiles, [{name: one.quantiles for name, one in family.items()} for family in families])
    back = {
        name: held_back(series_of(demands["source"], values, step), regimes, step)
        for name, values in demands["source"].parts.items()
    }
    changed = {name: laid_over(assumed, name, each, step, back[name]) for name, each in added.families[0].items()}
    factor = _whole_of(changed) / _whole_of(added.families[0])
    final = added_up(added.whole * factor, [changed, {name: one * factor for name, one in added.families[1].items()}])
    named = {WHOLE: Ahead(ahead.days, final.whole)}
    for kind, family in zip(BY, final.families, strict=True):
        named |= {f"{kind}:{name}": Ahead(ahead.days, quantiles) for name, quantiles in family.items()}
    return HubForecast(
        origin=whole.days[-1],
        scenario=assumed,
        letter=letter,
        build_id=reader.build_id,
        catalogue_hash=catalogue.content_hash,
        ahead=named,
        seen=_seen(demands, step),
        notes=(*seen.nowcast.notes(), *_notes(demands["source"], assumed, holidays)),
        noticed=_noticed(whole, step, horizon, regimes, holidays),
        arithmetic=arithmetic(assumed, back.get(SCHOOLS, 0.0)),
        days=_days(demands["source"]),
        holidays=tuple(each for each in holidays if _is_near(each, ahead.days)),
        restricted=restricted(outlook, ahead.days[0] - dt.timedelta(days=YEAR), ahead.days[-1]),
    )


def holidays_of(reader: Reader, first: dt.date, last: dt.date) -> tuple[terms.Spell, ...]:
    """Give the school holidays about the log and the forecast: the council's own, and the common pattern where none is loaded."""
    told = terms.between(
        (row["first_date"], row["last_date"]) for row in reference(reader, "school_term", ("first_date", "last_date"))
    )
    common = terms.common(first.year - 1, last.year + 2)
    if not told:
        return common
    begins, ends = told[0][0], told[-1][1]
    return (*(each for each in common if each[1] < begins), *told, *(each for each in common if each[0] > ends))


def _noticed(
    whole: Series, step: Step, horizon: int, regimes: Sequence[Regime], holidays: tuple[terms.Spell, ...]
) -> Noticed | None:
    """Look for a change of regime in the weeks; days are too many to be looked at one by one."""
    if step.letter != "W":
        return None
    return noticed(whole, step, horizon, lambda origin: known(regimes, origin, "announced")._replace(holidays=holidays))


def _is_near(spell: terms.Spell, ahead: Sequence[dt.date]) -> bool:
    return spell[1] >= ahead[0] - dt.timedelta(days=YEAR) and spell[0] <= ahead[-1]


def _days(counted: Demand) -> tuple[tuple[dt.date, float], ...]:
    """Give the last days of the log and what came on each."""
    values = counted.whole[-DAYS_SHOWN:]
    first = counted.last - dt.timedelta(days=len(values) - 1)
    return tuple((first + dt.timedelta(days=k), float(value)) for k, value in enumerate(values))


class _Seen(NamedTuple):
    """What came by each breakdown, the last days completed."""

    by_dimension: Mapping[str, Demand]
    nowcast: Nowcast


_SEEN: Kept[_Seen] = Kept(most=16)


def _demands(reader: Reader, catalogue: Catalogue, viewer: Viewer, as_at: dt.date | None) -> _Seen:
    """Count what came, once for a build and a scope: a scenario asks the same again."""

    def count() -> _Seen:
        last = as_at or dt.date.fromisoformat(reader.manifest["data_date"])
        known_to = nowcast_of(_entered(reader, viewer, last), last)
        counted = {name: demand(reader, catalogue, viewer, dimension, as_at) for name, dimension in BY.items()}
        return _Seen({name: _completed(each, known_to) for name, each in counted.items()}, known_to)

    return _SEEN.of_viewer(reader, countywide(viewer), (catalogue.content_hash, as_at), count)


def _entered(reader: Reader, viewer: Viewer, last: dt.date) -> list[tuple[dt.date, dt.date | None]]:
    """Give the day and the first file of each contact of late."""
    first = last - dt.timedelta(weeks=fixed.PATTERN_WEEKS)
    return [(each.day, each.heard) for each in hub_work(reader, viewer, first, last)]


def _completed(counted: Demand, known_to: Nowcast) -> Demand:
    return counted._replace(
        parts={name: known_to.completed(counted.first, values) for name, values in counted.parts.items()}
    )


def countywide(viewer: Viewer) -> Viewer:
    """Let who may read forecasts count the whole county's contacts: the hub is one, and nobody is named. Raises NotAllowed."""
    require(viewer, Permission.FORECAST_READ)
    return replace(viewer, county=True)


def demand(reader: Reader, catalogue: Catalogue, viewer: Viewer, dimension: str, as_at: dt.date | None) -> Demand:
    """Count contacts a day by one breakdown, up to the last day the log holds; raise Problem where it holds none."""
    last = as_at or dt.date.fromisoformat(reader.manifest["data_date"])
    told = [_a_year(reader, catalogue, viewer, dimension, last)]
    # Further back only while there is something: a log begins once, and each year costs a question.
    while told[-1].counts and len(told) < YEARS:
        told.append(_a_year(reader, catalogue, viewer, dimension, last - dt.timedelta(days=YEAR * len(told))))
    counts = [each for year in told for each in year.counts]
    found = demand_of(counts, last)
    if found is None:
        why = " ".join(told[0].notes) or "load the feed mash_log"
        raise Problem(f"no contact with the hub is known up to {last}: {why}")
    return found


class _Told(NamedTuple):
    """What the measure answers for a year: its counts, and why there are none."""

    counts: list[Count]
    notes: tuple[str, ...]


def _a_year(reader: Reader, catalogue: Catalogue, viewer: Viewer, dimension: str, last: dt.date) -> _Told:
    """Ask for the days of the year that ends on this one; more at once is more than a measure answers."""
    first = last - dt.timedelta(days=YEAR - 1)
    series = evaluate(
        reader, catalogue, MEASURE, countywide(viewer), date_from=first, date_to=last, grain="day", by=(dimension,)
    )
    counts = [
        Count(
            dt.date.fromisoformat(point.period), series.label(dimension, point.dims[dimension]), round(point.numerator)
        )
        for point in series.rows
        if point.numerator
    ]
    return _Told(counts, series.notes)


def regimes_of(catalogue: Catalogue) -> list[Regime]:
    """Give the restrictions of the council's area, its own where it laid a file of its own over the shipped one."""
    return [Regime(row.starts, row.announced, row.level, row.school) for row in catalogue.regimes[AREA].row]


def _parts(demand: Demand, step: Step, horizon: int, outlook: Outlook) -> dict[str, Ahead]:
    return {
        name: forecast(series_of(demand, values, step), step, horizon, outlook) for name, values in demand.parts.items()
    }


def _whole_of(sources: Mapping[str, Any]) -> Any:
    """Add up the sources' middles, a row a step."""
    return sum(each[:, [3]] for each in sources.values()).clip(1e-9)


def _seen(demands: Mapping[str, Demand], step: Step) -> dict[str, tuple[tuple[dt.date, float], ...]]:
    """Give what came, by the same names as what is expected."""
    told = {WHOLE: (demands["source"], demands["source"].whole)}
    for kind, one in demands.items():
        told |= {f"{kind}:{name}": (one, values) for name, values in one.parts.items()}
    found = {}
    for name, (one, values) in told.items():
        series = series_of(one, values, step)
        found[name] = tuple(zip(series.days, series.values.tolist(), strict=True))
    return found


def _holidays_ahead(holidays: Sequence[terms.Spell], last: dt.date) -> list[str]:
    """Name the school holidays of the next quarter, for they are what a manager sees coming."""
    ahead = [each for each in holidays if each[1] > last and each[0] <= last + dt.timedelta(weeks=13)]
    return (
        [f"School holidays within these weeks: {', '.join(f'{first} to {end}' for first, end in ahead)}."]
        if ahead
        else []
    )


def _notes(demand: Demand, scenario: Scenario, holidays: Sequence[terms.Spell]) -> tuple[str, ...]:
    """Tell what was left out and what is assumed."""
    notes = [
        f"From {first} to {last} the log holds nothing: these days are not learnt from."
        for first, last in demand.outages
    ]
    if scenario.id != PLAIN:
        notes.append(f"Scenario, not a forecast: {scenario.about}")
    notes += _holidays_ahead(holidays, demand.last)
    notes.append("Middles of sources and of districts add up to the whole; ranges do not, for surprises partly cancel.")
    notes.append("Demand is not need: fewer contacts may mean that children were not seen.")
    return tuple(notes)
