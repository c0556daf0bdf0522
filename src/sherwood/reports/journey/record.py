"""Journey: what is read of a child to tell the journey, and small questions asked of those rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sherwood.definitions.council import FOR_EVER

Row = dict[str, Any]
Record = Mapping[str, list[Row]]

WANTED: Mapping[str, tuple[str, ...]] = {
    "person": (
        "source_id",
        "birth_date",
        "expected_birth_date",
        "death_date",
        "is_unborn",
        "sex",
        "ethnicity",
        "is_uasc",
        "is_disabled",
        "district",
        "forename",
        "surname",
        "sources",
    ),
    "restriction": ("reason", "from_date"),
    "event": ("event_date", "kind", "detail", "detail_codelist", "feed", "source_row", "first_received_date"),
    "task": ("due_date", "kind", "clock_date", "done_date", "until_date"),
    "early_help": ("start_date", "end_date", "organisation"),
    "child_in_need": ("start_date", "end_date", "primary_need"),
    "assessment": ("start_date", "until_date", "authorised_date", "law_due_date"),
    "child_in_need_plan": ("start_date", "end_date"),
    "child_protection_plan": ("start_date", "end_date", "latest_category"),
    "period_of_care": ("start_date", "until_date", "reason_ceased", "is_short_break"),
    "placement": ("start_date", "until_date", "placement_type", "placement_provider"),
    "legal_status": ("start_date", "until_date", "legal_status"),
    "missing": ("start_date", "until_date", "missing_type"),
    "allocation": ("start_date", "through_date", "worker_id", "team_id"),
    "care_leaver_now": ("eligibility", "personal_adviser"),
}


def open_on(rows: Iterable[Row], ends: str, day: dt.date) -> Row | None:
    """Return the row open on a day: begun, and not ended (the last day of an allocation still counts)."""
    last_day_counts = ends == "through_date"
    for row in rows:
        if row["start_date"] <= day and (row[ends] > day or (last_day_counts and row[ends] == day)):
            return row
    return None


def waiting(record: Record, day: dt.date) -> list[Row]:
    """Return what is still to be done for the child on the day, the first due first."""
    return [
        row
        for row in record["task"]
        if row["due_date"] is not None and row["clock_date"] <= day < min(row["done_date"], row["until_date"])
    ]


def was_late(record: Record) -> dict[tuple[str, dt.date], bool]:
    """Tell for each thing done, by kind and day, whether its last day in time was over."""
    done: dict[tuple[str, dt.date], bool] = {}
    for row in record["task"]:
        if row["done_date"] < FOR_EVER and row["due_date"] is not None:
            key = (TOLD_AS.get(str(row["kind"]), str(row["kind"])), row["done_date"])
            done[key] = done.get(key, False) or row["done_date"] > row["due_date"]
    return done


# The kind of event that tells that a kind of thing was done, where the two are not called the same.
TOLD_AS = {"assessment": "assessment_authorised", "section_47_conference": "initial_conference"}
