"""Synthetic: the yearly answers on health (OC2) and on care leavers (OC3), handed on as cells named as in the feed."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.people import Child, birthday
from sherwood.vocabulary.intervals import add_months

Cells = dict[str, str]
_SDQ_AGES, _HIGHEST_SDQ = range(4, 17), 40
_CONVICTION_AGE, _SUBSTANCE_AGE, _SCHOOL_AGE = 10, 10, 5
_LEAVER_AGES, _STILL_YOUNG = range(17, 22), range(17, 19)
# What is answered of a care leaver once and never again.
LEAVER_DIED = "DIED"
_NOT_A_LEAVER = frozenset({"E11", "E12", "E3", "E15", "E2"})


def is_looked_after_a_year(child: Child, day: dt.date) -> bool:
    """Whether the child has been looked after for twelve months without a break on this day, short breaks apart."""
    period = child.period_on(day)
    return (
        period is not None
        and not period.is_short_break
        and add_months(period.start_date, 12) <= day + dt.timedelta(days=1)
    )


def health(chance: Chance, child: Child, year_end: dt.date) -> Cells:
    """The health answers of one child at the end of a year."""
    age = child.age_on(year_end)
    cells = {
        "convicted": _yes(chance, "convicted") if age >= _CONVICTION_AGE else "",
        "health_check": _yes(chance, "development_check") if age < _SCHOOL_AGE else "",
        "immunisations": _yes(chance, "immunisations"),
        "teeth_check": _yes(chance, "dental"),
        "health_assessment": _yes(chance, "health_assessment"),
    }
    return cells | _sdq(chance, age) | _substance(chance, age)


def _yes(chance: Chance, rate: str) -> str:
    return "1" if chance.happens(rate) else "0"


def _sdq(chance: Chance, age: int) -> Cells:
    if age < _SDQ_AGES.start:
        return {"sdq_score": "", "sdq_reason": ""}
    if age not in _SDQ_AGES:
        return {"sdq_score": "", "sdq_reason": "SDQ1"}
    if not chance.happens("sdq_returned"):
        return {"sdq_score": "", "sdq_reason": chance.pick("sdq_reason")}
    rates = chance.courses.rates
    score = round(chance.random.gauss(rates["sdq_mean"], rates["sdq_spread"]))
    return {"sdq_score": str(min(max(score, 0), _HIGHEST_SDQ)), "sdq_reason": ""}


def _substance(chance: Chance, age: int) -> Cells:
    if age < _SUBSTANCE_AGE or not chance.happens("substance_misuse"):
        return {"substance_misuse": "0", "intervention_received": "", "intervention_offered": ""}
    is_received = chance.happens("substance_received")
    offered = "" if is_received else _yes(chance, "substance_offered")
    return {
        "substance_misuse": "1",
        "intervention_received": "1" if is_received else "0",
        "intervention_offered": offered,
    }


def leaver_birthday(chance: Chance, child: Child, first: dt.date, last: dt.date) -> int | None:
    """The birthday from 17 to 21 that a care leaver reaches between two days; none for anybody else.

    A care leaver was looked after for 13 weeks since the age of 14, some of it after 16, and is not looked after now.
    """
    for age in _LEAVER_AGES:
        day = birthday(child.birth_date, age)
        if first <= day <= last and is_care_leaver(chance, child, day) and not _left_on(child, day, age):
            return age
    return None


def _left_on(child: Child, day: dt.date, age: int) -> bool:
    """Whether a young person of 17 or 18 left care on the birthday itself: the return asks of those who had left before."""
    return age in _STILL_YOUNG and any(period.end_date == day for period in child.periods)


def left_again(child: Child, age: int, last: dt.date) -> bool:
    """Whether a care leaver of 17 or 18 came back after the birthday and left once more by a year's last day: nothing is asked of them."""
    day = birthday(child.birth_date, age)
    return age in _STILL_YOUNG and any(day <= period.start_date and period.end_date <= last for period in child.periods)


def is_care_leaver(chance: Chance, child: Child, day: dt.date) -> bool:
    """Whether the young person left care before this day after the time in care that earns leaving care services."""
    sixteenth, fourteenth = birthday(child.birth_date, 16), birthday(child.birth_date, 14)
    spells = [period for period in child.periods if not period.is_short_break and period.start_date < day]
    if not spells or spells[-1].end_date > day or spells[-1].reason_ceased in _NOT_A_LEAVER:
        return False
    days = sum(max((each.end_date - max(each.start_date, fourteenth)).days, 0) for each in spells)
    return spells[-1].end_date > sixteenth and days >= chance.courses.rates["days_in_care_to_qualify"]


def leaving_care(chance: Chance, age: int) -> Cells:
    """What is known of a care leaver at this birthday; nothing more where the council is not in touch."""
    in_touch = chance.pick("in_touch")
    if in_touch != "YES":
        return {"in_touch": in_touch, "activ": "0", "accom": "0"}
    return {"in_touch": in_touch, "activ": chance.pick("activity", age), "accom": chance.pick("accommodation", age)}
