from datetime import date

import pyarrow as pa
import pytest
from sqlglot import parse_one
from tests.rooms.warehouse.landed import the_catalogue, the_models

from sherwood.definitions.shapes.table import Table
from sherwood.store import memory
from sherwood.warehouse import WarehouseError
from sherwood.warehouse.choosing import SAID, choice_of, fields_of, keys_of, models, order_of, with_choices
from sherwood.warehouse.declared import ENGINE_TYPES
from sherwood.warehouse.sql_files import TABLES, SqlFile, sql_files

HIGH = date(9999, 12, 31)
ROW = {
    "authority": {"type": "key", "means": "x"},
    "feed": {"type": "key", "means": "x"},
    "person_key": {"type": "key", "means": "x"},
    "source_row": {"type": "key", "means": "x"},
    "said_date": {"type": "date", "means": "x"},
}
FIELDS = {
    "day": {"type": "date", "means": "x"},
    "colour": {"type": "text", "means": "x"},
    "shape": {"type": "text", "means": "x"},
    "is_wet": {"type": "flag", "means": "x"},
    "end_date": {"type": "date", "means": "x"},
}
LATEST = {"chosen": ["latest"], "because": "it may have changed"}
CENSUS_FIRST = {"chosen": ["census", "ssd"], "because": "the census is exact"}
ARROW = {"VARCHAR": pa.string(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}


def table(name, columns, key, order=()):
    facts = {"id": name, "title": name, "changed": [], "grain": "x", "about": "x", "holds": "people"}
    return Table.model_validate(facts | {"key": key, "order": order, "columns": columns})


def thing(**columns):
    declared = {name: field | columns.get(name, {}) for name, field in FIELDS.items()}
    return table("thing", ROW | declared, ["person_key"], ["ssd", "annex", "census"])


THE_WORDS = table("thing_said", ROW | FIELDS, ["person_key", "day", "feed"])


def said(feed, person="p", **cells):
    row = {"authority": "local", "feed": feed, "person_key": person, "source_row": f"{feed}:2", "day": date(2025, 5, 1)}
    return row | {"said_date": date(2026, 3, 31)} | cells


def chosen(declared, *rows):
    schema = {name: ARROW[ENGINE_TYPES[column.type]] for name, column in THE_WORDS.columns.items()}
    build = memory()
    build.insert_arrow("thing_said", pa.Table.from_pylist(list(rows), pa.schema(schema.items())))
    return build.select(choice_of(declared, THE_WORDS).order_by("person_key")).dicts()


def test_each_field_is_the_first_word_there_is_in_order():
    (row,) = chosen(
        thing(),
        said("census", colour="red", shape="round", is_wet=True),
        said("annex", colour="blue", is_wet=False),
        said("ssd", colour=None),
    )
    assert (row["colour"], row["shape"], row["is_wet"], row["end_date"]) == ("blue", "round", False, None)


def test_the_row_is_that_of_the_first_feed_that_holds_it_and_sources_names_all_in_order():
    (row,) = chosen(thing(), said("census", colour="red"), said("annex"))
    assert (row["feed"], row["source_row"], row["sources"]) == ("annex", "annex:2", "annex, census")


def test_a_column_with_an_order_of_its_own_leaves_out_the_feeds_it_does_not_name():
    declared = thing(colour=CENSUS_FIRST, shape=CENSUS_FIRST)
    (row,) = chosen(declared, said("ssd", colour="blue"), said("census", colour="red"), said("annex", shape="round"))
    assert (row["colour"], row["shape"], row["feed"]) == ("red", None, "ssd")


def test_the_latest_word_stands_and_on_one_day_the_usual_order():
    declared = thing(end_date=LATEST)
    early, late = date(2025, 11, 1), date(2026, 3, 31)
    rows = chosen(
        declared,
        said("ssd", "a", end_date=HIGH, said_date=early),
        said("census", "a", end_date=date(2025, 12, 1), said_date=late),
        said("ssd", "b", end_date=HIGH, said_date=late),
        said("census", "b", end_date=date(2025, 6, 1), said_date=late),
        said("ssd", "c", end_date=date(2025, 6, 1), said_date=early),
        said("annex", "c", end_date=None, said_date=late),
    )
    assert [row["end_date"] for row in rows] == [date(2025, 12, 1), HIGH, date(2025, 6, 1)]


def test_things_are_told_apart_by_the_key_of_the_words_less_the_feed():
    rows = chosen(thing(), said("ssd", "a"), said("census", "a", day=date(2025, 5, 2)), said("census", "b"))
    assert len(rows) == 3
    assert keys_of(THE_WORDS) == ("person_key", "day")
    assert list(fields_of(THE_WORDS)) == ["colour", "shape", "is_wet", "end_date"]


def test_no_words_no_rows():
    assert chosen(thing(end_date=LATEST)) == []


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ({"chosen": ["ssd"]}, "'chosen' and 'because' go together"),
        ({"because": "x"}, "'chosen' and 'because' go together"),
        ({"chosen": ["latest", "ssd"], "because": "x"}, "or 'latest' alone"),
        ({"chosen": ["sdd"], "because": "x"}, "'sdd' is not in the table's order"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(slip, told):
    with pytest.raises(ValueError, match=told):
        thing(colour=slip)


def test_a_table_without_an_order_has_nothing_to_depart_from():
    with pytest.raises(ValueError, match="no 'order' of feeds"):
        table("thing", ROW | {"colour": FIELDS["colour"] | CENSUS_FIRST}, ["person_key"])


def model(text):
    return SqlFile("thing", text, parse_one(text, read="duckdb"))


def test_a_model_that_reads_no_choice_comes_back_as_it_is():
    plain = model("SELECT r.source_row FROM review AS r")
    assert with_choices(plain, the_catalogue()) is plain


def test_a_model_that_reads_a_choice_reads_the_words_instead():
    reads = with_choices(model("SELECT c.sources FROM referral_chosen AS c"), the_catalogue()).reads
    assert reads == {"referral_said"}


def test_the_choice_stands_before_the_parts_that_read_it():
    text = "WITH a AS (SELECT c.sources FROM referral_chosen AS c) SELECT a.sources FROM a"
    parts = with_choices(model(text), the_catalogue()).select.args["with_"].expressions
    assert [part.alias for part in parts] == ["referral_chosen", "a"]


@pytest.mark.parametrize("name", ["episode_chosen", "nothing_chosen"])
def test_a_choice_that_no_declaration_explains_is_refused(name):
    with pytest.raises(WarehouseError, match="names no 'order' of feeds"):
        with_choices(model(f"SELECT c.sources FROM {name} AS c"), the_catalogue())


def test_the_packaged_files_are_left_as_they_were_read():
    models(the_catalogue())
    assert "referral_chosen" in sql_files(TABLES)["referral"].reads


CHOSEN_THINGS = [entry for entry in the_catalogue().tables.values() if entry.order]


@pytest.mark.parametrize("entry", CHOSEN_THINGS, ids=lambda entry: entry.name)
def test_every_thing_with_an_order_has_its_words_and_a_model_that_reads_them(entry):
    words = the_catalogue().table(entry.name + SAID)
    assert "feed" in words.key
    assert entry.name + SAID in the_models()[entry.name].reads
    assert all(order_of(entry, name) for name in fields_of(words))


@pytest.mark.parametrize("entry", CHOSEN_THINGS, ids=lambda entry: entry.name)
def test_a_rule_is_written_only_for_a_column_that_feeds_say(entry):
    words = the_catalogue().table(entry.name + SAID)
    assert {name for name, column in entry.columns.items() if column.chosen} <= set(fields_of(words))
