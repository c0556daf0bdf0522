"""Job: what forecasts learnt, kept in the cache, so that no process learns again what another has learnt."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sherwood.definitions.home import Home
from sherwood.forecasting import memory

_SEEN: dict[Path, int] = {}


@contextlib.contextmanager
def remembering(home: Home, authority: str) -> Iterator[None]:
    """Recall what was learnt by others before, and keep what is learnt in the block; numbers alone, of nobody.

    A memory that cannot be read is no loss but time: it is learnt again and written anew.
    """
    path = home.cache / "forecasts" / f"{authority}.json"
    _recalled(path)
    before = memory.worked_out()
    yield
    if memory.worked_out() != before:
        _kept(path)


def _recalled(path: Path) -> None:
    """Read the file where it has changed since this process read or wrote it."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        changed = path.stat().st_mtime_ns
        if _SEEN.get(path) != changed:
            _SEEN[path] = changed
            memory.recall(path.read_text(encoding="utf-8"))


def _kept(path: Path) -> None:
    """Write the file beside and swap it in, so that nobody reads half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as beside:
        beside.write(memory.told())
    Path(beside.name).replace(path)
    _SEEN[path] = path.stat().st_mtime_ns
