"""Job: how many people the hub needs for the weeks of its forecast, and what its contacts bring with them downstream."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from sherwood.access import Permission, UnknownColumn, Viewer, require
from sherwood.access.hub_work import hub_work
from sherwood.access.kept import Kept
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.hub import HubDesk
from sherwood.forecasting import fixed
from sherwood.forecasting.own import OwnScenario
from sherwood.forecasting.staffing.downstream import Shares, followed
from sherwood.forecasting.staffing.pattern import Logged, Pattern, pattern_of
from sherwood.forecasting.staffing.staffing import shifts_told, staffed
from sherwood.forecasting.staffing.told import StaffingTold
from sherwood.forecasting.told import WHOLE, HubForecast
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.forecasts import ForecastAsked, forecast_for
from sherwood.jobs.hub_demand import MEASURE, countywide
from sherwood.jobs.issued_forecasts import current_forecast
from sherwood.measures import evaluate
from sherwood.store import Reader
from sherwood.vocabulary.calendar import WorkingCalendar

HUB = "hub"
YEAR = 365
REFERRALS, ASSESSMENTS, ENQUIRIES = "referrals_received", "assessments_started", "s47_started"
CONFERENCES, OPEN = "icpc_held", "assessments_open"


def hub_staffing(
    home: Home, authority: str, *, weeks: int, scenario: str, as_at: dt.date | None, away: float, as_user: str | None
) -> StaffingTold:
    """Advise staffing for the person at the keyboard."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    asked = ForecastAsked(weeks, scenario=scenario, as_at=as_at)
    told = current_forecast(home, authority, asked, as_user=as_user)
    return staffing_of(Reader.current(home, authority), load_catalogue(home.council), viewer, told, away=away)


_ADVISED: Kept[StaffingTold] = Kept(most=16)


def staffing_for(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, *, weeks: int, scenario: str | OwnScenario
) -> StaffingTold:
    """Advise staffing for a page, once for a build and a scenario."""

    def advise() -> StaffingTold:
        told = forecast_for(reader, catalogue, viewer, horizon=weeks, scenario=scenario, by=())
        return staffing_of(reader, catalogue, viewer, told)

    return _ADVISED.of_viewer(reader, countywide(viewer), (catalogue.content_hash, weeks, scenario), advise)


def staffing_of(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, told: HubForecast, *, away: float = 0.0
) -> StaffingTold:
    """Advise staffing for the weeks of a forecast; `away` is the share of workers absent beyond what is usual."""
    require(viewer, Permission.FORECAST_READ)
    desk = catalogue.hubs[HUB]
    pattern = _pattern(reader, viewer, desk, told.origin)
    first = told.origin + dt.timedelta(days=1)
    weeks = told.ahead[WHOLE].quantiles
    found = staffed(pattern, weeks, first, desk, WorkingCalendar().is_working_day, away)
    highest = max(
        sum(found.rota[post] for post in found.staff if post.weekday == day)
        for day in {each.weekday for each in found.staff}
    )
    chances = {"advised": found.outcome, "one_fewer": found.fewer, "one_more": found.more}
    return StaffingTold(
        origin=told.origin,
        first=first,
        weeks=len(weeks),
        scenario=told.scenario.id,
        build_id=told.build_id,
        target=desk.target,
        shifts=shifts_told(found),
        by_rating={
            each.code: {name: round(one.by_rating[each.code], 4) for name, one in chances.items()}
            for each in desk.rating
        },
        posts=round(highest / (1 - desk.leave), 1),
        followed=followed(weeks, _shares(reader, catalogue, viewer, told.origin), desk.knock_on),
        assumptions=_assumptions(desk, pattern, away),
        notes=_notes(desk, pattern),
    )


def _pattern(reader: Reader, viewer: Viewer, desk: HubDesk, last: dt.date) -> Pattern:
    first = last - dt.timedelta(weeks=fixed.PATTERN_WEEKS) + dt.timedelta(days=1)
    log = [
        Logged(each.day, each.minute, each.rating, each.work, each.children)
        for each in hub_work(reader, viewer, first, last)
    ]
    found = pattern_of(log, desk)
    if found is None:
        raise Problem(f"the hub's log holds no contact from {first} to {last}: load the feed mash_log")
    return found


def _shares(reader: Reader, catalogue: Catalogue, viewer: Viewer, last: dt.date) -> Shares:
    """Count the last year's things, each against what it follows from."""

    def counted(measure: str, *, at_end: bool = False) -> float | None:
        first = last if at_end else last - dt.timedelta(days=YEAR - 1)
        grain: Any = "day" if at_end else "year"
        try:
            series = evaluate(
                reader, catalogue, measure, countywide(viewer), date_from=first, date_to=last, grain=grain
            )
        except UnknownColumn:
            return None
        numbers = [point.numerator for point in series.rows if point.numerator is not None]
        return float(sum(numbers)) if numbers else None

    contacts, referrals, enquiries = counted(MEASURE), counted(REFERRALS), counted(ENQUIRIES)
    return Shares(
        referrals=_ratio(referrals, contacts),
        assessments=_ratio(counted(ASSESSMENTS), referrals),
        enquiries=_ratio(enquiries, referrals),
        conferences=_ratio(counted(CONFERENCES), enquiries),
        open_assessments=counted(OPEN, at_end=True),
    )


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part and whole else None


def _assumptions(desk: HubDesk, pattern: Pattern, away: float) -> dict[str, Any]:
    minutes = {
        each.code: round(float(np.mean(pattern.work[pattern.rank == place])), 1)
        for place, each in enumerate(desk.rating)
        if (pattern.rank == place).any()
    }
    return {
        "owner": desk.owner,
        "dated": max(each.date for each in desk.changed).isoformat(),
        "opens": f"{desk.opens:%H:%M}",
        "closes": f"{desk.closes:%H:%M}",
        "limits_minutes": {each.code: each.limit_minutes for each in desk.rating},
        "minutes_of_work": minutes,
        "longer_than_limit": {
            each.code: round(float(np.mean(pattern.work[pattern.rank == place] > each.limit_minutes)), 4)
            for place, each in enumerate(desk.rating)
            if (pattern.rank == place).any()
        },
        "minutes_from": "log" if pattern.has_minutes else "examples",
        "productive": desk.productive,
        "absence": desk.absence,
        "leave": desk.leave,
        "away": away,
        "children_a_contact": round(pattern.children, 3),
    }


def _notes(desk: HubDesk, pattern: Pattern) -> tuple[str, ...]:
    notes = [
        f"A shift is staffed so that {100 * desk.target:.0f}% of the contacts that reach the hub in it, and of each rating, are decided "
        "in time, averaged over the forecast's range; minutes of limits run in the hub's hours.",
        "Contacts whose work alone takes longer than their limit are left out of these shares: they are late whoever is there.",
        "One contact about several children is one piece of work.",
    ]
    urgent = [each.code for each in desk.rating if each.day_and_night]
    if urgent:
        notes.append(
            f"Outside the hub's hours the emergency duty team decides {' and '.join(urgent)} contacts: they are no part of this."
        )
    if not pattern.has_minutes:
        notes.append(
            "The log holds too few minutes of work: the examples of the catalogue stand in for them (hubs/hub)."
        )
    return tuple(notes)
