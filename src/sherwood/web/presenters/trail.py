"""The web: audit events as a table: when, who, what, how many records; keys of records are never printed in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from sherwood.jobs.audit import Unusual
from sherwood.office import directory
from sherwood.office.audit import AuditEntry

Context = dict[str, Any]
COLUMNS = ("When (UTC)", "Who", "What", "Purpose", "Detail", "Records shown")


def trail(entries: list[AuditEntry], *, of_one_record: bool) -> Context | None:
    """Return the events as a table, the newest first; None where there are none."""
    if not entries:
        return None
    names = {each.id: each.display_name for each in directory.list_accounts()}
    of_one = (
        "Everybody who was shown this child, by any of its records: whoever opened it before lists that held it, each"
    )
    caption = of_one if of_one_record else "Latest events,"
    return {
        "caption": f"{caption} newest first",
        "columns": [{"key": label, "label": label, "numeric": label == COLUMNS[-1]} for label in COLUMNS],
        "rows": [{"cells": [{"text": text} for text in _row(each, names)]} for each in entries],
    }


def _row(entry: AuditEntry, names: dict[str, str]) -> tuple[str, ...]:
    """Return one event in words."""
    when = timezone.localtime(entry.at, timezone.get_fixed_timezone(0))
    return (
        f"{when:%Y-%m-%d %H:%M:%S}",
        names.get(entry.account_id, "Nobody signed in"),
        entry.action.capitalize(),
        entry.purpose.replace("_", " "),
        "; ".join(f"{key}: {value}" for key, value in entry.detail.items()),
        str(entry.records_shown),
    )


def unusual_access(found: list[Unusual]) -> Context | None:
    """Return what is unusual as a table; None where nothing is."""
    rows = [
        (each.username, each.kind.capitalize(), f"{each.at:%Y-%m-%d %H:%M}", each.why.capitalize()) for each in found
    ]
    return _table("Unusual access, oldest first", ("User", "What", "First (UTC)", "Why"), rows)


def people_shown(found: list[dict[str, Any]]) -> Context | None:
    """Return the people whose records were shown, by key; None where there are none."""
    rows = [
        (
            each["person_key"],
            each["first_at"][:19],
            each["last_at"][:19],
            str(each["times"]),
            "Yes" if each["exported"] else "No",
        )
        for each in found
    ]
    return _table(
        "People, in the order they were first shown",
        ("Person", "First (UTC)", "Last (UTC)", "Times", "In a file"),
        rows,
    )


def taken(found: list[dict[str, Any]]) -> Context | None:
    """Return the files that were taken; None where there are none."""
    rows = [
        (each["at"][:19], each["action"].capitalize(), str(each.get("of", "")), str(each.get("rows", "")))
        for each in found
    ]
    return _table("Files taken", ("When (UTC)", "What", "Of", "Rows"), rows)


def _table(caption: str, labels: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Context | None:
    if not rows:
        return None
    return {
        "caption": caption,
        "columns": [{"key": label, "label": label} for label in labels],
        "rows": [{"cells": [{"text": text} for text in row]} for row in rows],
    }
