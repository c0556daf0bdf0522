"""The web: findings as pages show them: what changed in one sentence, what makes it up, what people made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from sherwood.anomalies.explaining import STANDS_OUT
from sherwood.anomalies.words import month_in_words
from sherwood.jobs.findings import at_the_top, key_of
from sherwood.office.findings import ACTION, COMMENT, DISMISSED, KINDS, Said, standing
from sherwood.reports.words import plural
from sherwood.web.presenters.links import place

Context = dict[str, Any]
Row = Mapping[str, Any]
TONES = {"concern": "amber", "improvement": "teal", "data_outage": "red"}
TOLD = {"concern": "Concern", "improvement": "Improvement", "change": "Change", "data_outage": "Records missing"}
NOTES = {"accepted": "Accepted", "dismissed": "Dismissed", "action": "Action", "comment": "Comment"}
ASKED = {
    "accepted": "Accept it",
    "dismissed": "Dismiss it, with the reason",
    "action": "An action",
    "comment": "A comment",
}
SHOWN_PARTS = 12
NOTHING: Mapping[dt.date, str] = MappingProxyType({})
SHARES = (("contribution", "Share in the change"), ("rate", "Its own figure"), ("mix", "Its weight"))


def about(scan: Mapping[str, Any]) -> Context:
    """What the latest scan looked at."""
    return {"to": month_in_words(scan["to"]), "tested": f"{scan['tested']:,}"}


def inbox(rows: Sequence[Row], said: Mapping[str, Sequence[Said]]) -> Context:
    """The findings that are no part of a wider one shown here: those still to look at first, then those dismissed."""
    cards = [_card(row, said.get(key_of(row), ()), rows) for row in at_the_top(rows)]
    waiting = [card for card in cards if card["standing"] != DISMISSED]
    return {"waiting": waiting, "dismissed": [card for card in cards if card["standing"] == DISMISSED]}


def _card(row: Row, said: Sequence[Said], rows: Sequence[Row]) -> Context:
    parts = sum(each["part_of"] == row["id"] for each in rows)
    stands = standing(said)
    headline, dot, more = row["sentence"].partition(". ")
    return {
        "href": reverse("finding", args=[key_of(row)]),
        "headline": headline + dot.strip(),
        "more": more,
        "tag": _tag(row),
        "standing": stands,
        "stands": {"text": NOTES[stands], "tone": "grey"} if stands in NOTES else None,
        "status": {"new": "New this month", "continuing": "Told before, and still so"}[row["status"]],
        "how_sure": row["how_sure"],
        "parts": f"Also in {plural(parts, 'team or district', 'teams and districts')}." if parts else "",
        "notes": plural(len(said), "note") if said else "",
    }


def _tag(row: Row) -> Context:
    return {"text": TOLD[row["kind"]], "tone": TONES.get(row["kind"], "grey")}


def one(row: Row, said: Sequence[Said], rows: Iterable[Row], after: Mapping[dt.date, str] = NOTHING) -> Context:
    """One finding with its evidence: parts that add up, where else it shows, what was said of it and what came `after` an action."""
    return {
        "tag": _tag(row),
        "finding": row,
        "measure_href": place("measure", row["measure"]),
        "how_sure": row["how_sure"].capitalize(),
        "breakdowns": [_parts(each) for each in row["details"].get("explained", ())],
        "beside": [_card(each, (), ()) for each in rows if each["part_of"] == row["id"]],
        "said": [_said(each, after) for each in said],
        "kinds": [{"value": kind, "label": ASKED[kind], "checked": kind == COMMENT} for kind in KINDS],
        "note_href": reverse("finding_note", args=[key_of(row)]),
    }


def _parts(explained: Mapping[str, Any]) -> Context:
    """One breakdown as a table whose column adds up to the change."""
    name = explained["dimension"].replace("_", " ")
    # A count has no weight that could change: all that moved is its own figure.
    keys = SHARES if any(each["mix"] for each in explained["parts"]) else SHARES[:1]
    shown, rest = explained["parts"][:SHOWN_PARTS], explained["parts"][SHOWN_PARTS:]
    rows = [(each["label"], *(each[key] for key, _ in keys)) for each in shown]
    if rest:
        rows.append((f"{len(rest)} others", *(sum(each[key] for each in rest) for key, _ in keys)))
    uneven = "parts moved differently" if explained["chance"] < STANDS_OUT else "no part stands out"
    columns = [{"key": key, "label": label, "numeric": True} for key, label in keys]
    return {
        "caption": f"By {name}: {uneven}",
        "columns": [{"key": "part", "label": name.capitalize(), "numeric": False}, *columns],
        "rows": [
            {"cells": [{"text": label}, *({"text": _signed(each)} for each in values)]} for label, *values in rows
        ],
        "total": {
            "cells": [{"text": "All"}, {"text": _signed(explained["change"])}, *({"text": ""} for _ in keys[1:])]
        },
    }


def _signed(value: float) -> str:
    return f"{value:+,.1f}".replace("-", "−")


def _said(each: Said, after: Mapping[dt.date, str]) -> Context:
    owner = f" Owner: {each.owner}." if each.kind == ACTION and each.owner else ""
    due = f" By {each.due.day} {each.due:%B %Y}." if each.due else ""
    return {
        "kind": NOTES[each.kind],
        "words": each.words + owner + due,
        "by": each.by,
        "at": f"{each.at:%d %B %Y}",
        "after": after.get(each.at.date(), "") if each.kind == ACTION else "",
    }
