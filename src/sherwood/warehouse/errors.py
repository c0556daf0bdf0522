"""Warehouse: what can stop a build, in words that name the table or check and the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from sherwood.definitions.errors import Problem


class WarehouseError(Problem):
    """A table cannot be built as declared; the message names the file and what to put right."""


class CheckFailed(WarehouseError):
    """The tables were built but what they hold is wrong, so that they must not replace the ones people read."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))
