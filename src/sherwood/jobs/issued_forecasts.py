"""Job: forecasts as they were issued, kept for ever with what was known then, and how good they turned out.

An issued forecast is a file of *issued*: quantiles by name and week, beside those of the last value carried on, with its origin, build and
catalogue. It is written once and never again. Scoring reads what came since from the warehouse of today.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.access import NotAllowed, Viewer
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.home import Home
from sherwood.forecasting import Ahead, Series, fixed
from sherwood.forecasting.forecast import last_value
from sherwood.forecasting.own import OwnScenario
from sherwood.forecasting.scores import Scores, scored, seasonal_scale
from sherwood.forecasting.steps import STEPS
from sherwood.forecasting.told import WHOLE, HubForecast, Record, Track
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.forecasts import PLAIN as PLAIN_SCENARIO
from sherwood.jobs.forecasts import ForecastAsked, forecast_for, hub_forecast, seen_today
from sherwood.jobs.hub_demand import BY
from sherwood.store import Reader

FOLDER = "forecasts"
OURS, PLAIN = "sherwood", "last_value"
LEVELS = [str(each) for each in fixed.QUANTILES]
FACTS = b"sherwood"
# Whether forecasts beat the last value is told once so many weeks of the whole have come.
FEWEST_WEEKS = 26


class Issued(NamedTuple):
    """One forecast as it was issued: its facts, and quantiles by method and name."""

    facts: Mapping[str, Any]
    ahead: Mapping[tuple[str, str], Ahead]


def current_forecast(home: Home, authority: str, asked: ForecastAsked, *, as_user: str | None) -> HubForecast:
    """Forecast the hub's contacts; the last value carried on stands in its place while forecasts have been worse than that."""
    told = hub_forecast(home, authority, asked, as_user=as_user)
    is_withdrawn = asked.letter == "W" and record(list(issued(home, authority)), told.seen).withdrawn
    return withdrawn(told) if is_withdrawn else told


def forecast_and_record(
    home: Home, reader: Reader, catalogue: Catalogue, viewer: Viewer, scenario: str | OwnScenario
) -> tuple[HubForecast, Record]:
    """Forecast 13 weeks for a page, and tell how those issued turned out by what this viewer may count."""
    told = forecast_for(reader, catalogue, viewer, horizon=13, scenario=scenario, by=tuple(BY))
    kept = record(list(issued(home, viewer.authority)), told.seen)
    return withdrawn(told) if kept.withdrawn else told, kept


def withdrawn(told: HubForecast) -> HubForecast:
    """Put the last value carried on in the place of a forecast, and say so."""
    plain = {name: _plain(told, name) for name in told.ahead}
    note = "The model's forecasts are withdrawn: those issued were worse than the last week's number carried on, which stands here."
    return told._replace(ahead=plain, notes=(note, *told.notes))


def issue_forecast(home: Home, authority: str, *, as_at: dt.date | None, as_user: str | None) -> Path:
    """Forecast 13 weeks of what is announced and keep it among what was issued."""
    if not viewer_at_keyboard(home, authority, as_user).county:
        raise NotAllowed("Forecasts are issued for the whole county: name an account that answers for all of it.")
    told = hub_forecast(home, authority, ForecastAsked(13, as_at=as_at), as_user=as_user)
    return issue(home, authority, told)


def track_record(home: Home, authority: str, *, as_user: str | None) -> Record:
    """Tell how issued forecasts turned out, by what the warehouse knows today."""
    told = seen_today(home, authority, as_user)
    return record(list(issued(home, authority)), told)


def issue(home: Home, authority: str, told: HubForecast) -> Path:
    """Keep a forecast as it stands today; one of the same origin, step, scenario and build is kept already and left as it is."""
    folder = home.issued(authority) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    scenario = told.scenario.id.replace("/", ".")
    path = folder / f"{told.origin}-{told.letter}-{scenario}-{told.build_id}.parquet"
    if path.exists():
        return path
    with tempfile.TemporaryDirectory(dir=folder) as beside:
        whole = Path(beside) / path.name
        pq.write_table(_table(told), whole)
        whole.chmod(0o400)
        # A link never takes the place of what is there, and never shows half a file.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(whole)
    return path


def _table(told: HubForecast) -> pa.Table:
    """Lay a forecast out: a row a name, method and step."""
    rows = []
    for name, ahead in told.ahead.items():
        for method, one in ((OURS, ahead), (PLAIN, _plain(told, name))):
            for day, quantiles in zip(one.days, one.quantiles.tolist(), strict=True):
                rows.append(
                    {"unique_id": name, "method": method, "ds": day, **dict(zip(LEVELS, quantiles, strict=True))}
                )
    facts = {
        "origin": told.origin.isoformat(),
        "freq": told.letter,
        "scenario": told.scenario.id,
        "build": told.build_id,
        "catalogue_hash": told.catalogue_hash,
        "constants_fixed_on": fixed.FIXED_ON,
        "issued_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    return pa.Table.from_pylist(rows).replace_schema_metadata({FACTS: json.dumps(facts).encode()})


def _plain(told: HubForecast, name: str) -> Ahead:
    """Carry the last value of one name on."""
    days, values = zip(*told.seen[name], strict=True)
    return last_value(Series(days, np.array(values)), STEPS[told.letter], len(told.ahead[name].days))


def issued(home: Home, authority: str) -> Iterator[Issued]:
    """Yield every forecast issued, the earliest first."""
    for path in sorted((home.issued(authority) / FOLDER).glob("*.parquet")):
        table = pq.read_table(path)
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in table.to_pylist():
            groups.setdefault((row["method"], row["unique_id"]), []).append(row)
        yield Issued(
            json.loads(table.schema.metadata[FACTS]),
            {
                key: Ahead(tuple(row["ds"] for row in rows), np.array([[row[each] for each in LEVELS] for row in rows]))
                for key, rows in groups.items()
            },
        )


def record(kept: Sequence[Issued], seen: Mapping[str, tuple[tuple[dt.date, float], ...]]) -> Record:
    """Score the weekly forecasts of what was announced against what has come since, by name and weeks ahead."""
    weekly = [each for each in kept if each.facts["freq"] == "W" and each.facts["scenario"] == PLAIN_SCENARIO]
    tracks = []
    for name, values in seen.items():
        ours, plain = (_scores(weekly, method, name, dict(values)) for method in (OURS, PLAIN))
        scale = _scale(values)
        for label, low, high in (("1-4", 1, 4), ("5-13", 5, 13), ("all", 1, 10**6)):
            chosen = [place for place, (ahead, _) in enumerate(ours) if low <= ahead <= high]
            if chosen:
                tracks.append(_track(name, label, [ours[k][1] for k in chosen], [plain[k][1] for k in chosen], scale))
    whole = next((each for each in tracks if each.name == WHOLE and each.ahead == "all"), None)
    worse = whole is not None and whole.weeks >= FEWEST_WEEKS and whole.wis > whole.wis_of_last_value
    return Record(len(weekly), tuple(tracks), worse)


def _scores(kept: Sequence[Issued], method: str, name: str, came: Mapping[dt.date, float]) -> list[tuple[int, Scores]]:
    """Score each step that has come: how many weeks ahead it was, and its scores."""
    found = []
    for each in kept:
        ahead = each.ahead.get((method, name))
        for place, day in enumerate(ahead.days if ahead else ()):
            value = came.get(day, float("nan"))
            if ahead and not np.isnan(value):
                found.append((place + 1, scored(ahead.quantiles[[place]], np.array([value]))))
    return found


def _scale(values: Sequence[tuple[dt.date, float]]) -> float | None:
    """Give the yardstick of errors: how far off the same week of the year before is; nothing under two years."""
    series = np.array([value for _, value in values])
    return seasonal_scale(series, 52) if len(series) >= 104 else None


def _track(name: str, label: str, ours: Sequence[Scores], plain: Sequence[Scores], scale: float | None) -> Track:
    def mean(of: str, scores: Sequence[Scores]) -> float:
        return round(float(np.mean([getattr(each, of)[0] for each in scores])), 4)

    return Track(
        name=name,
        ahead=label,
        weeks=len(ours),
        mase=round(mean("error", ours) / scale, 4) if scale else None,
        wis=mean("interval", ours),
        wis_of_last_value=mean("interval", plain),
        held_80=mean("held_80", ours),
        held_95=mean("held_95", ours),
    )
