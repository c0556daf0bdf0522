"""The web: the form on which somebody chooses what to see: measures, breakdown, values, picture, periods, comparison, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sherwood.access import data_date
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures import official_breakdown
from sherwood.reports import Desk
from sherwood.reports.choices import as_at_choice, dimension_choice
from sherwood.reports.document import Choice
from sherwood.reports.explore import AUTO, GRAINS, MOST_MEASURES, Chosen, breakdowns_of, picture_of
from sherwood.reports.words import joined
from sherwood.web.presenters.areas import area_title, place_of

Context = dict[str, Any]
PICTURES = (
    (AUTO, "The one that fits"),
    ("trend", "Line"),
    ("bars", "Bars"),
    ("table", "Table"),
    ("funnel", "Funnel"),
    ("relative", "Groups against all others"),
)
AGAINST = (
    ("", "Nothing"),
    ("year_before", "The same periods a year before"),
    ("period_before", "As many periods before"),
)
MOST_FILTERS = 6
ONLY_FIELDS = 2


def form(desk: Desk, chosen: Chosen, action: str) -> Context:
    """Return the form with what is chosen marked; values of breakdowns are those in the viewer's own scope."""
    measures = [desk.catalogue.measure(name) for name in chosen.measures]
    names = breakdowns_of(measures)
    if desk.is_official:
        names = tuple(
            name for name in names if any(official_breakdown(desk.catalogue, each, name) == name for each in measures)
        )
    by = _select("by", "Break down by", [("", "Nothing"), *_titles(desk.catalogue, names)], chosen.by)
    values = dimension_choice(desk, measures, chosen.by) if chosen.by in names and not desk.is_official else None
    return {
        "action": action,
        "chosen": [{"value": each.id, "text": each.title, "area": area_title(each.area)} for each in measures],
        "is_full": len(measures) >= MOST_MEASURES,
        "offered": offered(desk.catalogue, chosen),
        "fields": [
            by,
            *_only(chosen, values),
            _select("shows", "Picture", PICTURES, chosen.shows),
            _select("grain", "Periods", [(each, each.capitalize() + "s") for each in GRAINS], chosen.grain),
            {"name": "periods", "label": "How many", "type": "number", "value": str(chosen.periods), "options": []},
            *([] if chosen.by else [_select("against", "Compare with", AGAINST, chosen.against)]),
            _choice(as_at_choice(desk, data_date(desk.reader, desk.viewer.authority))),
        ],
        "filters": [] if desk.is_official else list(_filters(desk, chosen, measures, names)),
        "why": _why(measures, chosen),
    }


def offered(catalogue: Catalogue, chosen: Chosen) -> list[Context]:
    """Return the measures that may be added, by service area."""
    found = [each for each in catalogue.measures.values() if each.id not in chosen.measures]
    found.sort(key=lambda each: (place_of(each.area), each.title))
    return [{"value": each.title, "area": area_title(each.area)} for each in found]


def _why(measures: Sequence[Measure], chosen: Chosen) -> str:
    """Return which picture was taken and why, once for each kind of it."""
    told = list(dict.fromkeys(picture_of(each, chosen)[1] for each in measures))
    return f"Shown as {joined(told)}." if told and chosen.shows == AUTO else ""


def _titles(catalogue: Catalogue, names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, catalogue.dimension(name).title) for name in names]


def _only(chosen: Chosen, values: Choice | None) -> list[Context]:
    """Return two fields for values to compare, once a breakdown is chosen that has several."""
    if values is None:
        return []
    options = [("", "All"), *values.options[1:]]
    labels = ("Compare", "with", *["and"] * len(chosen.only))
    shown = max(ONLY_FIELDS, len(chosen.only))
    kept = [*chosen.only, *[""] * shown][:shown]
    fields = [_select("only", label, options, value) for label, value in zip(labels, kept, strict=False)]
    return [field | {"place": place} for place, field in enumerate(fields, start=1)]


def _filters(desk: Desk, chosen: Chosen, measures: Sequence[Measure], names: Iterable[str]) -> Iterable[Context]:
    """Yield a field for each breakdown that rows may be kept by; one in use stays although it is not among the first."""
    unused = [name for name in names if name != chosen.by and name not in chosen.where]
    for name in [*chosen.where, *unused][: max(MOST_FILTERS, len(chosen.where))]:
        found = dimension_choice(desk, measures, name)
        if found is not None:
            yield _select(name, found.label, found.options, chosen.where.get(name, ""))


def _choice(found: Choice) -> Context:
    return _select(found.name, found.label, found.options, found.value)


def _select(name: str, label: str, options: Iterable[tuple[str, str]], value: str) -> Context:
    return {
        "name": name,
        "label": label,
        "type": "select",
        "options": [{"value": each, "text": text, "selected": each == value} for each, text in options],
    }
