"""A document read back from what was kept: every form of it is the same as before."""

import datetime as dt
import json

import pytest
from tests.rooms.outputs.documents import document, drawn_chart, key_figures, note, table

from sherwood.outputs import forms
from sherwood.outputs.json import tree
from sherwood.outputs.kept import document_of
from sherwood.reports.document import Cell, Tag


@pytest.fixture
def whole():
    rows = ((Cell("62%", 62.1, tag=Tag("Red", "late"), detail="of 13"), Cell("31 Mar", date=dt.date(2018, 3, 31))),)
    return document(key_figures(), drawn_chart(), table(rows=rows), note(), marking="Official")


def test_document_read_back_is_the_same(whole):
    assert document_of(json.loads(json.dumps(tree(whole)))) == whole


@pytest.mark.parametrize("form", ["csv", "json", "pdf"])
def test_each_form_of_it_is_the_same_to_the_letter(whole, form):
    again = document_of(json.loads(json.dumps(tree(whole))))
    assert forms.render(again, form) == forms.render(whole, form)
