"""A hub and its log, made for tests: so many contacts a weekday, with ratings and minutes of work."""

import datetime as dt

import numpy as np

from sherwood.definitions.catalogue import load_catalogue
from sherwood.forecasting.staffing.pattern import Logged

DESK = load_catalogue().hubs["hub"]
MONDAY = dt.date(2026, 3, 2)
RATINGS = ("red", "amber", "green", "blue")


def is_weekday(day):
    return day.weekday() < 5


def log(a_day, weeks=26, seed=1, last=MONDAY - dt.timedelta(days=1), minutes=45.0, monday=1.3):
    """Contacts a weekday as they come by chance, more on Mondays, a few at weekends; work of an hour or so."""
    draw = np.random.default_rng(seed)
    told = []
    for back in range(weeks * 7 - 1, -1, -1):
        day = last - dt.timedelta(days=back)
        mean = a_day * (monday if day.weekday() == 0 else 1.0 if day.weekday() < 5 else 0.2)
        for _ in range(draw.poisson(mean)):
            rating = RATINGS[draw.choice(4, p=[0.05, 0.3, 0.45, 0.2])]
            told.append(Logged(day, int(draw.integers(8 * 60, 19 * 60)), rating, float(draw.exponential(minutes)), 1))
    return told


def weeks(a_day, count=13, spread=0.05, monday=1.3):
    """A forecast of so many contacts a week, steady, with a narrow range."""
    mean = a_day * (4 + monday + 0.4)
    return np.outer(np.full(count, mean), 1 + spread * np.array([-2, -1.3, -0.7, 0, 0.7, 1.3, 2]))
