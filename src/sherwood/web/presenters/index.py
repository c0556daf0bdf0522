"""The web: the lists of reports and of measures, by service area, with a search box."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.urls import reverse

from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.report import Report
from sherwood.web.presenters.areas import area_title, place_of
from sherwood.web.presenters.links import place

Context = dict[str, Any]


def index(title: str, route: str, entries: Iterable[Report | Measure], words: str) -> Context:
    """Return the context of a list; `words` are looked for in titles and questions, all of them in any order."""
    wanted = words.casefold().split()
    found = sorted(
        (each for each in entries if _matches(each, wanted)), key=lambda each: (place_of(each.area), each.title)
    )
    return {
        "page_title": title,
        "title": {"heading": title, "lead": "Each answers one question."},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "search": {"action": reverse(f"{route}s"), "label": f"Search {title.lower()}", "value": words},
        "count": len(found),
        "areas": [
            {"title": area_title(area), "entries": [_entry(route, each) for each in group]}
            for area, group in groupby(found, key=lambda each: each.area)
        ],
    }


def _matches(entry: Report | Measure, wanted: list[str]) -> bool:
    """Whether every word stands in the entry's title or question."""
    text = f"{entry.title} {entry.question}".casefold()
    return all(word in text for word in wanted)


def _entry(route: str, entry: Report | Measure) -> Context:
    """Return one line of the list."""
    return {"title": entry.title, "question": entry.question, "href": place(route, entry.id)}
