"""The refresh lands the inbox, builds and puts files away; what goes wrong is said, recorded, and loses nothing."""

import shutil

import pytest
from filelock import FileLock
from tests.rooms.jobs.homes_with_files import AUTHORITY, FILES

from sherwood.definitions.errors import Problem
from sherwood.jobs import load
from sherwood.jobs.build import BuildFailed
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import RefreshRuns, refresh
from sherwood.jobs.status import status
from sherwood.store import Reader

NEW = "C3,M,15/06/2012,WBRI,UN1,0,"
BROKEN = "CHILD,SEX\nno,such,file"


def put_in(home, name="2017-18 again", **more):
    """A folder for the inbox, with one child more than was landed."""
    folder = home.inbox / name
    folder.mkdir(parents=True)
    for file, lines in (FILES | more).items():
        (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def with_another_child():
    return {
        "header.csv": [*FILES["header.csv"], NEW],
        "episodes.csv": [*FILES["episodes.csv"], "C3,04/05/2017,S,C2,N1,U6,PR1,,,,AB1 2CD,EF3 4GH,SC123456"],
    }


def people(home):
    return Reader.current(home, AUTHORITY).count("person")


def test_what_lies_in_the_inbox_is_landed_built_and_put_away(copied_home):
    put_in(copied_home, **with_another_child())
    assert people(copied_home) == 2
    outcome = refresh(copied_home, AUTHORITY, progress=quiet)
    assert outcome.exit_code == 0
    assert people(copied_home) == 3
    assert [each.name for each in copied_home.inbox.iterdir()] == ["done"]
    assert (copied_home.inbox / "done" / "2017-18 again" / "header.csv").exists()


def test_an_empty_inbox_changes_nothing_and_says_so(copied_home):
    before = Reader.current(copied_home, AUTHORITY).build_id
    outcome = refresh(copied_home, AUTHORITY, progress=quiet)
    assert (outcome.exit_code, len(outcome.lines)) == (0, 1)
    assert "Nothing has changed" in outcome.lines[0]
    assert Reader.current(copied_home, AUTHORITY).build_id == before


def test_a_folder_of_the_same_name_takes_the_place_of_the_one_put_away_before(copied_home):
    put_in(copied_home)
    refresh(copied_home, AUTHORITY, progress=quiet)
    put_in(copied_home, **with_another_child())
    refresh(copied_home, AUTHORITY, progress=quiet)
    assert NEW in (copied_home.inbox / "done" / "2017-18 again" / "header.csv").read_text(encoding="utf-8")


def test_hidden_files_are_left_where_they_are(copied_home):
    copied_home.inbox.mkdir(exist_ok=True)
    (copied_home.inbox / ".part").write_text("half a file", encoding="utf-8")
    refresh(copied_home, AUTHORITY, progress=quiet)
    assert (copied_home.inbox / ".part").exists()


def test_a_file_that_is_refused_is_told_and_stops_no_other(copied_home):
    put_in(copied_home, **with_another_child())
    (copied_home.inbox / "notes.txt").write_text("no return at all", encoding="utf-8")
    outcome = refresh(copied_home, AUTHORITY, progress=quiet)
    assert outcome.exit_code == 1
    assert any("notes.txt" in line for line in outcome.lines)
    assert people(copied_home) == 3
    assert (copied_home.inbox / "refused" / "notes.txt").exists()
    assert sorted(each.name for each in copied_home.inbox.iterdir()) == ["done", "refused"]


def test_a_refused_file_of_a_folder_is_parted_from_the_good_ones(copied_home):
    folder = put_in(copied_home, **with_another_child())
    (folder / "empty.csv").touch()
    refresh(copied_home, AUTHORITY, progress=quiet)
    assert (copied_home.inbox / "refused" / folder.name / "empty.csv").exists()
    assert not (copied_home.inbox / "done" / folder.name / "empty.csv").exists()
    assert (copied_home.inbox / "done" / folder.name / "header.csv").exists()


def test_a_folder_of_nothing_but_refused_files_is_not_done(copied_home):
    (copied_home.inbox / "bad").mkdir(parents=True)
    (copied_home.inbox / "bad" / "empty.csv").touch()
    assert refresh(copied_home, AUTHORITY, progress=quiet).exit_code == 1
    assert [each.name for each in copied_home.inbox.iterdir()] == ["refused"]


def test_a_run_with_refused_files_is_shown_as_such(home_with_office):
    home_with_office.inbox.mkdir(exist_ok=True)
    (home_with_office.inbox / "empty.csv").touch()
    refresh(home_with_office, AUTHORITY, progress=quiet)
    assert any(
        line.startswith("refresh: done with refusals, begun ")
        for line in status(home_with_office, AUTHORITY).in_words()
    )


def test_a_failing_build_leaves_the_inbox_and_the_last_good_warehouse(copied_home):
    folder = put_in(copied_home, **with_another_child())
    (copied_home.council / "measures").mkdir(parents=True)
    (copied_home.council / "measures" / "broken.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(Problem):
        refresh(copied_home, AUTHORITY, progress=quiet)
    assert folder.exists()
    shutil.rmtree(copied_home.council)
    assert people(copied_home) == 2


def test_a_run_is_recorded_as_done_with_its_build(home_with_office):
    refresh(home_with_office, AUTHORITY, progress=quiet)
    (run,) = status(home_with_office, AUTHORITY).runs
    assert (run["job"], run["state"]) == ("refresh", "done")
    assert run["summary"].pop("seconds") >= 0
    assert run["summary"] == {
        "build": Reader.current(home_with_office, AUTHORITY).build_id,
        "changed": False,
        "files_refused": False,
    }


def test_a_run_that_loads_keeps_its_counts_and_status_tells_them(home_with_office):
    put_in(home_with_office, **with_another_child())
    refresh(home_with_office, AUTHORITY, progress=quiet)
    found = status(home_with_office, AUTHORITY)
    told = found.runs[0]["summary"]
    # The third file is as it was, so that it is known already.
    assert (told["files_loaded"], told["rows_accepted"], told["rows_rejected"]) == (2, 7, 0)
    assert told["tables_taken_over"] > 0
    assert any(" 2 files with 7 rows" in line for line in found.in_words())


def test_a_home_without_an_office_keeps_its_runs_in_the_logs(copied_home):
    refresh(copied_home, AUTHORITY, progress=quiet)
    with (copied_home.logs / "runs.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"job": "refresh", "state": "do')
    (run,) = status(copied_home, AUTHORITY).runs
    assert (run["job"], run["state"], run["summary"]["changed"]) == ("refresh", "done", False)


def test_one_refresh_runs_at_a_time(copied_home):
    put_in(copied_home, **with_another_child())
    lock = copied_home.lock("refresh")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock), pytest.raises(RefreshRuns, match="another refresh runs already"):
        refresh(copied_home, AUTHORITY, progress=quiet)
    assert people(copied_home) == 2
    refresh(copied_home, AUTHORITY, progress=quiet)
    assert people(copied_home) == 3


def test_a_failing_run_is_recorded_as_failed_by_the_kind_of_failure_alone(home_with_office):
    (home_with_office.council).mkdir(exist_ok=True)
    (home_with_office.council / "council.toml").write_text("code = 5", encoding="utf-8")
    with pytest.raises(Problem) as failed:
        refresh(home_with_office, AUTHORITY, progress=quiet)
    (run,) = status(home_with_office, AUTHORITY).runs
    assert run["state"] == "failed"
    assert run["summary"] == {"failure": type(failed.value).__name__}


def test_status_says_how_far_the_data_go_what_is_there_and_how_runs_ended(home_with_office):
    refresh(home_with_office, AUTHORITY, progress=quiet)
    lines = status(home_with_office, AUTHORITY).in_words(with_tables=True)
    assert lines[1].split()[:3] == ["ssda903", "3", "2017-18"]
    assert lines[2].startswith("refresh: done, begun ")
    assert lines[3].startswith("Data to 2018-03-31, built ")
    assert lines[4].startswith("1 delivery in ")
    assert any(line.split() == ["person", "2", "rows"] for line in lines)


def test_before_the_first_build_status_says_what_to_do(tmp_path, copied_home):
    shutil.rmtree(copied_home.warehouse(AUTHORITY))
    found = status(copied_home, AUTHORITY)
    assert "sherwood build" in found.in_words()[-1]
    assert (found.to_json()["warehouse"], found.to_json()["runs"]) == ({}, [])
    assert [each["rows"] for each in found.to_json()["feeds"]] == [None]


def test_files_land_one_process_at_a_time(copied_home, monkeypatch):
    """While another holds the lock nothing is landed; once it is given back the same load goes through."""
    waited = []

    class Held(FileLock):
        def acquire(self, *arguments, **options):
            waited.append(self.lock_file)
            return super().acquire(*arguments, **{**options, "timeout": 0.05})

    folder = put_in(copied_home)
    monkeypatch.setattr(load, "FileLock", Held)
    before = sorted((copied_home.landing(AUTHORITY) / "deliveries").iterdir())
    with FileLock(copied_home.lock(f"land-{AUTHORITY}")), pytest.raises(TimeoutError):
        load.load_files(copied_home, AUTHORITY, [folder], received=None, period=None, progress=quiet)
    assert sorted((copied_home.landing(AUTHORITY) / "deliveries").iterdir()) == before
    report = load.load_files(copied_home, AUTHORITY, [folder], received=None, period=None, progress=quiet)
    assert report.exit_code == 0
    assert waited == [str(copied_home.lock(f"land-{AUTHORITY}"))] * 2


def test_a_build_waits_for_files_that_are_landing(copied_home, monkeypatch):
    from sherwood.jobs import build

    monkeypatch.setattr(build, "WAIT_SECONDS", 0.05)
    with FileLock(copied_home.lock(f"land-{AUTHORITY}")), pytest.raises(BuildFailed, match="another build or load"):
        build.build(copied_home, AUTHORITY, full=True)
