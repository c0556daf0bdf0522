"""The office's views: what somebody chose is kept, shared with roles and opened again, by each in their own scope."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sherwood.office import models

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class View:
    """A kept view: choices, never a figure. `is_own` says whether whoever asked keeps it."""

    id: str
    title: str
    choices: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    owner: str
    saved_at: dt.datetime
    is_own: bool


def keep(account_id: str, title: str, choices: Choices) -> str:
    """Keep choices under a title; returns the view's id."""
    made = models.SavedView.objects.create(owner_id=account_id, title=title, choices=[list(each) for each in choices])
    return str(made.id)


def share(account_id: str, view_id: str, roles: Iterable[str]) -> None:
    """Share one's own view with these roles and no others; another's is left as it is."""
    _own(account_id, view_id).update(roles=sorted(set(roles)))


def withdraw(account_id: str, view_id: str) -> None:
    """Take one's own view back: nobody opens it any more, and it is sent to nobody."""
    if _own(account_id, view_id).update(is_withdrawn=True):
        for kind in (models.Pin, models.Subscription):
            kind._default_manager.filter(kind="view", name=view_id).delete()


def view(account_id: str, roles: Iterable[str], view_id: str) -> View | None:
    """The view of this id, if it is one's own or shared with one of these roles; None for any other, as if there were none."""
    found = models.SavedView.objects.filter(id=_key(view_id), is_withdrawn=False).select_related("owner").first()
    return _plain(found, account_id) if found and _is_open(found, account_id, set(roles)) else None


def views(account_id: str, roles: Iterable[str]) -> tuple[View, ...]:
    """Every view that is one's own or shared with one of these roles, by title."""
    held = set(roles)
    found = models.SavedView.objects.filter(is_withdrawn=False).select_related("owner")
    return tuple(_plain(each, account_id) for each in found if _is_open(each, account_id, held))


def _is_open(found: models.SavedView, account_id: str, roles: set[str]) -> bool:
    return str(found.owner_id) == account_id or bool(roles & set(found.roles))


def _own(account_id: str, view_id: str) -> QuerySet[models.SavedView]:
    return models.SavedView.objects.filter(id=_key(view_id), owner_id=account_id)


def _key(view_id: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(view_id)
    except ValueError:
        return None


def _plain(found: models.SavedView, account_id: str) -> View:
    return View(
        str(found.id),
        found.title,
        tuple((str(key), str(value)) for key, value in found.choices),
        tuple(found.roles),
        found.owner.display_name,
        found.saved_at,
        str(found.owner_id) == account_id,
    )
