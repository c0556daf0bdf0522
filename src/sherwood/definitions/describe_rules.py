"""Definitions: the rules of returns in words, one line a rule."""

from __future__ import annotations

from collections.abc import Iterator

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.markdown import source_lines, table
from sherwood.definitions.rules import RuleBook, load_rules, rule_sets
from sherwood.definitions.shapes.rule import Rule


def rules_lines(catalogue: Catalogue) -> Iterator[str]:
    """Yield the Markdown lines of every set of rules."""
    for name in rule_sets():
        yield from _set_lines(load_rules(name, catalogue))


def _set_lines(book: RuleBook) -> Iterator[str]:
    yield f"## {book.of.title}"
    yield ""
    yield f"`{book.of.id}`. {book.of.about}"
    yield ""
    yield from source_lines(book.of.source)
    yield ""
    rules = sorted(book.rules.values(), key=lambda rule: (rule.code.rjust(12), rule.editions))
    yield from table(
        ("rule", "a row breaks it where", "table", "look at", "in force", "what to do"), map(_rule_cells, rules)
    )


def _rule_cells(rule: Rule) -> tuple[str, ...]:
    look = ", ".join(f"`{name}`" for name in rule.fields)
    second_look = " *(a second look)*" if rule.severity == "check" else ""
    return rule.code, f"{rule.title}{second_look}", f"`{rule.table}`", look, _in_force(rule), rule.remedy


def _in_force(rule: Rule) -> str:
    """From the first edition to the last year, or to now."""
    if rule.last_in == rule.editions[0]:
        return rule.last_in
    return f"{rule.editions[0]} to {rule.last_in}" if rule.last_in else f"from {rule.editions[0]}"
