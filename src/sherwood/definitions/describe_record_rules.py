"""Definitions: the rules of records in words, one line a rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.markdown import table
from sherwood.definitions.record_rules import RecordRules, load_record_rules
from sherwood.definitions.shapes.record_rule import RecordRule, Topic

TITLES = {
    "contradiction": "Contradictions between feeds and between records",
    "late": "Recorded late",
    "missing": "Something is missing",
    "responsibility": "Who is responsible",
    "impossible": "Days and ages that cannot be",
}
WHO = {"worker": "the worker", "manager": "the manager", "officer": "data quality"}


def record_rules_lines(catalogue: Catalogue) -> Iterator[str]:
    """Yield the Markdown lines of every rule of records, by sort."""
    book = load_record_rules(catalogue)
    for topic in get_args(Topic):
        yield f"## {TITLES[topic]}"
        yield ""
        yield from table(
            ("rule", "what is wrong", "who can mend it", "what to do", "needs", "on the line"), _rows(book, topic)
        )
        yield ""


def _rows(book: RecordRules, topic: str) -> Iterator[tuple[str, ...]]:
    for name, rule in sorted(book.rules.items()):
        if rule.topic == topic:
            yield _cells(name, rule)


def _cells(name: str, rule: RecordRule) -> tuple[str, ...]:
    second_look = " *(a second look)*" if rule.severity == "check" else ""
    needs = " and ".join(" or ".join(f"`{feed}`" for feed in part) for part in rule.feeds)
    return f"`{name}`", f"{rule.title}{second_look}", WHO[rule.who], rule.remedy, needs, rule.example.why
