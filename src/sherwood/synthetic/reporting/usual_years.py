"""Synthetic: what the checks of shapes share: the case system's tables, and the county's years before the pandemic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from sherwood.synthetic.reporting.columns import Columns, Days
from sherwood.synthetic.reporting.county_files import CountyFiles

ShapeCheck = Callable[[CountyFiles], float | None]
_LAST_USUAL_YEAR = "2019-20"


def ssd(files: CountyFiles, table: str) -> Columns | None:
    """A table of the newest drop of the Standard Safeguarding Dataset."""
    return files.newest("ssd", f"ssd_{table}")


def in_usual_years(files: CountyFiles, days: Days) -> npt.NDArray[Any]:
    """Which days lie in the county's complete years up to the pandemic, or in all of them where none does."""
    usual = [year for year in files.complete_years if year.label <= _LAST_USUAL_YEAR] or files.complete_years
    if not usual:
        return np.zeros(len(days), dtype=bool)
    return np.asarray((days >= np.datetime64(usual[0].first_day)) & (days <= np.datetime64(usual[-1].last_day)))
