"""Synthetic: how the county's children go to school, and the feeds of schools and of the authority's education side."""

from collections.abc import Callable

import numpy as np

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.education.census import school_census
from sherwood.synthetic.education.daily import attendance_daily
from sherwood.synthetic.education.dates_and_schools import school_calendar
from sherwood.synthetic.education.notices import exclusions
from sherwood.synthetic.education.participation import neet
from sherwood.synthetic.education.plans import sen2
from sherwood.synthetic.education.virtual_school import pep_attainment
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.partner_feed import FeedTables

EDUCATION: dict[str, Callable[[Everyone, np.random.Generator, LifeCourses], FeedTables]] = {
    "school_calendar": school_calendar,
    "school_census": school_census,
    "attendance_daily": attendance_daily,
    "exclusions": exclusions,
    "sen2": sen2,
    "neet": neet,
    "pep_attainment": pep_attainment,
}

__all__ = ["EDUCATION"]
