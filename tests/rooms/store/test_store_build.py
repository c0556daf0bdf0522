from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp
from tests.rooms.store.homes import AUTHORITY, EVERY_EPISODE, build

from sherwood.store import Build, Reader, StoreError, building_path, memory, publish

ROWS = st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.text(max_size=3))), max_size=12)


@pytest.fixture
def building():
    with memory() as opened:
        yield opened


def one_table(rows):
    schema = pa.schema({"child": pa.int32(), "status": pa.string()})
    return pa.Table.from_pylist([{"child": child, "status": status} for child, status in rows], schema)


def hash_of(rows):
    with memory() as opened:
        opened.insert_arrow("episode", one_table(rows))
        return opened.table_hash("episode")


def test_a_table_is_made_of_a_packaged_select_with_its_header_comment(building):
    packaged = "-- grain: one per person\nSELECT 'a' AS person_key, $day AS birth_date"
    building.create_table_as("person", packaged, {"day": date(2010, 2, 3)})
    assert building.select("SELECT * FROM person").dicts() == [{"person_key": "a", "birth_date": date(2010, 2, 3)}]
    assert building.columns("person") == {"person_key": "VARCHAR", "birth_date": "DATE"}


def test_a_table_is_made_of_an_expression(building):
    building.create_table_as("person", exp.select(exp.Literal.number(1).as_("child")))
    assert building.count("person") == 1


def test_a_column_that_is_not_packed_is_written_as_it_is_and_the_table_is_the_same(tmp_path):
    select = "SELECT md5(range::TEXT) AS person_key, range % 7 AS days FROM range($most) ORDER BY person_key"
    found = {}
    for unpacked in (frozenset(), frozenset({"person_key"})):
        file = tmp_path / f"{len(unpacked)}.duckdb"
        with Build(file) as made:
            assert made.create_table_as("stay", select, {"most": 20_000}, unpacked=unpacked) == 20_000
            found[unpacked] = made.table_hash("stay"), made.columns("stay")
        with duckdb.connect(str(file), read_only=True) as opened:
            told = opened.sql("SELECT column_name, compression FROM pragma_storage_info('stay')").fetchall()
        packed = {
            column for column, compression in told if compression not in ("Uncompressed", "Constant", "Empty Validity")
        }
        assert ("person_key" in packed) is not bool(unpacked)
        assert "days" in packed
    assert len(set(map(str, found.values()))) == 1


def test_a_table_with_a_column_not_packed_is_refused_by_name_where_its_select_fails(building):
    with pytest.raises(StoreError, match="the table 'stay' could not be built"):
        building.create_table_as("stay", "SELECT nobody AS person_key", unpacked=frozenset({"person_key"}))


def test_a_check_in_a_packaged_file_can_be_asked_of_the_build(building):
    building.create_table_as("person", "SELECT 7 AS child")
    assert list(building.select("SELECT child FROM person WHERE child > $least", {"least": 6})) == [(7,)]


def test_a_statement_may_change_the_build(building):
    building.create_table_as("person", "SELECT 7 AS child")
    building.execute(exp.delete("person").where("child = $child"), {"child": 7})
    assert building.count("person") == 0


def test_making_a_table_twice_is_refused_by_name(building):
    building.create_table_as("person", "SELECT 7 AS child")
    with pytest.raises(StoreError, match="the table 'person' could not be built"):
        building.create_table_as("person", "SELECT 8 AS child")


def test_a_packaged_file_that_cannot_be_read_is_refused(building):
    with pytest.raises(StoreError, match=r"a packaged \.sql file cannot be read"):
        building.create_table_as("person", "SELECT FROM WHERE (")


def test_a_failing_statement_says_what_failed_in_one_line(building):
    with pytest.raises(StoreError, match=r"a statement of the build failed: Catalog Error: .*nowhere") as failure:
        building.execute(exp.delete("nowhere"))
    assert "\n" not in str(failure.value)


def test_a_declared_table_exists_with_its_types_though_no_file_brings_rows(building):
    building.create_table("landing_ssda903_ad1", {"child": "VARCHAR", "date_int": "DATE", "line": "INTEGER"})
    assert building.columns("landing_ssda903_ad1") == {"child": "VARCHAR", "date_int": "DATE", "line": "INTEGER"}
    assert building.count("landing_ssda903_ad1") == 0


def test_declaring_a_table_twice_is_refused_by_name(building):
    building.create_table("person", {"child": "VARCHAR"})
    with pytest.raises(StoreError, match="the table 'person' could not be declared"):
        building.create_table("person", {"child": "VARCHAR"})


def test_arrow_rows_are_matched_by_name_and_a_missing_column_is_left_empty(building):
    building.create_table("person", {"child": "VARCHAR", "sex": "INTEGER"})
    building.insert_arrow("person", pa.table({"sex": [1], "child": ["a"]}))
    building.insert_arrow("person", pa.table({"child": ["b"]}))
    assert sorted(building.select("SELECT child, sex FROM person")) == [("a", 1), ("b", None)]


def test_arrow_rows_with_a_column_the_table_lacks_are_refused_not_dropped(building):
    building.create_table("person", {"child": "VARCHAR"})
    with pytest.raises(StoreError, match="rows could not be added to the table 'person'"):
        building.insert_arrow("person", pa.table({"child": ["a"], "sex": [1]}))
    assert building.count("person") == 0


def test_after_a_refused_insert_the_next_one_still_works(building):
    building.create_table("person", {"child": "VARCHAR"})
    with pytest.raises(StoreError):
        building.insert_arrow("person", pa.table({"sex": [1]}))
    building.insert_arrow("person", pa.table({"child": ["a"]}))
    assert building.tables() == ("person",)


def test_a_table_name_is_never_taken_for_sql(building):
    name = 'person"; DROP TABLE person; --'
    building.create_table_as("person", "SELECT 1 AS child")
    building.create_table_as(name, "SELECT 2 AS child")
    assert building.tables() == tuple(sorted(["person", name]))
    assert building.count(name) == 1


def test_asking_for_the_columns_of_no_table_says_so(building):
    with pytest.raises(StoreError, match="there is no table 'persons'"):
        building.columns("persons")


@settings(max_examples=25)
@given(ROWS, st.randoms(use_true_random=False))
def test_a_table_has_the_same_hash_in_any_order_of_its_rows(rows, shuffler):
    shuffled = shuffler.sample(rows, len(rows))
    assert hash_of(rows) == hash_of(shuffled)


@settings(max_examples=25)
@given(ROWS, ROWS)
def test_two_tables_share_a_hash_only_if_they_hold_the_same_rows(one, other):
    assert (hash_of(one) == hash_of(other)) == (sorted(map(repr, one)) == sorted(map(repr, other)))


def test_a_row_held_twice_changes_the_hash():
    assert hash_of([(1, "C2"), (1, "C2")]) != hash_of([(1, "C2")]) != hash_of([])


def test_a_build_leaves_memory_to_others_on_a_large_machine(tmp_path, monkeypatch):
    monkeypatch.setattr("sherwood.store.build._MOST_GIGABYTES", 0.25)
    with Build(tmp_path / "held.duckdb") as held:
        assert held.select("SELECT current_setting('memory_limit')").rows == [("256.0 MiB",)]


def test_a_build_takes_no_more_on_a_small_machine_than_the_engine_would(tmp_path, monkeypatch):
    monkeypatch.setattr("sherwood.store.build._MOST_GIGABYTES", 100_000)
    with Build(tmp_path / "free.duckdb") as free, memory() as like_it:
        asked = "SELECT current_setting('memory_limit')"
        assert free.select(asked).rows == like_it.select(asked).rows


def test_limits_of_memory_and_threads_reach_the_engine(tmp_path):
    with Build(tmp_path / "limited.duckdb", memory_limit="300MiB", threads=1) as limited:
        settings = limited.select("SELECT current_setting('memory_limit'), current_setting('threads')").rows
    assert settings == [("300.0 MiB", 1)]


def test_times_are_in_utc_whatever_the_machine(building):
    assert building.select("SELECT current_setting('TimeZone')").rows == [("UTC",)]


def test_a_build_reports_a_limit_the_engine_does_not_know(tmp_path):
    with pytest.raises(StoreError, match=r"a build could not be opened at .*limited"):
        Build(tmp_path / "limited.duckdb", memory_limit="plenty")


def test_what_a_killed_build_left_is_removed_by_the_next_build(home):
    left = home.folder / "building-killed.duckdb"
    (home.folder / "building-killed.duckdb.tmp").mkdir(parents=True)
    (home.folder / "building-killed.duckdb.tmp" / "spill").write_bytes(b"0")
    left.write_bytes(b"half a file")
    left.with_name("building-killed.duckdb.wal").write_bytes(b"half a log")
    path = build(home, "next")
    assert sorted(home.folder.iterdir()) == [path]


def test_a_build_of_the_same_name_starts_afresh(home):
    build(home, "again", children=9)
    path = build(home, "again", children=2)
    publish(home, AUTHORITY, "again", path, {})
    assert Reader.current(home, AUTHORITY).count("episode") == 2


def test_a_build_never_writes_into_another_file(tmp_path):
    precious = tmp_path / "warehouse-precious.duckdb"
    precious.write_bytes(b"precious")
    with pytest.raises(StoreError, match="which is there already"):
        Build(precious)
    assert precious.read_bytes() == b"precious"


@pytest.mark.parametrize("build_id", ["", "../escape", "a/b", ".hidden", "a b", "é"])
def test_a_build_name_that_could_leave_the_folder_is_refused(home, build_id):
    with pytest.raises(StoreError, match="cannot name a build"):
        building_path(home, AUTHORITY, build_id)


def test_an_answer_can_be_taken_as_an_arrow_table(building):
    building.insert_arrow("episode", one_table([(1, "C2"), (2, None)]))
    table = building.arrow(EVERY_EPISODE.where("child > $least"), {"least": 1})
    assert table.to_pylist() == [{"child": 2, "status": None}]
