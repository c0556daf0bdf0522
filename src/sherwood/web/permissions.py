"""The web: what each address asks of the person who opens it, declared on the address itself and enforced in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sherwood.access import Permission

View = TypeVar("View", bound=Callable[..., Any])
Asks = Literal["nothing", "sign-in", "permission"]


@dataclass(frozen=True)
class Declaration:
    """What an address asks: nothing, that somebody is signed in, or one permission of theirs.

    `takes_tokens`: a program may open it with a person's access token instead of a session.
    """

    asks: Asks
    permission: Permission | None = None
    takes_tokens: bool = False

    @property
    def words(self) -> str:
        """The declaration as it stands in the table of addresses."""
        asked = str(self.permission) if self.permission else {"nothing": "public"}.get(self.asks, self.asks)
        return f"{asked} (token)" if self.takes_tokens else asked


_DECLARED: dict[Callable[..., Any], Declaration] = {}


def public(view: View) -> View:
    """Open this address to everybody; it shows nothing about a child and no figure."""
    _DECLARED[view] = Declaration("nothing")
    return view


def signed_in(view: View) -> View:
    """Open this address to everybody who is signed in; it shows what is theirs alone."""
    _DECLARED[view] = Declaration("sign-in")
    return view


def permission(wanted: Permission) -> Callable[[View], View]:
    """Open this address to people one of whose roles grants the permission. It is the outermost decorator."""

    def declare(view: View) -> View:
        _DECLARED[view] = Declaration("permission", wanted)
        return view

    return declare


def permission_by_token(wanted: Permission) -> Callable[[View], View]:
    """Open this address to programs with an access token, or people signed in, one of whose roles grants the permission."""

    def declare(view: View) -> View:
        _DECLARED[view] = Declaration("permission", wanted, takes_tokens=True)
        return view

    return declare


def declared_on(view: Callable[..., Any]) -> Declaration | None:
    """What the address asks; None if nobody declared it, and then nobody may open it."""
    return _DECLARED.get(view)
