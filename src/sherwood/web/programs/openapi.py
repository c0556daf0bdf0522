"""Programs: the JSON interface described in OpenAPI 3.1, made from the catalogue, so that clients can be made from it."""

from __future__ import annotations

from typing import Any

from sherwood.definitions.catalogue import Catalogue
from sherwood.vocabulary.periods import GRAINS

NUMBER = {"type": ["number", "null"]}
TEXT = {"type": "string"}
ERROR = {"type": "object", "properties": {"error": {"type": "object", "properties": {"code": TEXT, "message": TEXT}}}}
REFUSED = {"400": "cannot be read", "401": "no good token", "403": "not allowed", "404": "nothing of this name for you"}


def description(catalogue: Catalogue) -> dict[str, Any]:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sherwood",
            "version": "1",
            "description": "Figures and reports in the scope of whoever's token it is; nothing the pages would not show that person.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": ERROR, "Row": _row(), "Series": _series()},
        },
        "paths": {
            "/measures": _get("listMeasures", "Every measure", _list("measures")),
            "/measures/{area}/{name}": _get(
                "measureValue",
                "The figures of one measure",
                _ref("Series"),
                [*_path(next(iter(catalogue.measures.values())).id), *_periods(), *_filters(catalogue)],
            ),
            "/reports": _get("listReports", "The reports you may open", _list("reports")),
            "/reports/{area}/{name}": _get(
                "report",
                "One report with its tables",
                {"type": "object"},
                [*_path(next(iter(catalogue.reports.values())).id), *_filters(catalogue)],
            ),
            "/openapi.json": _get("describe", "This description", {"type": "object"}),
        },
    }


def _get(
    name: str, summary: str, schema: dict[str, Any], parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": _answer("found", schema)}
    responses |= {code: _answer(words, _ref("Error")) for code, words in REFUSED.items()}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters or [], "responses": responses}}


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "object", "required": [name], "properties": {name: {"type": "array", "items": {"type": "object"}}}}


def _row() -> dict[str, Any]:
    properties = {"period": TEXT, "numerator": NUMBER, "denominator": NUMBER, "value": NUMBER}
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": True}


def _series() -> dict[str, Any]:
    words = ("measure", "unit", "figures", "as_at", "data_date", "build", "catalogue_hash", "measure_hash", "scope")
    properties: dict[str, Any] = dict.fromkeys(words, TEXT)
    properties |= {"rows": {"type": "array", "items": _ref("Row")}, "notes": {"type": "array", "items": TEXT}}
    return {"type": "object", "required": ["measure", "unit", "rows"], "properties": properties}


def _path(entry: str) -> list[dict[str, Any]]:
    """Return the two parts of an entry's address, with one entry as the example."""
    parts = zip(("area", "name"), entry.split("/"), strict=True)
    return [{"name": name, "in": "path", "required": True, "schema": TEXT, "example": part} for name, part in parts]


def _periods() -> list[dict[str, Any]]:
    day = {"type": "string", "format": "date"}
    return [
        {"name": "from", "in": "query", "schema": day, "description": "first day, included"},
        {"name": "to", "in": "query", "schema": day, "description": "last day, included"},
        {"name": "grain", "in": "query", "schema": {"type": "string", "enum": list(GRAINS)}},
        {
            "name": "by",
            "in": "query",
            "schema": {"type": "array", "items": TEXT},
            "explode": True,
            "description": "breakdowns of the measure; may be repeated",
        },
    ]


def _filters(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return a filter for each breakdown there is; a measure says which of them it has."""
    return [
        {"name": name, "in": "query", "schema": TEXT, "description": f"keep rows of this {each.title.lower()}"}
        for name, each in catalogue.dimensions.items()
    ]
