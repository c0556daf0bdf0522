"""Cohorts: whether an adult is in continuous employment by the monthly answers of the benefit match, handed on as the reason why not."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

from sherwood.cohorts.asking import BENEFIT, PersonFact
from sherwood.cohorts.attached import Claim
from sherwood.definitions.shapes.programme import Employment
from sherwood.vocabulary.intervals import add_weeks

# Benefits are matched every month: a gap longer than this between two answers is a month that nobody answered for.
LONGEST_GAP_DAYS = 45
_WEEK = 7


def refusal_of_adult(rules: Sequence[Employment], claim: Claim, told: Sequence[PersonFact]) -> str | None:
    """Why one adult is not in continuous employment, or nothing.

    An answer tells of one day. Paid is every day from a yes to the next no, and from a no to the next yes: weeks without the benefit are
    those between two answers in a row that both say no, and of the days since the last answer nothing is told.
    """
    told = [each for each in told if each.fact == BENEFIT and each.start_date <= claim.claimed_on]
    paid = _paid(told)
    at_entry = max((day for day in paid if day <= claim.attached), default=None)
    if at_entry is None or not paid[at_entry]:
        return "nobody was on an out-of-work benefit when the family was attached"
    groups = {each.detail for each in told if each.start_date == at_entry and each.amount}
    rule = next((each for each in rules if groups & set(each.benefits)), None)
    if rule is None:
        return "the plan has no rule yet for the benefit the adult was on"
    return _short(rule, claim, paid)


def _paid(told: Sequence[PersonFact]) -> dict[dt.date, bool]:
    """Whether it was paid on each day answered for, in the order of days; of two answers of one day, yes if either says so."""
    found: dict[dt.date, bool] = {}
    for each in sorted(told, key=lambda each: each.start_date):
        found[each.start_date] = found.get(each.start_date, False) or bool(each.amount)
    return found


def _short(rule: Employment, claim: Claim, paid: Mapping[dt.date, bool]) -> str | None:
    """Why too few of the weeks up to the last answer were without the benefit, or nothing."""
    last = max(paid)
    if (claim.claimed_on - last).days > LONGEST_GAP_DAYS:
        return "nobody has answered of the last month"
    if (last - claim.attached).days < rule.weeks * _WEEK:
        return f"{rule.weeks} weeks have not passed from the day the family was attached to the last answer"
    since = add_weeks(last, -rule.window)
    steps = [(earlier, later) for earlier, later in itertools.pairwise(paid) if later > since]
    known = [step for step in steps if (step[1] - step[0]).days <= LONGEST_GAP_DAYS]
    off = sum((later - max(earlier, since)).days for earlier, later in known if not paid[earlier] and not paid[later])
    if off >= rule.weeks * _WEEK:
        return None
    if known != steps:
        return f"not every month of {rule.window} weeks is answered for"
    return f"an out-of-work benefit was paid in more than {rule.window - rule.weeks} of the last {rule.window} weeks"
