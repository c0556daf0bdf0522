"""What is tried at one's own views, records to mend, dates, staffing, and the doors for programs, which ask with a token."""

from tests.support.attempts import DAYS, FILTERS, LISTED, REPORTS, STOCK

FORMS = ("xlsx", "csv", "json", "docx", "pdf", "pptx", "exe")
NOBODYS = "00000000-0000-4000-8000-000000000000"
DIMENSIONS = ("team", "worker", "service", "sex", "legal_status", "age_band", "forename", "")


def _get(path, **query):
    return "GET", path, query


def _post(path, **data):
    return "POST", path, data


def _chosen(draw):
    """Measures, a breakdown and a filter, as a page of one's own or a program asks."""
    by = draw.choice(DIMENSIONS)
    where = draw.choice(({}, {name: draw.choice(FILTERS[name]) for name in draw.sample(("team", "worker", "sex"), 1)}))
    return (
        {"measure": draw.choice(LISTED), "grain": draw.choice(("day", "month", "year"))}
        | ({"by": by} if by else {})
        | where
    )


def _explore(draw, site):
    return _get("/explore", **_chosen(draw))


def _explore_export(draw, site):
    return _get(f"/explore/export.{draw.choice(FORMS)}", **_chosen(draw))


def _kept(draw, site):
    return _post("/explore/keep", title="Mine", **_chosen(draw))


def _view(draw, site):
    return _get(f"/views/{draw.choice([*site.views, NOBODYS])}")


def _view_changed(draw, site):
    return _post(
        f"/views/{draw.choice([*site.views, NOBODYS])}/{draw.choice(('share', 'withdraw', 'steal'))}", role="worker"
    )


def _pinned(draw, site):
    kind = draw.choice(("report", "measure", "view"))
    name = {"report": draw.choice(REPORTS), "measure": draw.choice(LISTED), "view": NOBODYS}[kind]
    return {"kind": kind, "name": name, "back": draw.choice(("/", "//elsewhere.example", "javascript:alert(1)", "*"))}


def _api_measure(draw, site):
    """Figures of any sort; and of one day alone, of which the plain files say how many there are."""
    if draw.random() < 0.3:
        day = draw.choice(DAYS)
        return _get(f"/api/v1/measures/{STOCK}", **{"from": day, "to": day, "grain": "day"})
    first, last = sorted(draw.choices(DAYS, k=2))
    asked = {name: value for name, value in _chosen(draw).items() if name != "measure"}
    return _get(f"/api/v1/measures/{draw.choice(LISTED)}", **{"from": first, "to": last} | asked)


def _odata(draw, site):
    more = draw.choice(
        (
            {},
            {"$filter": "team eq 'T1'"},
            {"$filter": "worker eq 'SW1' or 1 eq 1"},
            {"$top": draw.choice(("1", "-1", "x"))},
            {"$select": "forename"},
            {"$orderby": "value desc"},
        )
    )
    return _get(f"/odata/{draw.choice([*(each.rpartition('/')[2] for each in LISTED), 'Measures', 'person'])}", **more)


NEWER = {
    "date_note": (
        0.5,
        lambda draw, site: _post(f"/measures/{draw.choice(LISTED)}/dates", day="2024-01-01", words="A day."),
    ),
    "forecast_staffing": (0.5, lambda draw, site: _get("/forecast/staffing")),
    "forecast_keep": (0.5, lambda draw, site: _post("/forecast/keep", name="x")),
    "forecast_export": (
        0.5,
        lambda draw, site: _get(f"/forecast/{draw.choice(('hub', 'staffing'))}.{draw.choice(FORMS)}"),
    ),
    "explore": (2, _explore),
    "explore_toml": (0.5, lambda draw, site: _get("/explore/report.toml", **_chosen(draw))),
    "explore_export": (2, _explore_export),
    "explore_keep": (0.5, _kept),
    "views": (0.5, lambda draw, site: _get("/views")),
    "view": (1, _view),
    "view_change": (0.5, _view_changed),
    "pin": (0.5, lambda draw, site: _post("/views/pin", act="pin", **_pinned(draw, site))),
    "send": (0.5, lambda draw, site: _post("/views/send", every=draw.choice(("week", "")), **_pinned(draw, site))),
    "search": (0.5, lambda draw, site: _get("/search", q=draw.choice(("care", "700037", "%", "")))),
    "connect": (0.5, lambda draw, site: _get("/connect")),
    "token_make": (0.5, lambda draw, site: _post("/account/tokens", title="More", days=draw.choice(("30", "9999")))),
    "token_revoke": (0.5, lambda draw, site: _post("/account/tokens/revoke", token="1000000")),
    "records": (1, lambda draw, site: _get("/records", **draw.choice(({}, {"team": "T1"}, {"worker": "SW1"})))),
    "records_export": (0.5, lambda draw, site: _get(f"/records/export.{draw.choice(FORMS)}")),
    "fault": (0.5, lambda draw, site: _get(f"/records/{'0' * 16}")),
    "fault_say": (0.5, lambda draw, site: _post(f"/records/{'0' * 16}/say", words="Seen.")),
    "api_openapi": (0.5, lambda draw, site: _get("/api/v1/openapi.json")),
    "api_measures": (0.5, lambda draw, site: _get("/api/v1/measures")),
    "api_measure": (3, _api_measure),
    "api_reports": (0.5, lambda draw, site: _get("/api/v1/reports")),
    "api_report": (2, lambda draw, site: _get(f"/api/v1/reports/{draw.choice(REPORTS)}")),
    "odata": (0.5, lambda draw, site: _get("/odata/")),
    "odata_metadata": (0.5, lambda draw, site: _get("/odata/$metadata")),
    "odata_entities": (2, _odata),
}
