"""Questions of the pages that no measure asks: a caseload as it stands on a day, and what was first heard of on one."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.resources import files

from sqlglot import exp, parse_one

from sherwood.access import Facts

STANDING = ("status", "is_new", "assessment_start_date")
STANDING_DETAILS = ("due_date", "kind", "seen_date", "held_from_date", "first_initial", "last_initial")
NEWS_DETAILS = ("event_date", "kind", "detail", "detail_codelist", "taken_by")


def caseload(day: dt.date) -> Facts:
    """Every child somebody is responsible for on this day, with status, last seen, next due and initials."""
    return Facts(_question("caseload").copy(), {"day": day}, STANDING, STANDING_DETAILS)


def news(day: dt.date, heard: dt.date) -> Facts:
    """What was first heard of on the day `heard`, of children somebody is responsible for on `day`."""
    return Facts(_question("news").copy(), {"day": day, "heard": heard}, (), NEWS_DETAILS)


@lru_cache
def _question(name: str) -> exp.Select:
    text = (files("sherwood.reports.questions") / f"{name}.sql").read_text(encoding="utf-8")
    question = parse_one(text, read="duckdb")
    assert isinstance(question, exp.Select)
    return question
