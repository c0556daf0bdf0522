"""Sources: takes the rows of erased people out of everything that landed, and out of what arrives from then on."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.home import Home
from sherwood.sources.erasures import Erasures
from sherwood.sources.landing.deliveries import Delivery, Part, read_deliveries
from sherwood.sources.landing.places import Landing, write_whole
from sherwood.sources.reading import year_with
from sherwood.sources.recognising import Recognised
from sherwood.sources.rereading import SEVERAL_TABLES, feed_of
from sherwood.sources.without import without


@dataclass(frozen=True)
class Erased:
    """What was taken out: rows, and the files that held them."""

    rows: int
    files: tuple[str, ...]


def erase_landed(home: Home, authority: str) -> Erased:
    """Take the rows of everybody erased out of the authority's stored files and the rows made of them.

    A file is written anew under its own name; what was read of it is removed and read again by the next build. Copies in the inbox of
    files that held such rows are removed. Doing it again does nothing. Raises LandingError where a stored file is gone.
    """
    erasures, catalogue = Erasures.of(home), load_catalogue(home.council)
    landing = Landing.of(home, authority)
    rows, files, copies = 0, [], set()
    with FileLock(home.lock(f"landing-{authority}")):
        for digest, (delivery, parts) in _stored(read_deliveries(landing)).items():
            path = landing.file(digest)
            before = path.read_bytes()
            cleaned = _cleaned(before, catalogue, delivery, parts, erasures, authority)
            if not cleaned[1]:
                continue
            copies.add(hashlib.sha256(before).hexdigest())
            write_whole(path, cleaned[0])
            _forget_rows(landing, parts)
            rows += cleaned[1]
            files.append(parts[0].shown)
    _remove_copies(home.inbox, copies)
    return Erased(rows, tuple(files))


def _stored(deliveries: Iterable[Delivery]) -> dict[str, tuple[Delivery, list[Part]]]:
    """Each stored file once, with a delivery that holds it and the parts read from it."""
    found: dict[str, tuple[Delivery, list[Part]]] = {}
    parts: dict[str, list[Part]] = defaultdict(list)
    for delivery in deliveries:
        for part in delivery.parts:
            parts[part.sha256].append(part)
            found[part.sha256] = delivery, parts[part.sha256]
    return found


def _cleaned(
    content: bytes, catalogue: Catalogue, delivery: Delivery, parts: list[Part], erasures: Erasures, authority: str
) -> tuple[bytes, int]:
    feed, part = feed_of(catalogue, delivery), parts[0]
    table = "" if part.kind in SEVERAL_TABLES else part.table
    year = year_with(feed, delivery.period, table)
    is_erased = partial(erasures.is_erased, authority, feed.id)
    return without(Recognised(feed, part.kind, table), year, part.file, content, is_erased)


def _forget_rows(landing: Landing, parts: Iterable[Part]) -> None:
    for load in {part.load for part in parts}:
        for folder in landing.root.glob(f"rows/*/{load}"):
            shutil.rmtree(folder)


def _remove_copies(inbox: Path, digests: set[str]) -> None:
    """Remove the copies of files that held erased rows: landing holds what is left of them."""
    for file in inbox.rglob("*") if digests and inbox.is_dir() else ():
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() in digests:
            file.unlink()
