"""A made-up hub to the minute, of any size: who wrote when, how it was rated, what work it was: the truth of staffing."""

import datetime as dt

import numpy as np
from tests.rooms.synthetic.senders import rhythm, write

from sherwood.forecasting.staffing.pattern import Logged
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.drawing import Draw

POLICE, SCHOOLS = "6", ("2A", "2B")
REFERRED = 0.3


def minute_log(seed, a_day, first, last):
    """Contacts as they truly came, one a family: what senders write in the county of this seed, as its hub's log is drawn."""
    draw = Draw(np.random.default_rng(seed), load_life_courses())
    written = write(rhythm(seed), first, last, a_day)
    told = [
        (day, source) for (day, source), count in sorted(written.items()) for _ in range(count) if first <= day <= last
    ]
    count = len(told)
    sources = np.array([source for _, source in told], dtype=object)
    referred = draw.generator.random(count) < REFERRED
    hours = draw.pick("hub_hour_other", count).astype(int)
    hours = np.where(sources == POLICE, draw.pick("hub_hour_police", count).astype(int), hours)
    hours = np.where(np.isin(sources, SCHOOLS), draw.pick("hub_hour_school", count).astype(int), hours)
    minutes = hours * 60 + draw.generator.integers(0, 60, count)
    ratings = np.where(referred, draw.pick("hub_rating_referral", count), draw.pick("hub_rating_other", count))
    work = np.where(referred, draw.days("hub_minutes_referral", count), draw.days("hub_minutes_other", count))
    return [
        Logged(day, int(minute), str(rating), float(minutes_of_work), 1)
        for (day, _), minute, rating, minutes_of_work in zip(told, minutes, ratings, work, strict=True)
    ]


def weekly(log, first, weeks):
    """Contacts in each of so many weeks from a Monday."""
    counts = np.zeros(weeks)
    for each in log:
        place = (each.day - first).days // 7
        if 0 <= place < weeks:
            counts[place] += 1
    return counts


def between(log, first, last):
    return [each for each in log if first <= each.day <= last]


def week(count):
    return dt.timedelta(weeks=count)
