"""The rules of records, shipped ones and a council's own, each with the SQL that finds the rows at fault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.folders import Folders
from sherwood.definitions.reading import suggestion
from sherwood.definitions.shapes.record_rule import RecordRule

FOLDER = "record_rules"
_SQL = ".sql"
_LANDING = "landing_"


@dataclass(frozen=True)
class RecordRules:
    """Every rule of records by its name, with its SQL."""

    rules: Mapping[str, RecordRule]
    sql: Mapping[str, str]

    @property
    def content_hash(self) -> str:
        """Fingerprint the rules and their SQL: a build asked by other rules is another build."""
        parts = [f"{name}={rule.content_hash}={self.sql[name]}" for name, rule in sorted(self.rules.items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def load_record_rules(catalogue: Catalogue, council: Path | None = None) -> RecordRules:
    """Return the rules of records, a council's own over those of the same name; raise CatalogueError with every problem found."""
    problems: list[str] = []
    shipped = files("sherwood.catalogue")
    rules = Folders(shipped, council, problems).entries(FOLDER, RecordRule)
    sql = {name: text for folder in (shipped, council) if folder for name, text in _sql_of(folder / FOLDER)}
    problems.extend(_problems(rules, sql, catalogue))
    if problems:
        raise CatalogueError(problems)
    return RecordRules(MappingProxyType(rules), MappingProxyType(sql))


def _problems(rules: Mapping[str, RecordRule], sql: Mapping[str, str], catalogue: Catalogue) -> Iterator[str]:
    """Yield one line for each thing a rule names that is not there, and each file of SQL without its rule."""
    for name, rule in rules.items():
        place = f"{FOLDER}/{name}.toml"
        if name not in sql:
            yield f"{place}: there is no {name}{_SQL} beside it to find the rows"
        for table in (rule.table, *rule.example.given):
            if not (table in catalogue.tables or table.startswith(_LANDING)):
                yield f"{place}: unknown table '{table}'{suggestion(table, catalogue.tables)}"
        if rule.table not in rule.example.given:
            yield f"{place}: the example gives no rows of '{rule.table}', the rule's own table"
        for feed in (each for part in rule.feeds for each in part):
            if feed not in catalogue.feeds:
                yield f"{place}: unknown feed '{feed}'{suggestion(feed, catalogue.feeds)}"
    for name in sorted(sql.keys() - rules.keys()):
        yield f"{FOLDER}/{name}{_SQL}: no {name}.toml stands beside it to say what it means"


def _sql_of(folder: Traversable | Path) -> Iterator[tuple[str, str]]:
    if folder.is_dir():
        for item in sorted(folder.iterdir(), key=lambda each: each.name):
            if item.name.endswith(_SQL):
                yield item.name.removesuffix(_SQL), item.read_text(encoding="utf-8")
