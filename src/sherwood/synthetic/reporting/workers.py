"""Synthetic: counts social workers and the cases they hold, from the case system's involvements."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sherwood.synthetic.reporting.columns import Columns
from sherwood.synthetic.reporting.counting import CountedYear, Figure

# Children's social work workforce census: everything as at 30 September.
_CENSUS_DAY = (9, 30)
_JOB = "Social Worker"


def cases_per_worker(year: CountedYear) -> float | None:
    """Children held at 30 September for each social worker, in whole posts, who holds any."""
    involvements, professionals = year.ssd("involvements"), year.ssd("professionals")
    if involvements is None or professionals is None:
        return None
    day = np.datetime64(dt.date(year.year.first_day.year, *_CENSUS_DAY))
    starts, ends = involvements.days("invo_involvement_start_date"), involvements.days("invo_involvement_end_date")
    held = (starts <= day) & (np.isnat(ends) | (ends > day))
    workers, children = involvements.texts("invo_professional_id")[held], involvements.texts("invo_person_id")[held]
    posts = _posts(professionals)
    cases = {(worker, child) for worker, child in zip(workers, children, strict=True) if posts.get(worker)}
    whole_posts = sum(posts[worker] for worker in {worker for worker, _ in cases})
    return len(cases) / whole_posts if whole_posts else None


def _posts(professionals: Columns) -> dict[str, float]:
    """The share of a whole post each social worker fills; 0 for whoever is none."""
    shares = professionals.numbers("prof_full_time_equivalency") * (
        professionals.texts("prof_professional_job_title") == _JOB
    )
    return dict(zip(professionals.texts("prof_professional_id"), shares.tolist(), strict=True))


FIGURES: dict[str, Figure] = {"cases_per_worker": cases_per_worker}
