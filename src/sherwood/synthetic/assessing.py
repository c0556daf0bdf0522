"""Synthetic: assessments, how long they take and what they find, handed on as records of a family's case."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import AssessmentRecord
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Workload

# Working Together to Safeguard Children: an assessment is done within 45 working days.
_LIMIT, _NEAR_LIMIT, _SHORTEST = 45, 38, 4
# Nine weeks: the load of the weeks in which it is written settles whether an assessment is late.
_COURSE_DAYS = 63
_NO_FACTOR, _OTHER_FACTOR = "21", "20"


class Assessing:
    """Draws the end and the findings of assessments; most end in time, many of them near the limit."""

    def __init__(self, chance: Chance, workload: Workload, workdays: Workdays) -> None:
        self._chance = chance
        self._workload = workload
        self._workdays = workdays
        self._factors = chance.courses.choices["factors"].options

    def assess(self, start: dt.date, team: str, age: int, *, is_not_in_need: bool) -> AssessmentRecord:
        """An assessment begun on a day by a team; nobody is named as its worker yet."""
        authorised = self._workdays.after(start, self._working_days(team, start))
        is_seen = not self._chance.happens("assessment_not_seen")
        factors = self._found(age, is_not_in_need=is_not_in_need)
        return AssessmentRecord(start, authorised, is_seen, is_not_in_need, factors, "", team)

    def _working_days(self, team: str, start: dt.date) -> int:
        """A late one is the later the more the team has to do."""
        chance = self._chance
        if chance.share(self._workload.late("assessment_late", team, start, _COURSE_DAYS)):
            over = chance.days("assessment_over_limit") * self._workload.load(team, start, _COURSE_DAYS)
            return _LIMIT + max(1, round(over))
        if chance.happens("assessment_near_limit"):
            return _LIMIT - min(int(chance.random.expovariate(0.4)), _LIMIT - _NEAR_LIMIT)
        return chance.random.randint(_SHORTEST, _NEAR_LIMIT)

    def _found(self, age: int, *, is_not_in_need: bool) -> tuple[str, ...]:
        """The factors of the household, each drawn by itself; none is an answer only where nothing further is done."""
        random = self._chance.random.random
        found = tuple(
            each.code for each in self._factors if random() * 100 < each.weight and each.ages[0] <= age <= each.ages[1]
        )
        return found or (_NO_FACTOR if is_not_in_need else _OTHER_FACTOR,)
