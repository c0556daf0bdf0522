"""The office's scenarios of the hub's demand: one is kept under a name of its own, all are told with who made them and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from sherwood.office import models
from sherwood.office.models.scenario import TITLE_LENGTH


class KeptScenario(NamedTuple):
    """A scenario as somebody set it."""

    number: int
    title: str
    settings: Mapping[str, str]
    by: str
    at: dt.datetime


def keep(account_id: str, title: str, settings: Mapping[str, str]) -> int:
    """Keep a scenario under its name and return its number; raises ValueError where the name is empty, too long or taken."""
    title = title.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise ValueError(f"Give the scenario a name of at most {TITLE_LENGTH} letters.")
    if models.HubScenario.objects.filter(title=title).exists():
        raise ValueError(f"There is a scenario '{title}' already: give this one another name.")
    return int(models.HubScenario.objects.create(title=title, settings=dict(settings), made_by_id=account_id).pk)


def kept() -> tuple[KeptScenario, ...]:
    """Tell every scenario kept, the latest first."""
    found = models.HubScenario.objects.select_related("made_by").order_by("-id")
    return tuple(
        KeptScenario(each.pk, each.title, each.settings, each.made_by.display_name, each.made_at) for each in found
    )
