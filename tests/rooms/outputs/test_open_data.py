"""Open data, read back: a file a table, each described column by column, what is withheld by one sign, no list of children."""

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from tests.rooms.outputs.documents import document, drawn_chart, key_figures, note, table

from sherwood.outputs import forms, open_data
from sherwood.reports.document import Cell
from sherwood.reports.words import TOO_FEW

ROWS = (
    (Cell("North"), Cell("12.5%", number=12.5), Cell("31 March 2018", date=dt.date(2018, 3, 31))),
    (Cell("South"), Cell(TOO_FEW), Cell("1 April 2018", date=dt.date(2018, 4, 1))),
    (Cell("=evil()"), Cell("40", number=40.0), Cell("")),
)
FIGURES = table("By area", ("Area", "Share of all", "As at"), ROWS)


def opened(*blocks, **more):
    return zipfile.ZipFile(io.BytesIO(open_data.render(document(*blocks, **more))))


def package(archive):
    return json.loads(archive.read("datapackage.json"))


def rows(archive, name):
    return list(csv.reader(io.StringIO(archive.read(name).decode())))


def test_every_table_is_a_file_and_every_file_is_described():
    archive = opened(key_figures(), drawn_chart(), FIGURES, note())
    named = [each["path"] for each in package(archive)["resources"]]
    assert named == [name for name in archive.namelist() if name != "datapackage.json"]
    assert len(named) == 3
    assert package(archive)["licenses"][0]["name"] == "OGL-UK-3.0"
    assert "Which reviews are due?" in package(archive)["description"]
    assert "A review held on its due day is in time." in package(archive)["notes"]


def test_columns_have_types_and_cells_are_values_and_not_words():
    archive = opened(FIGURES)
    (resource,) = package(archive)["resources"]
    fields = resource["schema"]["fields"]
    assert [(each["name"], each["type"]) for each in fields] == [
        ("area", "string"),
        ("share_of_all", "number"),
        ("as_at", "date"),
    ]
    headings, first, second, third = rows(archive, resource["path"])
    assert headings == [each["name"] for each in fields]
    assert first == ["North", "12.5", "2018-03-31"]
    assert second == ["South", "c", "2018-04-01"]
    assert third == ["'=evil()", "40", ""]
    assert resource["schema"]["missingValues"] == ["", "c"]


def test_what_is_withheld_is_said_and_never_a_number():
    archive = opened(FIGURES)
    assert "withheld: the cell holds c" in package(archive)["description"]
    assert TOO_FEW not in archive.read("data/01-by-area.csv").decode()


def test_no_list_of_children_is_ever_open_data():
    with pytest.raises(ValueError, match="no list of children"):
        open_data.render(document(FIGURES, names_children=True))
    assert len(package(opened(FIGURES, table(holds_children=True)))["resources"]) == 1


def test_two_columns_of_one_name_are_told_apart_and_no_page_offers_it():
    archive = opened(table("t", ("Value", "Value"), rows=(("1", "2"),)))
    assert rows(archive, "data/01-t.csv")[0] == ["value", "value_2"]
    assert forms.OPEN_DATA not in forms.FORMS


def test_the_same_document_gives_the_same_bytes():
    assert forms.render(document(FIGURES), "zip") == forms.render(document(FIGURES), "zip")
