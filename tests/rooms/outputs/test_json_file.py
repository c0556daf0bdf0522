"""The JSON file: the whole tree, each block with its kind, and what a file must carry to be traced."""

import datetime as dt
import json

from tests.rooms.outputs.documents import chart, document, key_figures, note, table

from sherwood.outputs import forms
from sherwood.outputs import json as output
from sherwood.reports.document import Cell, Drill, Name


def read_back(*blocks, **more):
    return json.loads(output.render(document(*blocks, **more)))


def test_tree_begins_with_what_traces_it():
    about = read_back(note())["about"]
    assert about["Marking"] == "Official-sensitive"
    assert about["Build"] == "0123abcd"
    assert about["Filters"] == "team: north"


def test_each_block_has_its_kind_in_reading_order():
    section = read_back(key_figures(), chart(), table(), note())["sections"][0]
    assert section["title"] == "Section"
    assert [each["kind"] for each in section["blocks"]] == ["key_figures", "chart", "table", "note"]


def test_cell_keeps_number_date_and_where_it_leads():
    rows = (
        (Cell("1,204", 1204.0, drill=Drill("measure", "a/b", {"team": "n"})), Cell("x", date=dt.date(2018, 3, 31))),
    )
    first, second = read_back(table(rows=rows))["sections"][0]["blocks"][0]["rows"][0]
    assert (first["text"], first["number"], first["drill"]["filters"]) == ("1,204", 1204.0, {"team": "n"})
    assert second["date"] == "2018-03-31"


def test_name_never_leaves_in_a_file():
    block = read_back(Name("Ada Lovelace", "AL", "k1"))["sections"][0]["blocks"][0]
    assert (block["kind"], block["value"], block["initials"]) == ("name", "", "AL")


def test_same_document_is_written_the_same():
    assert output.render(document(chart())) == output.render(document(chart()))


def test_every_form_is_written_by_its_module():
    begins = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "csv": b"\xef\xbb\xbf", "json": b"{", "pptx": b"PK"}
    assert set(begins) == set(forms.FORMS)
    for form, start in begins.items():
        assert forms.render(document(note()), form).startswith(start), form
        assert "/" in forms.content_type(form)
