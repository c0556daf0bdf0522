"""What a feed may declare, and what stops start-up because no file could be read or told by it."""

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.shapes.codelist import Code
from sherwood.definitions.shapes.feed import Column, Covers, SourceTable, definition_year, problems_of_feed

SSD = load_catalogue().feed("ssd")
CONTACTS = SSD.year("2024_25").tables["contacts"]


def with_table(feed, table):
    year = feed.year("2024_25")
    return feed.model_copy(update={"years": {"2024_25": year.model_copy(update={"tables": {"contacts": table}})}})


def covering(**covers):
    return CONTACTS.model_copy(update={"covers": Covers(**covers)})


def test_the_feeds_of_the_catalogue_declare_nothing_they_could_not_keep():
    for feed in load_catalogue().feeds.values():
        assert list(problems_of_feed(feed)) == []


@pytest.mark.parametrize(
    "covers",
    [
        {"kind": "window"},
        {"kind": "window", "months": 6},
        {"kind": "window", "starts": "cont_contact_date"},
    ],
)
def test_a_window_needs_its_date_and_its_months(covers):
    (problem,) = problems_of_feed(with_table(SSD, covering(**covers)))
    assert problem.startswith("sources/ssd/2024_25.toml [tables.contacts]: covers: a window needs starts")


def test_a_window_with_both_is_well():
    table = covering(kind="window", starts="cont_contact_date", months=6)
    assert list(problems_of_feed(with_table(SSD, table))) == []


def test_a_snapshot_has_no_period():
    (problem,) = problems_of_feed(with_table(SSD, covering(kind="period", starts="cont_contact_date")))
    assert "a snapshot has no period" in problem


@pytest.mark.parametrize("kind", ["code", "codes"])
def test_a_column_of_codes_names_their_list(kind):
    bare = {"outcome": Column(header="OUTCOME", type=kind, means="What was decided")}
    (problem,) = problems_of_feed(with_table(SSD, CONTACTS.model_copy(update={"columns": bare})))
    assert "column 'outcome' holds codes and names no code list" in problem


@pytest.mark.parametrize(
    ("period", "year"),
    [("2019-20", "2019_20"), ("2026-03-31", "2025_26"), ("2026-04-01", "2026_27"), ("2026-11-20", "2026_27")],
)
def test_a_day_is_read_by_the_definition_of_the_collection_year_it_lies_in(period, year):
    assert definition_year(period) == year


def test_a_table_may_do_without_a_child_and_a_column_is_read_strictly_unless_it_says_otherwise():
    table = SourceTable(title="t", file_names=("t",), key=("k",), covers=Covers(kind="everything"), columns={})
    assert table.child == ""
    assert Column(header="K", type="text", means="k").reading == "strict"


def test_a_coarse_code_is_no_code_of_a_return():
    codelist = load_catalogue().codelist("sex")
    coarse = codelist.model_copy(update={"codes": {"M": Code(label="Male"), "X": Code(label="Any", coarse=True)}})
    assert coarse.code_for("m") == "M"
    assert coarse.code_for("X") is None


def test_a_loose_alias_is_no_spelling_of_a_return():
    codelist = load_catalogue().codelist("sex").model_copy(update={"loose_aliases": {"boy": "M"}})
    assert codelist.code_for("boy") is None
