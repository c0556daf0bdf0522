import datetime as dt
from types import SimpleNamespace

import pytest

from sherwood.access import AuditNotWritten, Permission, Viewer
from sherwood.reports.document import Cell, Document, Drill, Section, Table, TableColumn
from sherwood.web.presenters import loads

KEYS = ("a" * 26, "b" * 26)
CHILDREN = Table(
    "Children",
    (TableColumn("Child"), TableColumn("Child number")),
    tuple((Cell(f"Child {key[:4]}", drill=Drill("child", key)), Cell(f"number of {key[0]}")) for key in KEYS),
    holds_children=True,
)
FIGURES = Table("Figures", (TableColumn("Team"),), ((Cell("Ashfield", drill=Drill("children", "cla_open")),),))
DOCUMENT = Document("looked_after/x", "Title", "Q?", "Data", "You see", (Section("Part", (FIGURES, CHILDREN)),))


class Kept:
    """A trail that keeps what it is given in a list."""

    def __init__(self):
        self.entries = []

    def append(self, entry):
        self.entries.append(entry)


@pytest.fixture
def exports(home):
    from sherwood.web import exports

    return exports


def problem(**more):
    return SimpleNamespace(
        **{"feed": "f", "table_name": "t", "column_name": "C", "severity": "cell", "reason": "r", **more}
    )


def delivery(**more):
    row = {"feed": "f", "table_name": "t", "period": "2023-24", "file": "t.csv", "received": dt.date(2024, 4, 30)}
    counts = {"rows_read": 1200, "rows_accepted": 1199, "rows_rejected": 1, "cell_problems": 4}
    return {**row, **counts, **more}


def test_a_file_taken_is_audited_with_its_form_and_its_rows(exports):
    trail = Kept()
    answer = exports.file(Viewer("u", "U", "small", trail=trail), DOCUMENT, "csv")
    assert b"number of a" in answer.content
    (entry,) = trail.entries
    assert entry.action == "file taken"
    assert dict(entry.detail) == {"of": "looked_after/x", "rows": 3, "as": "csv"}


def test_nothing_is_given_when_it_cannot_be_audited(exports):
    with pytest.raises(AuditNotWritten):
        exports.file(Viewer("u", "U", "small"), DOCUMENT, "csv")


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_a_file_is_what_its_name_says(exports, form, begins):
    answer = exports.file(Viewer("u", "U", "small", trail=Kept()), DOCUMENT, form)
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="looked_after-x.{form}"'


def test_deliveries_are_listed_newest_first_with_their_counts():
    older, newer = delivery(received=dt.date(2023, 4, 30), period="2022-23"), delivery()
    table = loads.deliveries([older, newer])
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["f", "t", "2023-24", "t.csv", "30 Apr 2024", "1,200", "1,199", "1", "4"],
        ["f", "t", "2022-23", "t.csv", "30 Apr 2023", "1,200", "1,199", "1", "4"],
    ]
    assert len(table.columns) == len(table.rows[0])
    assert loads.deliveries([]).empty == "Nothing has been loaded yet."


def test_problems_are_counted_by_column_worst_first():
    found = loads.problems(
        [problem(), problem(column_name="D"), problem(column_name="D"), problem(column_name="", severity="row")]
    )
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["f", "t", "D", "r", "Cells emptied", "2"],
        ["f", "t", "C", "r", "Cells emptied", "1"],
        ["f", "t", "whole row", "r", "Rows rejected", "1"],
    ]


def test_no_problem_is_said_in_words():
    table = loads.problems([])
    assert (table.rows, table.empty) == ((), "Every row and every cell could be read.")


def test_the_trail_names_people_and_never_prints_a_record_key(home):
    from sherwood.office import audit, directory
    from sherwood.web.presenters.trail import trail

    mary = directory.account_named("mary").id
    audit.append(audit.AuditRecord("child opened", mary, "small", "direct_care", {"of": "person", "rows": 1}, KEYS))
    audit.append(audit.AuditRecord("sign-in refused", ""))
    table = trail(audit.latest(), of_one_record=False)
    cells = [[cell["text"] for cell in row["cells"]] for row in table["rows"]]
    assert [row[1:] for row in cells] == [
        ["Nobody signed in", "Sign-in refused", "", "", "0"],
        ["Mary Manager", "Child opened", "direct care", "of: person; rows: 1", "2"],
    ]
    assert not [text for row in cells for text in row if KEYS[0] in text]
    assert trail([], of_one_record=True) is None


def test_refusals_are_audited_with_the_page_and_the_permission(signed_in):
    from sherwood.office import audit, directory

    signed_in("mary").get("/data")
    (refusal,) = audit.latest(action="refused")
    assert refusal.account_id == directory.account_named("mary").id
    assert dict(refusal.detail) == {"page": "data", "permission": "data:read"}


def test_trying_the_address_of_a_child_that_is_not_theirs_is_audited_without_its_key(signed_in):
    from sherwood.office import audit

    tried = "a" * 26
    assert signed_in("wendy").get(f"/children/{tried}").status_code == 404
    (refused,) = audit.latest(action="refused")
    assert dict(refused.detail) == {"page": "journey", "of": "Child AAAA"}
    assert (refused.record_keys, refused.records_shown) == ((), 0)


DAYS = "/measures/looked_after/cla_open/children?"


@pytest.mark.parametrize(
    "address",
    [
        "/?as_at=0001-01-01",
        "/?as_at=9999-12-31",
        "/reports/looked_after/cla_overview?as_at=0001-01-01",
        f"{DAYS}from=0001-01-01&to=0001-01-02&grain=day",
        f"{DAYS}from=0001-01-01&to=9999-12-31&grain=week",
        f"{DAYS}from=1990-01-01&to=2024-03-31&grain=day",
        "/reports/looked_after/cla_overview?figures=official&as_at=2024-03-30",
    ],
)
def test_days_without_data_too_many_periods_and_official_figures_day_by_day_are_refused_in_words(signed_in, address):
    answer = signed_in("dan").get(address)
    assert answer.status_code == 400
    assert "This cannot be shown" in answer.content.decode()


@pytest.mark.parametrize("day", ["2024-02-29", "2024-03-31"])
def test_official_figures_are_given_for_the_end_of_a_month_and_for_the_data_date(signed_in, day):
    answer = signed_in("dan").get(f"/reports/looked_after/cla_overview?figures=official&as_at={day}")
    assert answer.status_code == 200


def test_reading_the_audit_trail_is_itself_audited(signed_in):
    from sherwood.office import audit

    signed_in("audrey").get("/audit")
    assert [each.detail["of"] for each in audit.latest(action="audit read")] == ["latest events"]


def test_when_a_refusal_cannot_be_audited_the_door_stays_shut(signed_in):
    from django.db import connection

    client = signed_in("mary")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE office_auditevent RENAME TO office_auditevent_gone")
    assert client.get("/data").status_code == 503


def test_what_a_view_declares_is_read_back_and_nothing_is_not_a_declaration():
    from sherwood.web.permissions import declared_on, permission, public, signed_in

    def view(request):
        return request

    assert declared_on(view) is None
    assert [declared_on(mark(lambda request: request)).words for mark in (public, signed_in)] == ["public", "sign-in"]
    permission(Permission.DATA_READ)(view)
    assert declared_on(view).permission == Permission.DATA_READ
    assert declared_on(view).words == "data:read"


def test_an_index_groups_by_area_along_a_childs_journey_and_sorts_by_title(home):
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.web.presenters.areas import TITLES
    from sherwood.web.presenters.index import index

    found = index("Measures", "measure", load_catalogue().measures.values(), "")
    areas = [area["title"] for area in found["areas"]]
    assert areas == sorted(areas, key=list(TITLES.values()).index)
    assert areas[0] == "Front door"
    for area in found["areas"]:
        titles = [entry["title"] for entry in area["entries"]]
        assert titles == sorted(titles)
    assert sum(len(area["entries"]) for area in found["areas"]) == found["count"] == len(load_catalogue().measures)


def test_every_area_of_the_catalogue_has_a_plain_title_and_a_councils_own_comes_last():
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.web.presenters.areas import TITLES, area_title, place_of

    catalogue = load_catalogue()
    assert {each.area for each in (*catalogue.measures.values(), *catalogue.reports.values())} <= set(TITLES)
    assert area_title("our_own_area") == "Our own area"
    assert place_of("our_own_area") > max(map(place_of, TITLES))
