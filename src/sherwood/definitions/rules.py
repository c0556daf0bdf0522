"""The rules of a return, read when they are run: hundreds of small files that no other command should wait for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.reading import read_entry, suggestion, toml_files
from sherwood.definitions.shapes.rule import Condition, Rule, RuleSet

SET_FILE = "set"
_SQL = ".sql"


@dataclass(frozen=True)
class RuleBook:
    """The rules of one return by identifier, with the SQL of those that are written so."""

    of: RuleSet
    rules: Mapping[str, Rule]
    sql: Mapping[str, str]

    def in_force(self, year: str) -> tuple[Rule, ...]:
        """The rules of a collection year, in the order of their codes."""
        return tuple(sorted((rule for rule in self.rules.values() if rule.is_in_force(year)), key=_in_order))


def rule_sets(shipped: Path | None = None) -> tuple[str, ...]:
    """The names of the sets of rules there are."""
    return tuple(sorted(item.name for item in _rules(shipped).iterdir() if item.is_dir()))


def load_rules(name: str, catalogue: Catalogue, *, shipped: Path | None = None) -> RuleBook:
    """Return the rules of one set, checked; raise CatalogueError with every problem found, Problem if there is no such set."""
    known = rule_sets(shipped)
    if name not in known:
        raise Problem(f"there is no set of rules '{name}'{suggestion(name, known)}")
    problems: list[str] = []
    folder = _rules(shipped) / name
    of: RuleSet | None = None
    rules: dict[str, Rule] = {}
    for identifier, file in toml_files(folder, f"{name}/"):
        if identifier == f"{name}/{SET_FILE}":
            of = read_entry(TypeAdapter(RuleSet), name, file, problems)
        elif (rule := read_entry(TypeAdapter(Rule), identifier, file, problems)) is not None:
            rules[identifier] = rule
    if of is None:
        problems.append(f"rules/{name}: no {SET_FILE}.toml that can be read says what these rules are of")
        raise CatalogueError(problems)
    book = RuleBook(of, MappingProxyType(rules), MappingProxyType(_sql_of(folder, name)))
    problems.extend(_problems(book, catalogue))
    if problems:
        raise CatalogueError(problems)
    return book


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """Yield every test of a rule, those inside others included."""
    waiting = list(rule.where)
    while waiting:
        test = waiting.pop()
        yield test
        waiting.extend((*test.any, *test.all, *test.none))
        waiting.extend(inner for beside in (test.exists, test.lacks) if beside for inner in beside.where)


def _problems(book: RuleBook, catalogue: Catalogue) -> Iterator[str]:
    """Yield one line for each thing a rule names that is not there, and each file of SQL that no rule names."""
    if book.of.feed not in catalogue.feeds:
        yield f"rules/{book.of.id}: unknown feed '{book.of.feed}'{suggestion(book.of.feed, catalogue.feeds)}"
    for rule in book.rules.values():
        for test in conditions_of(rule):
            if test.off_list and test.off_list not in catalogue.codelists:
                near = suggestion(test.off_list, catalogue.codelists)
                yield f"rules/{rule.id}.toml: unknown code list '{test.off_list}'{near}"
        if rule.kind == "sql" and rule.id not in book.sql:
            yield f"rules/{rule.id}.toml: kind is 'sql', and there is no {rule.name}{_SQL} beside it"
    for identifier in book.sql:
        if identifier not in book.rules or book.rules[identifier].kind != "sql":
            yield f"rules/{identifier}{_SQL}: no rule of kind 'sql' stands beside it"
    yield from _issued_twice(book)


def _issued_twice(book: RuleBook) -> Iterator[str]:
    """Yield one line for each rule whose code and year are already another's."""
    seen: dict[tuple[str, str], str] = {}
    for rule in book.rules.values():
        for edition in rule.editions:
            if (other := seen.setdefault((rule.code, edition), rule.id)) != rule.id:
                yield f"rules/{rule.id}.toml: {rule.code} of {edition} is already that of rules/{other}.toml"


def _sql_of(folder: Traversable | Path, name: str) -> dict[str, str]:
    return {
        f"{name}/{item.name.removesuffix(_SQL)}": item.read_text(encoding="utf-8")
        for item in sorted(folder.iterdir(), key=lambda each: each.name)
        if item.name.endswith(_SQL)
    }


def _rules(shipped: Path | None) -> Traversable | Path:
    return (shipped or files("sherwood.catalogue")) / "rules"


def _in_order(rule: Rule) -> tuple[str, str]:
    """Numbers by their size, and the others after them."""
    return (f"{rule.code:0>12}" if rule.code[0].isdigit() else rule.code), rule.id
