"""Job: the register of analytics from the running home: what is declared, what is loaded, what was run."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sherwood.definitions.catalogue import Catalogue, load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.home import Home
from sherwood.reports.document import Document
from sherwood.reports.register import Rule, Running, answers, register, register_document, transparency_records
from sherwood.store import Reader, StoreError


def analytics_register(home: Home, authority: str) -> dict[str, Any]:
    """Return the register, the transparency records and the six answers as plain objects."""
    catalogue, running = _known(home, authority)
    uses = register(catalogue, running)
    return {
        "catalogue_hash": catalogue.content_hash,
        "analytics": uses,
        "transparency_records": transparency_records(uses, running),
        "answers": answers(uses),
    }


def register_page(home: Home, authority: str) -> Document:
    """Return the register as a document to be shown or taken away."""
    catalogue, running = _known(home, authority)
    return register_document(register(catalogue, running), running, {"Catalogue": catalogue.content_hash})


def _known(home: Home, authority: str) -> tuple[Catalogue, Running]:
    catalogue = load_catalogue(home.council)
    folders = {folder for each in catalogue.analytics.values() for folder in each.folders}
    kept = {each.issued_in for each in catalogue.analytics.values() if each.issued_in}
    running = Running(
        council=load_council(home).name,
        loaded=_loaded(home, authority),
        runs={name: list(_runs(home, authority, name)) for name in kept},
        rules={folder: list(_rules(home, folder)) for folder in folders},
    )
    return catalogue, running


def _loaded(home: Home, authority: str) -> frozenset[str]:
    """Return the feeds of which files have come; none before there is a warehouse."""
    try:
        manifest: Mapping[str, Any] = Reader.current(home, authority).manifest
    except StoreError:
        return frozenset()
    return frozenset(each["feed"] for each in manifest["deliveries"])


def _runs(home: Home, authority: str, name: str) -> Iterator[dt.date]:
    """Yield the day of each result that was kept."""
    for path in (home.issued(authority) / name).rglob("*.parquet"):
        yield dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()


def _rules(home: Home, folder: str) -> Iterator[Rule]:
    """Yield what the files of one part of the catalogue are, the council's own laid over the package's."""
    found = dict(_files(files("sherwood.catalogue") / folder, folder))
    if home.council.is_dir():
        found |= dict(_files(home.council / folder, folder))
    for identifier, content in sorted(found.items()):
        entry = tomllib.loads(content.decode())
        dates = [str(each.get("date", "")) for each in entry.get("changed", [])]
        digest = hashlib.sha256(content).hexdigest()[:16]
        yield Rule(identifier, str(entry.get("title", identifier)), max(dates, default=""), digest)


def _files(below: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    if not below.is_dir():
        return
    for each in below.iterdir():
        name = f"{prefix}/{each.name}"
        if each.is_dir():
            yield from _files(each, name)
        elif each.name.endswith(".toml"):
            yield name.removesuffix(".toml"), each.read_bytes()
