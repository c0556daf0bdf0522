"""The register of analytics: every use of data to describe, predict or match, read from the catalogue and the home as they are."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.analytic import Analytic
from sherwood.definitions.shapes.feed import Feed
from sherwood.reports.document import Cell, Document, Note, Section, Table, TableColumn
from sherwood.reports.words import day, joined, plural, sentence_case

TECHNIQUES = ("data analytics", "predictive analytics", "artificial intelligence")


@dataclass(frozen=True)
class Rule:
    """One entry of the catalogue that a use works by: its name, title, last change and the hash of its file."""

    id: str
    title: str
    changed: str
    content_hash: str


@dataclass(frozen=True)
class Running:
    """What the home says: who runs it, which feeds came, when each use was run (by where its results are kept), the rules."""

    council: str
    loaded: frozenset[str]
    runs: Mapping[str, Sequence[dt.date]]
    rules: Mapping[str, Sequence[Rule]]


def register(catalogue: Catalogue, running: Running) -> list[dict[str, Any]]:
    """Return every use as plain objects, by name."""
    return [_use(catalogue, running, each) for _, each in sorted(catalogue.analytics.items())]


def _use(catalogue: Catalogue, running: Running, use: Analytic) -> dict[str, Any]:
    runs = sorted(running.runs.get(use.issued_in, ())) if use.issued_in else []
    rules = [rule for folder in use.folders for rule in running.rules.get(folder, ())]
    return {
        "id": use.id,
        "title": use.title,
        "technique": use.technique,
        "state": _state(use, runs, rules, running),
        "purpose": use.purpose,
        "logic": use.logic,
        "human_role": use.human_role,
        "evidence": use.evidence,
        "risks": use.risks,
        "appeals": use.appeals,
        "owner": use.owner,
        "about_people": use.about_people,
        "suppliers": list(use.suppliers),
        "since": use.since.isoformat(),
        "changed": max([use.changed[-1].date.isoformat(), *(rule.changed for rule in rules)]),
        "first_run": runs[0].isoformat() if runs else None,
        "last_run": runs[-1].isoformat() if runs else None,
        "data": [_data(each, running) for each in _feeds(catalogue, use)],
        "rules": [vars(rule) for rule in rules],
    }


def _state(use: Analytic, runs: Sequence[dt.date], rules: Sequence[Rule], running: Running) -> str:
    """Return whether a use is intended, ready and not run, or in use; one that keeps no results runs with every build."""
    if use.is_planned or (use.folders and not rules):
        return "intended"
    is_run = bool(runs) if use.issued_in else bool(running.loaded)
    return "in use" if is_run else "ready, not run yet"


def _feeds(catalogue: Catalogue, use: Analytic) -> list[Feed]:
    names = use.feeds or tuple(sorted(catalogue.feeds))
    return [catalogue.feed(name) for name in names]


def _data(feed: Feed, running: Running) -> dict[str, Any]:
    expires = feed.agreement_expires
    return {
        "feed": feed.id,
        "title": feed.title,
        "gateway": feed.gateway,
        "purposes": list(feed.purposes),
        "retention": feed.retention,
        "agreement_expires": expires.isoformat() if expires else None,
        "is_loaded": feed.id in running.loaded,
    }


def transparency_records(uses: Sequence[Mapping[str, Any]], running: Running) -> list[dict[str, Any]]:
    """Return a record for each use in the parts of the Algorithmic Transparency Recording Standard."""
    return [_record(use, running) for use in uses]


def _record(use: Mapping[str, Any], running: Running) -> dict[str, Any]:
    return {
        "tier_1": {"name": use["title"], "description": use["purpose"], "organisation": running.council},
        "tier_2": {
            "owner_and_responsibility": {
                "organisation": running.council,
                "team": use["owner"],
                "external_supplier_involvement": bool(use["suppliers"]),
                "external_suppliers": use["suppliers"],
            },
            "description_and_rationale": {
                "detailed_description": use["logic"],
                "scope": use["purpose"],
                "phase": use["state"],
                "in_use_since": use["since"],
            },
            "decision_making_process": {
                "human_decisions_and_review": use["human_role"],
                "appeals_and_review": use["appeals"],
                "frequency": {"first_run": use["first_run"], "last_run": use["last_run"]},
            },
            "tool_specification": {
                "technique": use["technique"],
                "performance": use["evidence"],
                "rules": use["rules"],
            },
            "data": use["data"],
            "risks_mitigations_and_impact_assessments": {"risks": use["risks"], "last_changed": use["changed"]},
        },
    }


def answers(uses: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return the six questions a request under the Freedom of Information Act asks of such uses, each with its answer."""
    using = [use for use in uses if use["state"] == "in use"]
    later = [use for use in uses if use["state"] != "in use"]
    return [
        _answer("Has the council used data analytics, predictive analytics or AI in children's services?", _kinds(using), using, _since),
        _answer("Is it using any now?", _yes(using), using, _working),
        _answer("Does it intend to use any?", _yes(later), later, _intended),
        _answer("What briefing notes or descriptions are there?", "The register of analytics describes each use:", uses, _described),
        _answer("What evidence is there of how well they work?", "For each use:", uses, lambda use: str(use["evidence"])),
        {"question": "Which suppliers and agreements are there?", "answer": _agreements(uses)},
    ]  # fmt: skip


def _answer(question: str, first: str, uses: Sequence[Mapping[str, Any]], words: Any) -> dict[str, str]:
    """Return a question with its answer: yes or no first, then a line for each use."""
    return {"question": question, "answer": "\n".join([first, *(f"{use['title']}: {words(use)}" for use in uses)])}


def _yes(uses: Sequence[Mapping[str, Any]]) -> str:
    return f"Yes, {plural(len(uses), 'use')}." if uses else "No."


def _kinds(using: Sequence[Mapping[str, Any]]) -> str:
    """Say of each kind whether any is in use, artificial intelligence too."""
    if not using:
        return "No: nothing has been run yet."
    counted = [(sum(use["technique"] == kind for use in using), kind) for kind in TECHNIQUES]
    told = [f"{kind}: {plural(count, 'use') if count else 'none'}" for count, kind in counted]
    return f"Yes. {sentence_case('; '.join(told))}."


def _since(use: Mapping[str, Any]) -> str:
    if use["first_run"] is None:
        return f"{use['technique']}, run whenever data are loaded."
    return f"{use['technique']}, first run on {_day(use['first_run'])}, last on {_day(use['last_run'])}."


def _working(use: Mapping[str, Any]) -> str:
    loaded = [each["title"] for each in use["data"] if each["is_loaded"]]
    about = "It looks at records of people." if use["about_people"] else "It looks at figures, never at one person."
    edition = f"Its {plural(len(use['rules']), 'rule')} ({_edition(use)}) last changed on {_day(use['changed'])}."
    rules = edition if use["rules"] else f"Last changed on {_day(use['changed'])}."
    return f"{about} {rules} Data it reads that are loaded: {joined(loaded) or 'none'}."


def _edition(use: Mapping[str, Any]) -> str:
    """Return a short mark that changes when any of a use's rules does."""
    whole = "".join(rule["content_hash"] for rule in use["rules"])
    return f"edition {hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def _intended(use: Mapping[str, Any]) -> str:
    words = "planned" if use["state"] == "intended" else "ready, but it has not been run yet"
    return f"{use['technique']}, {words}. {use['purpose']}"


def _described(use: Mapping[str, Any]) -> str:
    return f"{use['purpose']} {use['logic']} {use['human_role']}"


def _agreements(uses: Sequence[Mapping[str, Any]]) -> str:
    suppliers = sorted({each for use in uses for each in use["suppliers"]})
    feeds = {each["feed"]: each for use in uses for each in use["data"]}
    shared = [f"{each['title']}: {each['gateway']}. {_until(each)}." for _, each in sorted(feeds.items())]
    first = f"Suppliers: {joined(suppliers) or 'none'}."
    return "\n".join(
        [first, f"Data are shared under {plural(len(shared), 'agreement or duty', 'agreements or duties')}:", *shared]
    )


def _until(each: Mapping[str, Any]) -> str:
    ends = each["agreement_expires"]
    return f"The agreement runs until {_day(ends)}" if ends else "No last day is set"


def _day(written: str) -> str:
    return day(dt.date.fromisoformat(written))


def register_document(uses: Sequence[Mapping[str, Any]], running: Running, provenance: Mapping[str, str]) -> Document:
    """Return the register as a document: a table of uses, each use in words, and the six answers."""
    rows = tuple(tuple(Cell(use[key]) for key in ("title", "technique", "state", "owner", "changed")) for use in uses)
    columns = tuple(TableColumn(each) for each in ("Use", "Technique", "State", "Owner", "Last changed"))
    sections = [Section("Uses", (Table("Uses", columns, rows),)), *(_in_words(use) for use in uses)]
    told = tuple(Note("", heading=each["question"], points=tuple(each["answer"].split("\n"))) for each in answers(uses))
    return Document(
        id="register",
        title="Register of analytics",
        question="What does the council use data analytics, prediction and AI for in children's services?",
        data_line=f"Read from the definitions and the home as they are on {day(dt.datetime.now(dt.UTC).date())}.",
        scope_line=f"{running.council}: no personal data.",
        sections=(*sections, Section("Answer to a request for information", told)),
        provenance=provenance,
        marking="Official: for publication",
    )


def _in_words(use: Mapping[str, Any]) -> Section:
    keys = ("purpose", "logic", "human_role", "evidence", "risks", "appeals")
    notes: Iterator[Note] = (Note(str(use[key]), heading=key.replace("_", " ").capitalize()) for key in keys)
    columns = tuple(TableColumn(each) for each in ("Data", "Gateway", "Kept", "Loaded"))
    rows = tuple(
        (
            Cell(each["title"]),
            Cell(each["gateway"]),
            Cell(each["retention"]),
            Cell("Yes" if each["is_loaded"] else "No"),
        )
        for each in use["data"]
    )
    return Section(str(use["title"]), (*notes, Table(f"Data used: {use['title']}", columns, rows)))
