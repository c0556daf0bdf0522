"""The web: audit events as a table: when, who, what, how many records; keys of records are never printed in bulk."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sherwood.office import directory
from sherwood.office.audit import AuditEntry

Context = dict[str, Any]
COLUMNS = ("When (UTC)", "Who", "What", "Purpose", "Detail", "Records shown")


def trail(entries: list[AuditEntry], *, of_one_record: bool) -> Context | None:
    """Return the events as a table, the newest first; None where there are none."""
    if not entries:
        return None
    names = {each.id: each.display_name for each in directory.list_accounts()}
    caption = "Everybody who was shown this record" if of_one_record else "Latest events"
    return {
        "caption": f"{caption}, newest first",
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
