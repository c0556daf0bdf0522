"""Series made for tests: small, with what real ones have — seasons, shocks, gaps, noughts."""

import datetime as dt

import numpy as np

from sherwood.forecasting import STEPS, Series

FIRST = {"D": dt.date(2023, 1, 1), "W": dt.date(2023, 1, 1), "M": dt.date(2018, 1, 1)}


def series(letter, values):
    """A series of these values at even steps."""
    told = np.array(values, dtype=float)
    return Series(tuple(STEPS[letter].after(FIRST[letter], k) for k in range(len(told))), told)


def demand(letter, length, seed=1, mean=100.0):
    """Counts about a mean with a yearly pattern, weekends low in days."""
    draw = np.random.default_rng(seed)
    days = series(letter, np.zeros(length)).days
    season = 1 + 0.2 * np.sin(np.array([day.toordinal() for day in days]) * 2 * np.pi / 365.25)
    week = np.array([0.2 if letter == "D" and day.weekday() > 4 else 1.0 for day in days])
    return draw.poisson(mean * season * week).astype(float)


def written(path, *named, columns="unique_id,ds,y"):
    """A CSV file of these series by name; a value that is not known is an empty cell."""
    rows = [
        f"{name},{day},{'' if np.isnan(value) else f'{value:g}'}"
        for name, one in named
        for day, value in zip(one.days, one.values, strict=True)
    ]
    path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return path
