"""The web: finding a child; what is typed travels in the body of a POST alone, so that it stands in no address and no log."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sherwood.access import Description, Permission, find, may
from sherwood.reports.words import short_day
from sherwood.web.permissions import permission
from sherwood.web.presenters.links import child
from sherwood.web.visit import Visit, reader

LONGEST = 100
COLUMNS = ("Child", "Born", "Number")


@permission(Permission.CHILD_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Visit) -> HttpResponse:
    """Show the form, and below it the children who fit what was typed and whom the viewer may open."""
    asked = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("name", "number", "day", "month", "year")}
    born, problem = _day(asked)
    known = Description(asked["name"], born, asked["number"])
    if request.method == "POST" and not problem and known.is_empty:
        problem = "Enter a name, a date of birth or a number"
    is_asked = request.method == "POST" and not problem
    rows = find(reader(request.viewer), request.viewer, known) if is_asked else []
    context = {
        "page_title": "Find a child",
        "title": {"heading": "Find a child", "lead": "Which of the children you may open is it?"},
        "breadcrumbs": [{"title": "Home", "href": reverse("home")}],
        "asked": asked,
        "problem": problem,
        "is_asked": is_asked,
        "table": _table(rows),
        "may_in_emergency": may(request.viewer, Permission.EMERGENCY_OPEN),
    }
    return render(request, "pages/find.html", context, status=422 if problem else 200)


def _day(asked: dict[str, str]) -> tuple[dt.date | None, str]:
    """The date of birth that was typed, or what is wrong with it."""
    parts = [asked[name] for name in ("year", "month", "day")]
    if not any(parts):
        return None, ""
    try:
        return dt.date(*map(int, parts)), ""
    except (ValueError, OverflowError):
        return None, "Enter a whole date of birth, such as 27 3 2014"


def _table(rows: list[dict[str, object]]) -> dict[str, object] | None:
    if not rows:
        return None
    return {
        "caption": "Children who fit, nearest first",
        "columns": [{"key": label, "label": label} for label in COLUMNS],
        "rows": [{"cells": _cells(row)} for row in rows],
    }


def _cells(row: dict[str, object]) -> list[dict[str, object]]:
    name = " ".join(str(row[each]) for each in ("forename", "surname") if row[each]) or "No name in the files"
    born = row["birth_date"]
    shown = short_day(born) if isinstance(born, dt.date) else "not recorded"
    return [
        {"text": name, "href": child(str(row["record_key"]))},
        {"text": shown, "is_short": True},
        {"text": row["source_id"]},
    ]
