import threading

import pytest
from sqlglot import exp
from tests.rooms.store.homes import AUTHORITY, EVERY_EPISODE, build_and_publish

from sherwood.store import MemoryReader, NoWarehouse, Reader, StoreError, memory
from sherwood.store.places import manifest_file


@pytest.fixture
def reader(home):
    build_and_publish(home, "b1")
    return Reader.current(home, AUTHORITY)


def test_before_the_first_build_the_reader_is_told_to_run_one(home):
    with pytest.raises(NoWarehouse, match="there is no warehouse of 'local' yet: run `sherwood build`"):
        Reader.current(home, AUTHORITY)


def test_a_build_that_was_never_made_is_no_warehouse(home, reader):
    with pytest.raises(NoWarehouse, match="there is no build 'b7' of 'local'"):
        Reader.of(home, AUTHORITY, "b7")


def test_rows_come_with_their_column_names(reader):
    answer = reader.select(EVERY_EPISODE)
    assert answer.columns == ("child", "build_id")
    assert answer.rows == [(0, "b1"), (1, "b1"), (2, "b1")]
    assert answer.dicts()[0] == {"child": 0, "build_id": "b1"}
    assert len(answer) == 3


def test_values_go_in_as_named_parameters(reader):
    hostile = "b1' OR '1' = '1"
    question = EVERY_EPISODE.where("build_id = $build_id")
    assert len(reader.select(question, {"build_id": "b1"})) == 3
    assert len(reader.select(question, {"build_id": hostile})) == 0


def test_a_parameter_nobody_asked_for_is_refused(reader):
    with pytest.raises(StoreError, match="the warehouse could not answer"):
        reader.select(EVERY_EPISODE, {"unread": 1})


def test_text_is_never_a_question(reader):
    with pytest.raises(TypeError, match="never text"):
        reader.select("SELECT 1")


def test_the_tables_and_columns_of_a_build_can_be_listed(reader):
    assert reader.tables() == ("episode",)
    assert reader.columns("episode") == {"child": "BIGINT", "build_id": "VARCHAR"}
    assert reader.count("episode") == 3


def test_large_answers_come_as_arrow(reader):
    assert reader.arrow(EVERY_EPISODE).column("child").to_pylist() == [0, 1, 2]


@pytest.mark.parametrize(
    "statement",
    [
        exp.delete("episode"),
        exp.insert("SELECT 9, 'x'", "episode"),
        exp.update("episode", {"build_id": "x"}),
        exp.Drop(this=exp.table_("episode"), kind="TABLE"),
        exp.Create(this=exp.table_("other"), kind="TABLE", expression=exp.select("1")),
    ],
    ids=lambda statement: type(statement).__name__,
)
def test_a_reader_changes_nothing(reader, statement):
    with pytest.raises(StoreError):
        reader.select(statement)
    assert reader.count("episode") == 3


def test_a_reader_reaches_no_other_file(reader, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    outside = exp.select("*").from_(
        exp.Table(this=exp.func("read_csv", exp.Literal.string(str(tmp_path / "secret.csv"))))
    )
    with pytest.raises(StoreError, match="Permission"):
        reader.select(outside)


def test_a_reader_cannot_be_talked_out_of_its_settings(reader):
    with pytest.raises(StoreError, match="locked"):
        reader.select(exp.Set(expressions=[exp.SetItem(this=exp.column("threads").eq(4))]))


def test_a_new_build_is_noticed_and_an_open_reader_stays_with_its_own(home, reader):
    build_and_publish(home, "b2")
    assert {row["build_id"] for row in reader.select(EVERY_EPISODE).dicts()} == {"b1"}
    assert {row["build_id"] for row in Reader.current(home, AUTHORITY).select(EVERY_EPISODE).dicts()} == {"b2"}


def test_a_reader_outlives_the_file_it_reads(home, reader):
    for number in range(2, 8):
        build_and_publish(home, f"b{number}", generations=1)
        assert Reader.current(home, AUTHORITY).build_id == f"b{number}"
    assert not (home.folder / "warehouse-b1.duckdb").exists()
    assert len(reader.select(EVERY_EPISODE)) == 3


def test_threads_of_one_process_share_a_connection_and_never_mix_answers(home, reader):
    wrong = []

    def ask(least):
        for _ in range(20):
            answer = Reader.current(home, AUTHORITY).select(EVERY_EPISODE.where("child >= $least"), {"least": least})
            if [row[0] for row in answer] != list(range(least, 3)):
                wrong.append(answer)

    threads = [threading.Thread(target=ask, args=(least,)) for least in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_manifest_cannot_be_changed_by_its_reader(reader):
    with pytest.raises(TypeError):
        reader.manifest["known_at"] = "2022-01-01"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"build_id": 4, "previous": []}',
        '{"build_id": "../../etc", "previous": []}',
        '{"build_id": "b1"}',
    ],
)
def test_a_damaged_pointer_is_named_with_the_remedy(home, reader, content):
    (home.folder / "current.json").write_text(content)
    with pytest.raises(StoreError, match=r"current\.json|cannot name a build"):
        Reader.current(home, AUTHORITY)


def test_a_pointer_to_a_file_that_is_gone_is_named_with_the_remedy(home, reader):
    (home.folder / "warehouse-b1.duckdb").unlink()
    (home.folder / "current.json").write_text('{"build_id": "b0", "previous": []}')
    with pytest.raises(StoreError, match="names build 'b0', whose file is gone: run `sherwood build --full`"):
        Reader.current(home, AUTHORITY)


def test_a_damaged_warehouse_is_named_with_the_remedy(home, reader):
    (home.folder / "warehouse-b9.duckdb").write_bytes(b"not a warehouse" * 400)
    with pytest.raises(StoreError, match=r"warehouse-b9\.duckdb cannot be opened: run `sherwood build --full`"):
        Reader.of(home, AUTHORITY, "b9")


def test_a_missing_manifest_is_named_with_the_remedy(home, reader):
    (home.folder / "warehouse-b1.json").unlink()
    with pytest.raises(StoreError, match=r"warehouse-b1\.json is missing or damaged"):
        assert reader.manifest


def test_a_build_in_memory_is_asked_like_any_warehouse():
    with memory() as building:
        building.create_table_as("episode", "SELECT 1 AS child")
        reader = MemoryReader(building, {"known_at": "2021-03-31"})
        assert reader.select(EVERY_EPISODE).dicts() == [{"child": 1}]
        assert (reader.build_id, reader.manifest["known_at"], reader.tables()) == ("memory", "2021-03-31", ("episode",))
        assert isinstance(reader, Reader)
        with pytest.raises(TypeError, match="never text"):
            reader.select("SELECT 1")


def test_what_a_build_says_of_itself_is_read_once_until_it_is_written_again(home, reader):
    assert Reader.current(home, AUTHORITY).manifest is reader.manifest
    said = manifest_file(home.warehouse(AUTHORITY), "b1")
    said.write_text(said.read_text(encoding="utf-8").replace("{", '{"noted": "since", ', 1), encoding="utf-8")
    assert Reader.current(home, AUTHORITY).manifest["noted"] == "since"
