"""What partners in the community hold of a small county's people, made once."""

from functools import lru_cache

import numpy as np
from tests.support.small_everyone import small_everyone

from sherwood.synthetic.community import COMMUNITY
from sherwood.synthetic.courses import load_life_courses


@lru_cache(maxsize=2)
def everyone(preset="clean"):
    return small_everyone(preset=preset)


@lru_cache(maxsize=16)
def held(feed, preset="clean", seed=4):
    """Every row the feed will deliver, and its facts."""
    return COMMUNITY[feed](everyone(preset), np.random.default_rng(seed), load_life_courses())
