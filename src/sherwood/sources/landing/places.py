"""Sources: where the landing of one authority keeps files, rows and deliveries, and how they are written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sherwood.definitions.home import Home

LOAD_LENGTH = 16


@dataclass(frozen=True)
class Landing:
    """The landing folder of one authority."""

    root: Path

    @classmethod
    def of(cls, home: Home, authority: str) -> Landing:
        """The landing of an authority in a home."""
        return cls(home.landing(authority))

    @property
    def deliveries(self) -> Path:
        """The folder of the deliveries, one JSON file each."""
        return self.root / "deliveries"

    def file(self, digest: str) -> Path:
        """Where a file is kept as it came, under the sha256 of its content."""
        return self.root / "files" / digest

    def rows(self, definition_hash: str, load: str) -> Path:
        """The folder of one load's rows under one definition."""
        return self.root / "rows" / definition_hash / load


def load_id(digest: str, feed: str, year: str) -> str:
    """One file read as one year's return: the same three always give the same load."""
    return hashlib.sha256(f"{digest}{feed}{year}".encode()).hexdigest()[:LOAD_LENGTH]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a passing name, force it to the disk, then give it its own name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    try:
        with beside.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def make_whole(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write into a passing folder, then give it its own name; a folder already there is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(folder)
    beside.mkdir()
    try:
        fill(beside)
        for file in beside.iterdir():
            _to_disk(file)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def sweep(landing: Landing) -> None:
    """Remove what interrupted loads left under passing names; only the holder of the landing's lock may do so."""
    for left in [*landing.root.glob("files/.*"), *landing.root.glob("rows/*/.*"), *landing.root.glob("deliveries/.*")]:
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _to_disk(file: Path) -> None:
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")
