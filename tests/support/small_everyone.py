"""A small county's people, made once: the known children of a made-up county among all the others."""

import datetime as dt
from functools import lru_cache

import numpy as np

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.county import _calendar
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import day_number
from sherwood.synthetic.living import live
from sherwood.synthetic.looked_after import county_of
from sherwood.synthetic.peopling import Peopling, people_the_county

FIRST, LAST = dt.date(2021, 4, 1), dt.date(2025, 3, 31)
CHILDREN = 3_000


@lru_cache(maxsize=4)
def small_everyone(seed=11, preset="clean", children=CHILDREN):
    """Everybody of a county of so many children over four years."""
    courses = load_life_courses()
    chance = Chance(courses, seed)
    calendar = _calendar(load_catalogue())
    county = county_of(chance, calendar, children, FIRST, LAST)
    lived = live(chance.apart("lives"), county, FIRST, LAST)
    around = Peopling(
        lives=lived.lives,
        children=children,
        first_day=day_number(FIRST),
        last_day=day_number(LAST),
        workers=tuple(lived.workers),
        posts=tuple(lived.posts),
        calendar=calendar,
        preset=preset,
    )
    return people_the_county(np.random.default_rng(seed), courses, around)
