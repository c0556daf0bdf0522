"""A change of regime noticed: the last weeks left the range in which they were expected, and a model that adapts says what it sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sherwood.forecasting import fixed, libraries
from sherwood.forecasting.forecast import Ahead, Series, forecast, tidy, without_gaps
from sherwood.forecasting.regimes import Outlook
from sherwood.forecasting.steps import Step


class Noticed(NamedTuple):
    """Weeks in a row outside the range of 95 %, on one side of it, and what a model that forgets quickly expects."""

    since: dt.date
    weeks: int
    is_above: bool
    adapting: Ahead

    def words(self) -> str:
        """Say what was noticed, and ask what a reader should ask."""
        side = "above" if self.is_above else "below"
        return (
            f"The last {self.weeks} weeks, from that to {self.since.day} {self.since:%B %Y} on, "
            f"lie {side} the range of 95% expected of them: "
            "something has changed. Is it demand or recording? What a model sees that reads the last weeks alone stands beside."
        )


def noticed(series: Series, step: Step, horizon: int, outlook_at: Callable[[dt.date], Outlook]) -> Noticed | None:
    """Look whether the last weeks left the range expected of them some weeks ago, by what was known then."""
    back = fixed.NOTICED_WITHIN
    if len(series.values) < 3 * back or np.isnan(series.values[: len(series.values) - back]).all():
        return None
    before = Series(series.days[:-back], series.values[:-back])
    expected = forecast(before, step, back, outlook_at(before.days[-1])).quantiles
    came = series.values[-back:]
    sides = np.where(came > expected[:, -1], 1, np.where(came < expected[:, 0], -1, 0))
    count = _in_a_row(sides)
    if count < fixed.NOTICED_WEEKS:
        return None
    return Noticed(series.days[-count], count, bool(sides[-1] > 0), adapting(series, step, horizon))


def _in_a_row(sides: np.ndarray) -> int:
    """Count the last weeks on the same side; a week not known ends the row."""
    if not sides[-1]:
        return 0
    same = sides[::-1] == sides[-1]
    return int(len(same) if same.all() else np.argmin(same))


def adapting(series: Series, step: Step, horizon: int) -> Ahead:
    """Forecast by the last values alone: the last one carried on, and a level that follows quickly."""
    values = without_gaps(series.values)[-fixed.ADAPTS_FROM :]
    told = [libraries.quantiles(name, values, horizon, step) for name in ("last_value", "level")]
    said = [each for each in told if each is not None]
    days = tuple(step.after(series.days[-1], k) for k in range(1, horizon + 1))
    if not said:
        return Ahead(days, tidy(np.full((horizon, len(fixed.QUANTILES)), values[-1])))
    return Ahead(days, tidy(np.mean(said, axis=0)))
