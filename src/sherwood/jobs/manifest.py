"""Job: what a build was made from, so that every figure can be traced to its files."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from typing import Any, TypedDict

from sherwood import __version__
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import Council
from sherwood.definitions.home import Home
from sherwood.definitions.record_rules import load_record_rules
from sherwood.identity import model_hash, secret_fingerprint
from sherwood.jobs.people_decided import people_decided
from sherwood.sources import Delivery, Erasures, deliveries_of
from sherwood.store import Build, rows_of
from sherwood.warehouse import CheckResult, data_date, sql_hash

ID_LENGTH = 16


class TableFacts(TypedDict):
    """How many rows a table has, and a fingerprint of them all."""

    rows: int
    hash: str


class CheckFacts(TypedDict):
    """What one check found."""

    name: str
    consequence: str
    found: int
    sample: list[str]


class Manifest(TypedDict):
    """What stands beside every build, as plain JSON; times are UTC, dates as 2018-03-31."""

    build_id: str
    authority: str
    built_at: str
    data_date: str
    known_at: str | None
    deliveries: list[dict[str, Any]]
    catalogue_hash: str
    council_hash: str
    versions: dict[str, str]
    made_by: str
    staged: dict[str, str]
    tables_taken_over: int
    tables: dict[str, TableFacts]
    checks: list[CheckFacts]
    seconds: dict[str, float]


@dataclass(frozen=True)
class Inputs:
    """Everything a build is a function of."""

    authority: str
    deliveries: tuple[Mapping[str, Any], ...]
    catalogue_hash: str
    council_hash: str
    secret_fingerprint: str
    versions: Mapping[str, str]

    @classmethod
    def of(
        cls, home: Home, authority: str, catalogue: Catalogue, council: Council, known_at: dt.date | None = None
    ) -> Inputs:
        """Return the inputs as they are now, with the deliveries received by the end of the day `known_at`."""
        return cls(
            authority,
            tuple(_facts(each) for each in deliveries_of(home, authority, known_at)),
            catalogue.content_hash,
            council.content_hash,
            secret_fingerprint(home),
            {"sherwood": __version__, "engine": version("duckdb"), "rules": sql_hash(), "linkage": model_hash()}
            | {"record_rules": load_record_rules(catalogue, home.council).content_hash}
            | Erasures.of(home).in_manifest()
            | people_decided(home, known_at).in_manifest(),
        )

    @property
    def made_by(self) -> str:
        """A fingerprint of all but the deliveries: builds that agree in it make the same tables of the same rows."""
        return _short(replace(self, deliveries=()))

    @property
    def build_id(self) -> str:
        """The name of the build these inputs make: equal inputs, equal name."""
        return _short(self)


def _short(inputs: Inputs) -> str:
    text = json.dumps(asdict(inputs), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]


def manifest_of(
    inputs: Inputs,
    build: Build,
    checks: Sequence[CheckResult],
    seconds: Mapping[str, float],
    *,
    staged: Mapping[str, str],
    known_at: dt.date | None,
    built_at: dt.datetime,
) -> Manifest:
    """Return the manifest of a finished build that is still open; `staged` tells what each landing table follows from."""
    return {
        "build_id": inputs.build_id,
        "authority": inputs.authority,
        "built_at": built_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "data_date": data_date(build).isoformat(),
        "known_at": known_at.isoformat() if known_at else None,
        "deliveries": [dict(each) for each in inputs.deliveries],
        "catalogue_hash": inputs.catalogue_hash,
        "council_hash": inputs.council_hash,
        "versions": dict(inputs.versions),
        "made_by": inputs.made_by,
        "staged": dict(staged),
        "tables_taken_over": sum(1 for name in build.tables() if build.takes_over(name)),
        "tables": {name: {"rows": rows_of(found), "hash": found} for name, found in build.table_hashes().items()},
        "checks": [
            {"name": each.name, "consequence": each.consequence, "found": each.found, "sample": list(each.sample)}
            for each in checks
        ],
        "seconds": dict(seconds),
    }


def _facts(delivery: Delivery) -> dict[str, Any]:
    """Give what of a delivery decides the figures: not the moment at which it was loaded."""
    return {
        "sequence": delivery.sequence,
        "feed": delivery.feed,
        "period": delivery.period,
        "received": delivery.received.isoformat(),
        "parts": [asdict(part) for part in delivery.parts],
    }
