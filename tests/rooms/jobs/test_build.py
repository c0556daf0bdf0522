import shutil
from datetime import UTC, date, datetime

import pytest
from filelock import FileLock
from sqlglot import exp
from tests.rooms.jobs.homes_with_files import AUTHORITY, land, landed_home, with_row

from sherwood import __version__, warehouse
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.home import Home
from sherwood.jobs import build as job
from sherwood.jobs.build import BuildFailed, build, reader_known_at
from sherwood.store import NoWarehouse, Reader
from sherwood.warehouse import CheckFailed


@pytest.fixture(scope="module")
def as_landed(tmp_path_factory):
    """One home with the return landed and nothing built, copied for each test."""
    return landed_home(tmp_path_factory.mktemp("landed"))


@pytest.fixture
def home(as_landed, tmp_path):
    return Home.at(shutil.copytree(as_landed.root, tmp_path / "home"))


@pytest.fixture(scope="module")
def as_built(as_landed, tmp_path_factory):
    """The same home with its first build, copied for each test that begins after one."""
    home = Home.at(shutil.copytree(as_landed.root, tmp_path_factory.mktemp("built") / "home"))
    build(home, AUTHORITY)
    return home


@pytest.fixture
def built_home(as_built, tmp_path):
    return Home.at(shutil.copytree(as_built.root, tmp_path / "built-home"))


def episodes(reader):
    return reader.count("episode")


def current(home):
    return Reader.current(home, AUTHORITY)


def a_week_later(home, tmp_path):
    """The return again with one more child, received a week later."""
    files = with_row("episodes.csv", "C3,01/07/2017,S,C2,N1,U6,PR1,,,,,,")
    land(home, tmp_path / "corrected", date(2018, 6, 8), files)


def test_a_build_holds_what_was_landed_and_is_the_one_people_read(home):
    result = build(home, AUTHORITY)
    reader = current(home)
    assert result.changed
    assert (reader.build_id, episodes(reader)) == (result.manifest["build_id"], 3)
    assert reader.select(exp.select("source_id").from_("person").order_by("source_id")).rows == [("C1",), ("C2",)]


def test_the_manifest_says_what_the_build_was_made_from(home):
    before = datetime.now(UTC).replace(microsecond=0)
    manifest = build(home, AUTHORITY).manifest
    assert (manifest["authority"], manifest["data_date"], manifest["known_at"]) == (AUTHORITY, "2018-03-31", None)
    assert before <= datetime.fromisoformat(manifest["built_at"])
    assert datetime.fromisoformat(manifest["built_at"]).utcoffset().total_seconds() == 0
    (delivery,) = manifest["deliveries"]
    assert (delivery["feed"], delivery["period"], delivery["received"]) == ("ssda903", "2017-18", "2018-06-01")
    assert {part["table"] for part in delivery["parts"]} == {"header", "episodes", "reviews"}
    assert manifest["versions"]["sherwood"] == __version__
    assert set(manifest["versions"]) == {"sherwood", "engine", "rules", "linkage", "record_rules"}


def test_the_manifest_counts_and_fingerprints_every_table_and_keeps_what_checks_found(built_home):
    reader = current(built_home)
    manifest = reader.manifest
    assert set(manifest["tables"]) == set(reader.tables())
    assert manifest["tables"]["episode"] == {"rows": 3, "hash": reader.table_hash("episode")}
    assert {each["name"] for each in manifest["checks"]} >= {"episodes_lost", "one_row_a_key_person"}
    assert set(manifest["seconds"]) >= {"stage", "link", "build", "check"}
    assert reader.manifest["build_id"] == manifest["build_id"]


def test_the_same_inputs_are_not_built_again(built_home):
    again = build(built_home, AUTHORITY)
    assert not again.changed
    assert again.manifest["built_at"] == current(built_home).manifest["built_at"]


def test_full_builds_again_to_the_same_rows(built_home):
    first = current(built_home).manifest
    again = build(built_home, AUTHORITY, full=True)
    assert again.changed
    assert again.manifest["tables"] == first["tables"]
    assert again.manifest["build_id"] == first["build_id"]


def test_a_new_delivery_makes_a_new_build(built_home, tmp_path):
    first = current(built_home).build_id
    a_week_later(built_home, tmp_path)
    assert build(built_home, AUTHORITY).manifest["build_id"] != first
    assert episodes(current(built_home)) == 4


def test_another_setting_of_the_council_makes_a_new_build(built_home):
    first = current(built_home).build_id
    built_home.council.mkdir(parents=True)
    (built_home.council / "council.toml").write_text('name = "Sherwood County"\n', encoding="utf-8")
    assert build(built_home, AUTHORITY).manifest["build_id"] != first


def test_another_secret_makes_a_new_build_with_other_keys(built_home):
    first = current(built_home).manifest
    (built_home.root / "secrets" / "record-keys").unlink()
    second = build(built_home, AUTHORITY).manifest
    assert second["build_id"] != first["build_id"]
    assert second["tables"]["person"]["hash"] != first["tables"]["person"]["hash"]


def test_what_was_known_on_a_day_is_built_beside_and_leaves_the_current_build(home, tmp_path):
    a_week_later(home, tmp_path)
    now = build(home, AUTHORITY)
    then = build(home, AUTHORITY, known_at=date(2018, 6, 7))
    assert (then.changed, then.manifest["known_at"]) == (True, "2018-06-07")
    assert current(home).build_id == now.manifest["build_id"]
    assert episodes(Reader.of(home, AUTHORITY, then.manifest["build_id"])) == 3


def test_a_day_already_known_is_found_and_not_made_again(home, tmp_path):
    a_week_later(home, tmp_path)
    first = build(home, AUTHORITY, known_at=date(2018, 6, 7))
    assert not build(home, AUTHORITY, known_at=date(2018, 6, 5)).changed
    assert reader_known_at(home, AUTHORITY, date(2018, 6, 1)).build_id == first.manifest["build_id"]


def test_what_is_known_today_is_the_current_build(built_home):
    assert reader_known_at(built_home, AUTHORITY, date(2018, 6, 1)).build_id == current(built_home).build_id


def test_a_build_of_an_earlier_day_makes_no_current_build(home):
    build(home, AUTHORITY, known_at=date(2018, 6, 1))
    with pytest.raises(NoWarehouse):
        current(home)


def test_a_day_before_anything_was_received_says_so(home):
    with pytest.raises(BuildFailed, match="nothing had arrived by the end of 2018-05-31: the first delivery came on"):
        build(home, AUTHORITY, known_at=date(2018, 5, 31))


def test_nothing_landed_says_what_to_do(tmp_path):
    with pytest.raises(BuildFailed, match="load files with `sherwood load"):
        build(Home.at(tmp_path / "empty"), AUTHORITY)


def test_a_failed_check_keeps_the_build_before_and_names_check_and_rows(built_home, tmp_path, monkeypatch):
    home, good = built_home, current(built_home).build_id
    a_week_later(home, tmp_path)
    rules = tmp_path / "checks"
    rules.mkdir()
    (rules / "no_foster_care.sql").write_text(
        "-- Children are in foster care.\n-- on failure: stop\n-- remedy: none is needed\n"
        "SELECT source_row FROM episode WHERE placement_type = 'U6'\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(warehouse.build.__globals__["run_checks"], "__defaults__", (lambda *told: None, rules))
    with pytest.raises(BuildFailed, match=r"check 'no_foster_care' found 3: Children are in foster care") as failure:
        build(home, AUTHORITY)
    assert isinstance(failure.value.__cause__, CheckFailed)
    assert "the last good one stays in use" in str(failure.value)
    assert (current(home).build_id, episodes(current(home))) == (good, 3)
    assert list(home.warehouse(AUTHORITY).glob("building-*")) == []


def test_a_warning_is_told_with_its_rows_and_lets_the_build_through(home, tmp_path):
    files = with_row("episodes.csv", "C3,10/07/2017,S,C2,N1,U6,PR1,01/07/2017,E4A,,,,")
    land(home, tmp_path / "bad", date(2018, 6, 8), files)
    result = build(home, AUTHORITY)
    (warning,) = [each for each in result.warnings if "spells_that_end_before_they_start" in each]
    assert any(warning in line for line in result.in_words())
    assert result.in_words()[0].startswith("Built ")


def test_words_for_a_build_that_changed_nothing(built_home):
    (line,) = build(built_home, AUTHORITY).in_words()
    assert line.startswith("Nothing has changed: build ")
    assert "2018-03-31" in line


def test_a_broken_catalogue_entry_stops_the_build_and_keeps_the_one_before(built_home):
    home, good = built_home, current(built_home).build_id
    folder = home.council / "timescales"
    folder.mkdir(parents=True)
    (folder / "local_limit.toml").write_text("titel = 1\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"local_limit\.toml"):
        build(home, AUTHORITY)
    assert current(home).build_id == good


def test_an_unforeseen_failure_goes_on_as_it_is_and_leaves_nothing_behind(built_home, tmp_path, monkeypatch):
    home, good = built_home, current(built_home).build_id
    a_week_later(home, tmp_path)

    def stumble(*told):
        if told[0] == "check":
            raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError, match="disk"):
        build(home, AUTHORITY, progress=stumble)
    assert current(home).build_id == good
    assert list(home.warehouse(AUTHORITY).glob("building-*")) == []


@pytest.mark.parametrize("name", ["build", f"land-{AUTHORITY}"])
def test_a_second_build_waits_and_then_says_who_holds_it_up(home, monkeypatch, name):
    monkeypatch.setattr(job, "WAIT_SECONDS", 0.1)
    home.lock(name).parent.mkdir(parents=True, exist_ok=True)
    with FileLock(home.lock(name)), pytest.raises(BuildFailed, match="another build or load has held"):
        build(home, AUTHORITY)
    assert build(home, AUTHORITY).changed


def test_a_damaged_warehouse_is_built_again_without_being_asked(built_home):
    home, first = built_home, current(built_home).build_id
    (home.warehouse(AUTHORITY) / "current.json").write_text("{", encoding="utf-8")
    again = build(home, AUTHORITY)
    assert again.changed
    assert current(home).build_id == first


def test_progress_goes_through_the_stages_in_order_and_ends_with_the_pointer(home):
    told = []
    build(home, AUTHORITY, progress=lambda stage, item, done, total: told.append((stage, item, done, total)))
    stages = list(dict.fromkeys(stage for stage, *_ in told))
    assert [stage for stage in stages if stage in ("stage", "link", "build", "check", "swap")] == [
        "stage",
        "link",
        "build",
        "check",
        "swap",
    ]
    assert told[-2:] == [("swap", "file in place", 1, 2), ("swap", "pointer set", 2, 2)]
