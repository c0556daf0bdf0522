"""The web: one person's request, with their rights of this very moment and the build they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from django.conf import settings
from django.http import HttpRequest

from sherwood.access import Reader, Viewer, viewers
from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home

_IN_USE: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


class Visit(HttpRequest):
    """A request that has passed the door: `viewer` is who asks, with the rights their account has now."""

    viewer: Viewer


def home() -> Home:
    """Return the home that this process serves."""
    return cast(Home, settings.SHERWOOD_HOME)


def account_id(request: HttpRequest) -> str:
    """Return the id of the signed-in account."""
    return str(request.user.pk)


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the rights of the signed-in account, read anew at each request (ASVS 8.3.2)."""
    return viewers.for_account(home(), account_id(request))


def catalogue() -> Catalogue:
    """Return the catalogue in force; within one request it is the one the request began with."""
    return _IN_USE.get() or load_catalogue(home().council)


@contextmanager
def one_catalogue() -> Iterator[None]:
    """Answer one request from one catalogue: `use` says which, and after the request it is forgotten."""
    before = _IN_USE.set(None)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def use(found: Catalogue | None) -> None:
    """Take this catalogue for the rest of the request: looking for changed files at each link would take a second a page."""
    _IN_USE.set(found)


def reader(viewer: Viewer) -> Reader:
    """Open the current build of the viewer's authority; raises NoWarehouse before the first build."""
    return Reader.current(home(), viewer.authority)
