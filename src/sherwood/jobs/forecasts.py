"""Job: the hub's demand from the warehouse, forecast as a whole and by the parts asked for, with what a manager assumes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sherwood.access import Viewer, reference
from sherwood.access.kept import Kept
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.outlook import Scenario
from sherwood.forecasting import Ahead, Outlook, Regime, Series, Step, fixed, forecast, known, terms
from sherwood.forecasting.adding_up import AddedUp, added_up, following
from sherwood.forecasting.hub import Demand, series_of
from sherwood.forecasting.noticing import Noticed, noticed
from sherwood.forecasting.own import OwnScenario, arithmetic, scenario_of
from sherwood.forecasting.regimes import restricted
from sherwood.forecasting.scenarios import SCHOOLS, held_back, laid_over, outlook_of
from sherwood.forecasting.steps import STEPS
from sherwood.forecasting.told import WHOLE, HubForecast
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.hub_demand import DISTRICT, SOURCE, Counted, counted, countywide, demand, seen
from sherwood.jobs.hub_memory import remembering
from sherwood.store import Reader

Matrix = NDArray[np.float64]
AREA = "england"
PLAIN = "as_announced"
# What a forecast is told by unless something else is asked for.
USUAL_BY = (SOURCE, DISTRICT)
YEAR = 366
DAYS_SHOWN = 84


class ForecastAsked(NamedTuple):
    """What a forecast is asked for, as `forecast_for` takes it."""

    horizon: int
    letter: str = "W"
    scenario: str = PLAIN
    as_at: dt.date | None = None
    by: Sequence[str] = USUAL_BY


def hub_forecast(home: Home, authority: str, asked: ForecastAsked, *, as_user: str | None) -> HubForecast:
    """Forecast the hub's contacts for the person at the keyboard."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    reader, catalogue = Reader.current(home, authority), load_catalogue(home.council)
    with remembering(home, authority):
        return forecast_for(reader, catalogue, viewer, **asked._asdict())


def seen_today(home: Home, authority: str, as_user: str | None) -> dict[str, tuple[tuple[dt.date, float], ...]]:
    """Give what came by week, by the names that forecasts use, for the person at the keyboard."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    reader, catalogue = Reader.current(home, authority), load_catalogue(home.council)
    return seen({name: demand(reader, catalogue, viewer, name, None) for name in USUAL_BY}, STEPS["W"])


class _Known(NamedTuple):
    """What a forecast is made from: contacts counted, the whole as a series, restrictions and school holidays."""

    told: Counted
    whole: Series
    step: Step
    regimes: Sequence[Regime]
    holidays: tuple[terms.Spell, ...]

    @property
    def origin(self) -> dt.date:
        return self.whole.days[-1]

    @property
    def sources(self) -> Demand:
        return self.told.by[SOURCE]

    def announced(self, origin: dt.date) -> Outlook:
        """Give what is announced by a day, with the school holidays."""
        return known(self.regimes, origin, "announced")._replace(holidays=self.holidays)

    def held_back(self) -> dict[str, float]:
        """Give what each source held back while schools were shut."""
        return {
            name: held_back(series_of(self.sources, values, self.step), self.regimes, self.step)
            for name, values in self.sources.parts.items()
        }


def forecast_for(
    reader: Reader,
    catalogue: Catalogue,
    viewer: Viewer,
    *,
    horizon: int,
    letter: str = "W",
    scenario: str | OwnScenario = PLAIN,
    as_at: dt.date | None = None,
    by: Sequence[str] = USUAL_BY,
) -> HubForecast:
    """Forecast what this viewer may count, from contacts received by `as_at` (the last day of the log by default).

    It is told by each of `by` (see hub_demand.BY); the whole is the same whatever it is told by.
    """
    others = [name for name in dict.fromkeys(by) if name != SOURCE]
    what = _known(reader, catalogue, counted(reader, catalogue, viewer, (SOURCE, *others), as_at), STEPS[letter])
    assumed = _scenario(catalogue, scenario, what.origin)
    outlook = outlook_of(assumed, what.regimes, what.origin)._replace(holidays=what.holidays)
    ahead = forecast(what.whole, what.step, horizon, outlook)
    families = {SOURCE: _parts(what.sources, what.step, horizon, outlook)}
    for name in others:
        question = (catalogue.content_hash, what.origin, letter, horizon, name)
        families[name] = _PARTS.of_viewer(
            reader, countywide(viewer), question, partial(_followers, what, name, horizon)
        )
    back = what.held_back()
    final = _laid_over(assumed, ahead.quantiles, families, what.step, back)
    named = {WHOLE: Ahead(ahead.days, final.whole)}
    for kind, family in zip(families, final.families, strict=True):
        if kind in by:
            named |= {f"{kind}:{name}": Ahead(ahead.days, quantiles) for name, quantiles in family.items()}
    return HubForecast(
        origin=what.origin,
        scenario=assumed,
        letter=letter,
        build_id=reader.build_id,
        catalogue_hash=catalogue.content_hash,
        ahead=named,
        seen=seen(what.told.by, what.step),
        notes=(*what.told.nowcast.notes(), *_notes(what.sources, assumed, what.holidays)),
        noticed=_noticed(what, horizon),
        arithmetic=arithmetic(assumed, back.get(SCHOOLS, 0.0)),
        days=_days(what.sources),
        holidays=tuple(each for each in what.holidays if _is_near(each, ahead.days)),
        restricted=restricted(outlook, ahead.days[0] - dt.timedelta(days=YEAR), ahead.days[-1]),
    )


_PARTS: Kept[dict[str, Ahead]] = Kept(most=64)


def _followers(what: _Known, name: str, horizon: int) -> dict[str, Ahead]:
    """Forecast parts by what is announced: they follow the whole, for what a scenario does to schools or the police is told of sources."""
    return _parts(what.told.by[name], what.step, horizon, what.announced(what.origin))


def _known(reader: Reader, catalogue: Catalogue, told: Counted, step: Step) -> _Known:
    """Lay out what is known; raise Problem where the log is too short."""
    whole = series_of(told.by[SOURCE], told.by[SOURCE].whole, step)
    if len(whole.days) == 0:
        raise Problem("the hub's log holds no whole week yet: forecast by day (--freq D), or load more of it")
    return _Known(told, whole, step, regimes_of(catalogue), holidays_of(reader, whole.days[0], whole.days[-1]))


def _scenario(catalogue: Catalogue, scenario: str | OwnScenario, origin: dt.date) -> Scenario:
    if isinstance(scenario, str):
        return catalogue.scenario(scenario)
    return scenario_of(scenario.settings, origin, scenario.title)


def _laid_over(
    assumed: Scenario, whole: Matrix, families: Mapping[str, Mapping[str, Ahead]], step: Step, back: Mapping[str, float]
) -> AddedUp:
    """Add the parts up, lay the scenario's sizes over sources, and let the whole and all other parts follow."""
    told = [{name: one.quantiles for name, one in family.items()} for family in families.values()]
    added = added_up(whole, told, fixed.HUB_RANGE if step.letter == "W" else 1.0)
    sources, *others = added.families
    changed = {name: laid_over(assumed, name, each, step, back[name]) for name, each in sources.items()}
    factor = _whole_of(changed) / _whole_of(sources)
    return following(added.whole * factor, [changed, *others])


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


def _noticed(what: _Known, horizon: int) -> Noticed | None:
    """Look for a change of regime in the weeks; days are too many to be looked at one by one."""
    if what.step.letter != "W":
        return None
    return noticed(what.whole, what.step, horizon, what.announced)


def _is_near(spell: terms.Spell, ahead: Sequence[dt.date]) -> bool:
    return spell[1] >= ahead[0] - dt.timedelta(days=YEAR) and spell[0] <= ahead[-1]


def _days(counted: Demand) -> tuple[tuple[dt.date, float], ...]:
    """Give the last days of the log and what came on each."""
    values = counted.whole[-DAYS_SHOWN:]
    first = counted.last - dt.timedelta(days=len(values) - 1)
    return tuple((first + dt.timedelta(days=k), float(value)) for k, value in enumerate(values))


def regimes_of(catalogue: Catalogue) -> list[Regime]:
    """Give the restrictions of the council's area, its own where it laid a file of its own over the shipped one."""
    return [Regime(row.starts, row.announced, row.level, row.school) for row in catalogue.regimes[AREA].row]


def _parts(demand: Demand, step: Step, horizon: int, outlook: Outlook) -> dict[str, Ahead]:
    return {
        name: forecast(series_of(demand, values, step), step, horizon, outlook) for name, values in demand.parts.items()
    }


def _whole_of(sources: Mapping[str, Matrix]) -> Matrix:
    """Add up the sources' middles, a row a step."""
    together: Matrix = np.sum([each[:, [fixed.MEDIAN]] for each in sources.values()], axis=0)
    return together.clip(1e-9)


def _holidays_ahead(holidays: Sequence[terms.Spell], last: dt.date) -> list[str]:
    """Name the school holidays of the next quarter, for they are what a manager sees coming."""
    ahead = [each for each in holidays if each[1] > last and each[0] <= last + dt.timedelta(weeks=13)]
    named = ", ".join(" to ".join(f"{day.day} {day:%B %Y}" for day in each) for each in ahead)
    return [f"School holidays within these weeks: {named}."] if ahead else []


def _notes(demand: Demand, scenario: Scenario, holidays: Sequence[terms.Spell]) -> tuple[str, ...]:
    """Tell what was left out and what is assumed."""
    notes = [
        f"From {first} to {last} the log holds nothing: these days are not learnt from."
        for first, last in demand.outages
    ]
    if scenario.id != PLAIN:
        notes.append(f"Scenario, not a forecast: {scenario.about}")
    notes += _holidays_ahead(holidays, demand.last)
    notes.append(
        "Middles of the parts of each breakdown add up to the whole; ranges do not, for surprises partly cancel."
    )
    notes.append("Demand is not need: fewer contacts may mean that children were not seen.")
    return tuple(notes)
