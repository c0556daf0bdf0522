"""Quality: asks every rule of records of the tables of a build, and says of each whether it ran, and if not why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pyarrow as pa
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from sherwood.definitions.record_rules import RecordRules
from sherwood.definitions.shapes.record_rule import RecordRule
from sherwood.quality.prepared import tables_read
from sherwood.quality.results import State
from sherwood.store import Build, StoreError

FAULTS, RULES = "record_fault", "record_rule"
_FOUND = "found"
_OTHER = "other_feed"
_DIALECT = "duckdb"
_KEY_LENGTH = 16
Progress = Callable[[str, str, int, int], None]


@dataclass(frozen=True)
class RecordRun:
    """What became of one rule of records in a build: ran, skipped for want of a feed, or failed with the engine's words."""

    rule: RecordRule
    state: State
    why: str = ""

    @property
    def row(self) -> dict[str, str]:
        """Give the rule as a row of `record_rule`."""
        of = self.rule
        told = {name: getattr(of, name) for name in ("title", "topic", "severity", "who", "remedy")}
        return {"rule": of.id, **told, "state": self.state, "why": self.why}


def ask_records(build: Build, book: RecordRules, progress: Progress) -> tuple[RecordRun, ...]:
    """Fill `record_fault` and `record_rule` of a build whose tables are made.

    Where the build begins from an earlier one of the same rules, what a rule found there stays as long as the tables it reads hold the same
    rows. A rule that the engine refuses finds nothing, is told as failed with the engine's words, and stops no other.
    """
    before = _earlier_states(build)
    received = _received(build)
    runs = []
    for at, (name, rule) in enumerate(sorted(book.rules.items())):
        progress("rules", name, at, len(book.rules))
        runs.append(_asked(build, rule, book.sql[name], received, before.get(name)))
    _note(build, [each.row for each in runs])
    progress("rules", "", len(runs), len(runs))
    return tuple(runs)


def fault_key(rule: str, person_key: str, subject: str) -> str:
    """The key that a fault has in every build that finds it, as `fault.sql` makes it."""
    return hashlib.sha256(f"{rule}|{person_key}|{subject}".encode()).hexdigest()[:_KEY_LENGTH]


def faults_of(rule: RecordRule, sql: str) -> tuple[exp.Select, dict[str, object]]:
    """The SELECT of a rule's faults and the values it binds; raises StoreError if the rule's SQL cannot be read."""
    template = _template().copy()
    found = next(each for each in template.find_all(exp.Table) if each.name == _FOUND)
    found.replace(_with_other_feed(_parsed(sql).copy()).subquery(found.alias))
    values: dict[str, object] = {"rule": rule.id, "topic": rule.topic, "severity": rule.severity, "who": rule.who}
    return template, values | {"table_name": rule.table}


def _with_other_feed(select: exp.Query) -> exp.Query:
    """A rule that holds no two feeds against each other need not say so."""
    if isinstance(select, exp.Select) and _OTHER not in select.named_selects:
        return select.select(exp.alias_(exp.cast(exp.null(), "TEXT"), _OTHER), copy=False)
    return select


def reads_of(sql: str) -> frozenset[str]:
    """The tables that a rule reads."""
    return tables_read(_parsed(sql))


def _asked(build: Build, rule: RecordRule, sql: str, received: frozenset[str], before: State | None) -> RecordRun:
    """What became of a rule, its faults written anew unless they are as they were."""
    lacking = [part for part in rule.feeds if not received.intersection(part)]
    if lacking:
        _forget(build, rule, before)
        return RecordRun(rule, "skipped", "; ".join(f"nothing of {' or '.join(part)} was received" for part in lacking))
    try:
        if before == "ran" and all(build.is_as_before(each) for each in reads_of(sql)):
            return RecordRun(rule, "ran")
        _forget(build, rule, before)
        select, values = faults_of(rule, sql)
        build.change(FAULTS)
        build.execute(exp.Insert(this=exp.to_table(FAULTS), expression=select, by_name=True), values)
    except StoreError as error:
        return RecordRun(rule, "failed", str(error))
    return RecordRun(rule, "ran")


def _forget(build: Build, rule: RecordRule, before: State | None) -> None:
    """Take what the rule found in the earlier build out of the table that was taken over."""
    if before == "ran":
        build.change(FAULTS)
        own = exp.column("rule").eq(exp.Literal.string(rule.id))
        build.execute(exp.delete(FAULTS).where(own))


def _earlier_states(build: Build) -> Mapping[str, State]:
    """What became of each rule in the build that this one begins from; nothing if it begins from none."""
    if not build.takes_over(RULES):
        return {}
    return dict(build.select(exp.select("rule", "state").from_(RULES)).rows)


def _received(build: Build) -> frozenset[str]:
    """The feeds of which anything was ever received."""
    return frozenset(feed for (feed,) in build.select(exp.select("feed").distinct().from_("landing_delivery")))


def _note(build: Build, rows: Iterable[Mapping[str, str]]) -> None:
    """Write what became of each rule, unless the earlier build's rows say the same."""
    wanted = pa.Table.from_pylist([dict(each) for each in rows])
    asked = exp.select(*wanted.column_names).from_(RULES)
    if sorted(build.select(asked).rows) == sorted(tuple(each.values()) for each in wanted.to_pylist()):
        return
    build.change(RULES)
    build.execute(exp.delete(RULES))
    build.insert_arrow(RULES, wanted)


@lru_cache(maxsize=1)
def _template() -> exp.Select:
    text = (files(__package__) / "fault.sql").read_text(encoding="utf-8")
    found = sqlglot.parse_one(text, read=_DIALECT)
    assert isinstance(found, exp.Select)
    return found


@lru_cache(maxsize=400)
def _parsed(sql: str) -> exp.Query:
    try:
        found = sqlglot.parse_one(sql, read=_DIALECT)
    except SqlglotError as error:
        raise StoreError(f"the rule's SQL cannot be read: {str(error).partition(chr(10))[0]}") from error
    if not isinstance(found, exp.Query):
        raise StoreError("the rule's SQL is not one SELECT")
    return found
