"""Synthetic: what is paid for each placement, with every provider's rise on 1 April."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import FeedTables
from sherwood.synthetic.people import Placement
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of
from sherwood.synthetic.registers.of_care import care_register

FEED = "placement_finance"
_PRICES_OF = 2020
_OWN = "PR1"
# Kinds of placement by their codes, with the rate of the authority's own and of those it buys.
_PRICES = (
    (("K1", "K2", "R", "S"), "weekly_home_in_house", "weekly_home_bought"),
    (("K3", "H5", "P2", "Z1"), "weekly_supported_in_house", "weekly_supported_bought"),
    (("U", "A"), "weekly_foster_in_house", "weekly_foster_bought"),
)
_SUPPLIERS = 40
_ONE_DAY = dt.timedelta(days=1)
_TYPES = {
    "purchase_number": pa.string(),
    "person_number": pa.string(),
    "forename": pa.string(),
    "surname": pa.string(),
    "birth_date": pa.date32(),
    "supplier": pa.string(),
    "placement_type": pa.string(),
    "start_date": pa.date32(),
    "end_date": pa.date32(),
    "weekly_cost": pa.float64(),
}


def placement_finance(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """A purchase for each placement that costs money and each year it lasts, within the county's years.

    A place is kept and paid for while its child is away for a while.
    """
    draw = Draw(generator, courses)
    held = care_register(everyone, FEED, draw)
    entries: list[Entry] = []
    number = 0
    for each in held.periods:
        identity = held.identity(each.record, "forename", "surname", "birth_date")
        for placement in each.period.lasting_placements:
            for purchase in _purchases(draw, placement, everyone):
                number += 1
                entry = {"purchase_number": f"PO{number:06d}", **identity, **purchase}
                entries += _versions(entry, draw)
    return FeedTables(FEED, {"purchases": table_of(entries, _TYPES)}, (held.registered,))


def _versions(entry: Entry, draw: Draw) -> Iterator[Entry]:
    """A purchase is raised some days after the placement began, and its end is filled in when it has come."""
    raised = day_number(entry["start_date"]) + int(draw.generator.integers(0, 15))
    ended = NEVER if entry["end_date"] is None else day_number(entry["end_date"])
    return as_it_grew(entry, min(raised, ended), {"end_date": ended})


def _purchases(draw: Draw, placement: Placement, everyone: Everyone) -> Iterator[Entry]:
    """One purchase for each financial year of the placement, at the price of that year; none for what costs nothing."""
    price = _price(draw, placement)
    first, last = day_number(placement.start_date), day_number(placement.end_date)
    if price is None or last <= everyone.first_day or first > everyone.last_day:
        return
    supplier = _supplier(draw, placement)
    starts = [placement.start_date, *_first_of_april(placement.start_date, min(last, everyone.last_day))]
    for start, following in pairwise([*starts, None]):
        assert start is not None
        end = following - _ONE_DAY if following else (date_of(last - 1) if last <= everyone.last_day else None)
        if end is None or end >= start:
            rise = (1 + draw.rate("price_rise_a_year")) ** (_financial_year(start) - _PRICES_OF)
            yield {
                "supplier": supplier,
                "placement_type": placement.placement_type,
                "start_date": start,
                "end_date": end,
                "weekly_cost": round(price * rise, 2),
            }


def _first_of_april(after: dt.date, until: int) -> Iterator[dt.date]:
    for year in range(after.year, date_of(until).year + 1):
        if after < (day := dt.date(year, 4, 1)) and day_number(day) < until:
            yield day


def _financial_year(day: dt.date) -> int:
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def _price(draw: Draw, placement: Placement) -> float | None:
    """Pounds a week at the prices of 2020; none for a child placed at home or otherwise without a price."""
    rates = next(
        (own_and_bought for codes, *own_and_bought in _PRICES if placement.placement_type.startswith(codes)), None
    )
    if rates is None:
        return None
    usual = draw.rate(rates[0] if placement.provider == _OWN else rates[1])
    return usual * math.exp(draw.rate("price_spread") * draw.generator.standard_normal())


def _supplier(draw: Draw, placement: Placement) -> str:
    if placement.provider == _OWN:
        return "Sherwood County Council (made up)"
    return f"Provider {int(draw.generator.integers(1, _SUPPLIERS + 1)):02d}"
