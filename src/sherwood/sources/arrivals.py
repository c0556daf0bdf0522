"""Sources: finds the files to load below the paths given, and what their folders say about them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sherwood.sources.years import date_named, day_named, year_named

_LEFT_OUT = frozenset({"truth"})
_NO_FILE = "this is neither a file nor a folder: give the file itself"
_RESIDUE = ("~$", "Thumbs.db", "desktop.ini")
_SETTINGS = ".toml"


@dataclass(frozen=True)
class Arrival:
    """A file to load: where it is, how messages call it, when it was received, and the year and the day that its names speak of.

    Files of one `folder` are a set: what one of them says about its year or day holds for the others.
    """

    path: Path
    shown: str
    received: dt.date
    year: str | None
    day: dt.date | None = None

    @property
    def folder(self) -> Path:
        """The folder whose files are taken to belong together."""
        return self.path.parent


@dataclass(frozen=True)
class Missing:
    """A path given that leads to no file, and why."""

    shown: str
    reason: str


@dataclass(frozen=True)
class Found:
    """The files to load in order, the paths that led nowhere, and what was passed over."""

    arrivals: tuple[Arrival, ...]
    missing: tuple[Missing, ...]
    notes: tuple[str, ...]


def find(paths: Iterable[str | Path], received: dt.date | None, today: dt.date) -> Found:
    """Find every file in order of its path; hidden files, settings (TOML) and folders called `truth` are passed over, and said so."""
    arrivals: dict[Path, Arrival] = {}
    missing: list[Missing] = []
    notes: list[str] = []
    for given in map(Path, paths):
        files = list(_below(given, missing, notes))
        for file in files:
            arrivals.setdefault(file.resolve(), _arrival(given, file, received, today))
    return Found(tuple(arrivals.values()), tuple(missing), tuple(notes))


def _below(given: Path, missing: list[Missing], notes: list[str]) -> Iterator[Path]:
    """Yield the files at or below a path; say why there is none."""
    try:
        if given.is_file():
            yield given
        elif given.is_dir():
            yield from _walk(given, missing, notes)
        elif given.exists():
            missing.append(Missing(str(given), _NO_FILE))
        else:
            missing.append(Missing(str(given), "there is nothing at this path: check its spelling"))
    except OSError as error:
        missing.append(Missing(str(given), _unopened(error)))


def _walk(given: Path, missing: list[Missing], notes: list[str]) -> Iterator[Path]:
    count = 0
    for folder, below, names in os.walk(
        given, onerror=lambda error: missing.append(Missing(str(error.filename), _unopened(error)))
    ):
        skipped = [name for name in below if name.startswith(".") or name in _LEFT_OUT]
        below[:] = sorted(name for name in below if name not in skipped)
        skipped += [name for name in names if name.startswith((".", *_RESIDUE)) or name.endswith(_SETTINGS)]
        notes.extend(f"{Path(folder) / name}: passed over" for name in sorted(skipped))
        for path in (Path(folder) / name for name in sorted(set(names) - set(skipped))):
            count += 1
            if path.is_file():
                yield path
            else:
                missing.append(Missing(str(path), _NO_FILE))
    if not count and not missing:
        missing.append(Missing(str(given), "the folder holds no files to load: put the return's files into it"))


def _arrival(given: Path, file: Path, received: dt.date | None, today: dt.date) -> Arrival:
    folders = [parent.name for parent in file.resolve().parents]
    names = _names(given, file)
    return Arrival(file, str(file), received or date_named(folders) or today, year_named(names), day_named(names))


def _names(given: Path, file: Path) -> Sequence[str]:
    """Return the names that may speak of the year or day, nearest first: the file's, and those of its folders up to the one given."""
    top = given.resolve() if given.is_dir() else given.resolve().parent
    full = file.resolve()
    return [full.stem, *(parent.name for parent in full.parents if parent == top or top in parent.parents)]


def _unopened(error: OSError) -> str:
    return f"it can't be opened ({error.strerror}): check the path and the rights of the account that runs Sherwood"
