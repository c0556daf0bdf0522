"""Job: the scenarios a manager may choose, set and keep, and the forecast page they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sherwood.access import Viewer
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.forecasting.own import OWN, OwnScenario, Settings, settings_of
from sherwood.forecasting.told import HubForecast, Record
from sherwood.jobs.forecasts import PLAIN, forecast_for
from sherwood.jobs.hub_memory import remembering
from sherwood.jobs.issued_forecasts import forecast_and_record
from sherwood.store import Reader

KEPT = "kept-"


class Offered(NamedTuple):
    """What may be chosen, by its name in the address, and what was set by hand."""

    titles: Mapping[str, str]
    kept: Mapping[str, OwnScenario]
    settings: Settings

    def of(self, name: str) -> str | OwnScenario:
        """Give the scenario of this name; raise Problem where there is none."""
        if name == OWN:
            return OwnScenario("Your own scenario", self.settings)
        if name in self.kept:
            return self.kept[name]
        if name not in self.titles:
            raise Problem(f"there is no scenario '{name}': choose one of the list")
        return name


def offered(catalogue: Catalogue, query: Mapping[str, str]) -> Offered:
    """Offer the catalogue's scenarios, those kept in the office, and what the address sets; raise Problem for what cannot be read."""
    from sherwood.office import scenarios

    kept = {
        f"{KEPT}{each.number}": OwnScenario(f"{each.title} ({each.by}, {each.at:%d %b %Y})", settings_of(each.settings))
        for each in scenarios.kept()
    }
    settings = settings_of(query)
    titles = {name: each.title for name, each in catalogue.forecasts.items()}
    titles |= {name: each.title for name, each in kept.items()}
    return Offered(titles if settings.is_plain else titles | {OWN: "Your own scenario"}, kept, settings)


class ForecastPage(NamedTuple):
    """What the page of the hub's demand shows."""

    told: HubForecast
    record: Record
    other: HubForecast


def forecast_page(
    home: Home, reader: Reader, catalogue: Catalogue, viewer: Viewer, choices: Offered, asked: str, compared: str
) -> ForecastPage:
    """Forecast 13 weeks in the scenario asked for, beside the one it is compared with."""
    with remembering(home, viewer.authority):
        told, record = forecast_and_record(home, reader, catalogue, viewer, choices.of(asked or PLAIN))
        other = forecast_for(reader, catalogue, viewer, horizon=13, scenario=choices.of(compared or PLAIN), by=())
    return ForecastPage(told, record, other)


def keep_scenario(account_id: str, title: str, settings: Settings) -> str:
    """Keep what was set under a name, and give its name in the address; raise ValueError where it cannot be kept."""
    from sherwood.office import scenarios

    if settings.is_plain:
        raise ValueError("Nothing is set: there is nothing to keep.")
    return f"{KEPT}{scenarios.keep(account_id, title, settings.to_text())}"
