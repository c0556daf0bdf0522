"""Store: what can go wrong with a warehouse file, in words that name the file and the remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from sherwood.definitions.errors import Problem


class StoreError(Problem):
    """A warehouse could not be built, checked, put in place or read; the message says which and what to do."""


class NoWarehouse(StoreError):
    """There is no warehouse of this authority (or no build of this name) to read yet."""


@contextmanager
def engine_errors_as(what: str) -> Iterator[None]:
    """Turn an error of the engine into a StoreError that begins with what was being done."""
    try:
        yield
    except duckdb.Error as error:
        # Only the first line: those after it repeat the statement, which is long and may hold a person's details.
        reason = str(error).strip().partition("\n")[0]
        raise StoreError(f"{what}: {reason}") from error
