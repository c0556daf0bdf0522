"""Questions of the pages that no measure asks: a caseload as it stands on a day, what was first heard of on one, records at fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files

from sqlglot import exp, parse_one

from sherwood.access import Facts

STANDING = ("status", "is_new", "assessment_start_date")
STANDING_DETAILS = ("due_date", "kind", "seen_date", "held_from_date", "first_initial", "last_initial")
NEWS_DETAILS = ("event_date", "kind", "detail", "detail_codelist", "taken_by")
FAULT_DIMENSIONS = ("rule", "topic", "severity", "who", "fault_key")
FAULT_DETAILS = ("rank", "fault_date", "told", "subject", "feed", "table_name", "place")


def caseload(day: dt.date) -> Facts:
    """Every child somebody is responsible for on this day, with status, last seen, next due and initials."""
    return Facts(_question("caseload").copy(), {"day": day}, STANDING, STANDING_DETAILS)


def news(day: dt.date, heard: dt.date) -> Facts:
    """What was first heard of on the day `heard`, of children somebody is responsible for on `day`."""
    return Facts(_question("news").copy(), {"day": day, "heard": heard}, (), NEWS_DETAILS)


def faults(
    day: dt.date, feeds: Collection[str], *, without: Collection[str] = (), only: Collection[str] | None = None
) -> Facts:
    """Records at fault on the day, but those `without`, or of those `only`; `feeds` are those that the viewer may use."""
    question = _question("faults").copy()
    values: dict[str, object] = {"day": day}
    return Facts(_chosen(question, question, values, feeds, without, only), values, FAULT_DIMENSIONS, FAULT_DETAILS)


def records_in_order(day: dt.date, feeds: Collection[str], *, without: Collection[str] = ()) -> Facts:
    """Every open child of the day, counted as in order unless there is a fault that must be put right, but those `without`."""
    question = _question("records_in_order").copy()
    values: dict[str, object] = {"day": day}
    (wrong,) = (each for each in question.find_all(exp.Select) if each.args["from_"].this.name == "record_fault")
    return Facts(_chosen(question, wrong, values, feeds, without, None), values)


def _chosen(
    whole: exp.Select,
    found: exp.Select,
    values: dict[str, object],
    feeds: Collection[str],
    without: Collection[str],
    only: Collection[str] | None,
) -> exp.Select:
    """Leave out what another feed says that the viewer may not use, and the faults that are not asked for."""
    other = exp.column("other_feed", table="found")
    found.where(exp.or_(other.is_(exp.null()), _one_of(other, feeds, "other", values)), copy=False)
    key = exp.column("fault_key", table="found")
    if without:
        found.where(exp.not_(_one_of(key, without, "without", values)), copy=False)
    if only is not None:
        found.where(_one_of(key, only, "only", values), copy=False)
    return whole


def _one_of(column: exp.Column, wanted: Collection[str], name: str, values: dict[str, object]) -> exp.Expr:
    """Whether a column holds one of these; every one is bound."""
    bound = {f"{name}{at}": each for at, each in enumerate(sorted(wanted))}
    values |= bound
    return (
        exp.In(this=column.copy(), expressions=[exp.Placeholder(this=each) for each in bound]) if bound else exp.false()
    )


@lru_cache
def _question(name: str) -> exp.Select:
    text = (files("sherwood.reports.questions") / f"{name}.sql").read_text(encoding="utf-8")
    question = parse_one(text, read="duckdb")
    assert isinstance(question, exp.Select)
    return question
