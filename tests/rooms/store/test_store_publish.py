import json
import shutil

import pytest
from tests.rooms.store.homes import AUTHORITY, EVERY_EPISODE, build, build_and_publish

from sherwood.store import Build, NoWarehouse, Reader, StoreError, building_path, keep, mark_kept, publish


def builds_in_place(home):
    return sorted(file.stem.removeprefix("warehouse-") for file in home.folder.glob("warehouse-*.duckdb"))


def test_the_file_is_in_place_before_the_pointer_is_set(home):
    heard = []

    def listen(event):
        pointer = home.folder / "current.json"
        heard.append((event, builds_in_place(home), pointer.exists()))

    publish(home, AUTHORITY, "b1", build(home, "b1"), {}, listen)
    assert heard == [("file in place", ["b1"], False), ("pointer set", ["b1"], True)]


def test_the_manifest_is_what_its_maker_gave_with_the_tables_as_checked(home):
    build_and_publish(home, "b1")
    manifest = Reader.current(home, AUTHORITY).manifest
    assert manifest["known_at"] == "2021-03-31"
    assert manifest["build_id"] == "b1"
    assert manifest["store"]["tables"] == {"episode": Reader.current(home, AUTHORITY).table_hash("episode")}


def test_nothing_but_the_build_its_manifest_and_the_pointer_is_left(home):
    build_and_publish(home, "b1")
    names = sorted(file.name for file in home.folder.iterdir())
    assert names == ["current.json", "warehouse-b1.duckdb", "warehouse-b1.json"]


def test_only_the_last_generations_are_kept(home):
    for number in range(1, 6):
        build_and_publish(home, f"b{number}", generations=2)
    assert builds_in_place(home) == ["b4", "b5"]
    assert not (home.folder / "warehouse-b3.json").exists()


def test_a_build_marked_kept_outlives_its_generation(home):
    build_and_publish(home, "issued")
    mark_kept(home, AUTHORITY, "issued")
    for number in range(1, 4):
        build_and_publish(home, f"b{number}", generations=1)
    assert builds_in_place(home) == ["b3", "issued"]
    assert Reader.of(home, AUTHORITY, "issued").count("episode") == 3


def test_a_build_that_is_not_there_cannot_be_marked_kept(home):
    build_and_publish(home, "b1")
    with pytest.raises(StoreError, match="build 'b2' cannot be kept"):
        mark_kept(home, AUTHORITY, "b2")


def test_a_build_of_an_earlier_day_is_kept_without_being_pointed_at(home):
    heard = []
    build_and_publish(home, "b1")
    keep(home, AUTHORITY, "known", build(home, "known"), {"known_at": "2020-01-01"}, heard.append)
    assert heard == ["file in place"]
    assert Reader.current(home, AUTHORITY).build_id == "b1"
    build_and_publish(home, "b2", generations=1)
    assert Reader.of(home, AUTHORITY, "known").manifest["known_at"] == "2020-01-01"


def test_going_back_to_an_earlier_build_names_it_once_in_the_history(home):
    for build_id in ("b1", "b2", "b1"):
        build_and_publish(home, build_id)
    assert json.loads((home.folder / "current.json").read_text()) == {"build_id": "b1", "previous": ["b2"]}
    assert Reader.current(home, AUTHORITY).build_id == "b1"


def test_the_same_build_made_twice_leaves_the_file_in_place_untouched(home):
    build_and_publish(home, "b1")
    before = (home.folder / "warehouse-b1.duckdb").stat().st_mtime_ns
    build_and_publish(home, "b1")
    assert (home.folder / "warehouse-b1.duckdb").stat().st_mtime_ns == before
    assert not list(home.folder.glob("building-*"))


def test_a_name_that_stands_for_other_rows_is_refused_and_the_old_build_stays(home):
    build_and_publish(home, "b1")
    with pytest.raises(StoreError, match=r"'b1' is in .* already with other rows"):
        publish(home, AUTHORITY, "b1", build(home, "b1", children=4), {})
    assert Reader.current(home, AUTHORITY).count("episode") == 3


def test_a_damaged_file_in_place_is_replaced_by_a_sound_build_of_the_same_name(home):
    build_and_publish(home, "b1")
    (home.folder / "warehouse-b1.duckdb").write_bytes(b"damaged")
    build_and_publish(home, "b1")
    assert Reader.current(home, AUTHORITY).count("episode") == 3


def test_a_damaged_build_is_never_put_in_place(home):
    build_and_publish(home, "b1")
    path = build(home, "b2", children=200_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="is damaged"):
        publish(home, AUTHORITY, "b2", path, {})
    assert Reader.current(home, AUTHORITY).build_id == "b1"


def test_bytes_changed_in_the_middle_of_a_build_are_found_by_the_scan(home):
    path = building_path(home, AUTHORITY, "b1")
    with Build(path, threads=1) as building:
        # Hashes do not compress, so the middle of the file is sure to hold rows.
        building.create_table_as("episode", "SELECT hash(child) AS child FROM range(200000) AS numbers(child)")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    path.write_bytes(content)
    with pytest.raises(StoreError, match="checksum"):
        publish(home, AUTHORITY, "b1", path, {})
    with pytest.raises(NoWarehouse):
        Reader.current(home, AUTHORITY)


def test_a_build_still_open_is_not_put_in_place(home):
    path = home.folder / "building-open.duckdb"
    with Build(path) as building:
        building.create_table_as("episode", "SELECT 1 AS child")
        with pytest.raises(StoreError, match=r"was not closed|still open"):
            publish(home, AUTHORITY, "open", path, {})
    assert builds_in_place(home) == []


def test_a_build_whose_file_is_missing_is_refused(home):
    home.folder.mkdir(parents=True)
    with pytest.raises(StoreError, match="missing"):
        publish(home, AUTHORITY, "b1", home.folder / "building-b1.duckdb", {})


def test_a_log_left_beside_a_build_shows_that_it_was_killed(home):
    path = build(home, "b1")
    path.with_name(f"{path.name}.wal").write_bytes(b"unfinished")
    with pytest.raises(StoreError, match="was not closed"):
        publish(home, AUTHORITY, "b1", path, {})


def test_a_damaged_pointer_is_written_again_and_removes_no_build(home):
    build_and_publish(home, "b1")
    (home.folder / "current.json").write_text("{")
    build_and_publish(home, "b2", generations=1)
    assert Reader.current(home, AUTHORITY).build_id == "b2"
    assert builds_in_place(home) == ["b1", "b2"]


def test_two_authorities_never_touch_each_others_builds(home):
    build_and_publish(home, "b1")
    path = home.warehouse("other") / "building-b9.duckdb"
    path.parent.mkdir()
    shutil.copy(home.folder / "warehouse-b1.duckdb", path)
    publish(home, "other", "b9", path, {}, generations=1)
    assert Reader.current(home, AUTHORITY).build_id == "b1"
    assert Reader.current(home, "other").build_id == "b9"
    assert len(Reader.current(home, "other").select(EVERY_EPISODE)) == 3
