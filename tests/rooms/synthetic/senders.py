"""What a county's senders write day by day, asked of the rhythm alone: many contacts, quickly, without the families behind them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from tests.rooms.synthetic.known import calendar

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.pandemic import CountyPandemic
from sherwood.synthetic.plantings import NOTHING, Plantings
from sherwood.synthetic.rhythm import Rhythm
from sherwood.synthetic.workdays import Workdays

Written = Counter[tuple[dt.date, str]]
GROUPS = {
    "schools": ("2A", "2B"),
    "police": ("6",),
    "health": ("3A", "3B", "3C", "3D", "3E", "3F"),
    "individuals": ("1A", "1B", "1C", "1D", "9"),
}


@lru_cache(maxsize=1)
def workdays() -> Workdays:
    return Workdays(calendar(), dt.date(2013, 1, 1), dt.date(2028, 12, 31))


@cache
def drawn_pandemic(seed: int) -> CountyPandemic:
    """The pandemic of a county, to be asked only what was drawn: it is shared between tests."""
    return pandemic(seed)


def pandemic(seed: int) -> CountyPandemic:
    return CountyPandemic(Chance(load_life_courses(), seed).apart("pandemic"))


def rhythm(seed: int, plantings: Plantings = NOTHING) -> Rhythm:
    return Rhythm(Chance(load_life_courses(), seed), workdays(), pandemic(seed), plantings)


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]


def write(of: Rhythm, first: dt.date, last: dt.date, a_day: int, district: str = "") -> Written:
    """Contacts by day and source when as many things happen on every day."""
    found: Written = Counter()
    for day in days(first, last):
        for _ in range(a_day):
            source = of.source(day)
            comes = of.comes(source, of.day_for(source, day, district), district)
            if comes:
                found[comes.day, source] += 1
    found.update((each.day, each.source) for each in of.added)
    return found


def count(written: Written, group: str, wanted: Callable[[dt.date], bool]) -> int:
    """Contacts of a group of sources ("all" of them) on the days wanted."""
    return sum(
        number
        for (day, source), number in written.items()
        if wanted(day) and (group == "all" or source in GROUPS[group])
    )


def a_day(written: Written, group: str, on: Iterable[dt.date]) -> float:
    """Contacts of a group on an average one of the days."""
    wanted = set(on)
    return count(written, group, wanted.__contains__) / len(wanted)
