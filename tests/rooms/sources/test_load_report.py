import datetime as dt
import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.sources.ssda903_files import (
    AUTHORITY,
    HEADINGS,
    csv_text,
    episode,
    feed_tables,
    header_row,
    load,
    only_entry,
    put,
    put_table,
)

from sherwood import sources


def test_the_json_of_a_load_has_the_names_that_others_rely_on(home, drop):
    path = put_table(drop / "2017-18", "header", header_row("1"), header_row(""), header_row("3", sex="X"))
    entry = load(home, path).to_json()["files"][0]
    assert entry == {
        "path": str(path),
        "format": "ssda903",
        "table": "header",
        "status": "loaded",
        "rows_read": 3,
        "rows_accepted": 2,
        "rows_rejected": 1,
        "cell_problems": 1,
        "reasons": [],
        "columns": entry["columns"],
        "period": "2017-18",
        "received": "2026-06-01",
    }
    assert entry["columns"]["sex"] == {"read": 3, "typed": 1, "problems": 1, "in_rejected_rows": 1}
    assert entry["columns"]["child"] == {"read": 2, "typed": 2, "problems": 0, "in_rejected_rows": 0}
    assert json.loads(json.dumps(entry)) == entry


def test_rejected_rows_alone_leave_the_exit_code_at_zero(home, drop):
    report = load(home, put_table(drop, "header", header_row("")))
    assert report.exit_code == 0
    assert only_entry(report).counts.rows_rejected == 1


def test_a_bad_file_is_refused_by_name_and_stops_no_good_one(home, drop):
    folder = drop / "2017-18"
    good = put_table(folder, "episodes", episode("1", "01/04/2017"))
    bad = put(folder, "header.pdf", b"%PDF-1.7 header")
    report = load(home, folder)
    assert {entry.path: entry.status for entry in report.files} == {str(good): "loaded", str(bad): "refused"}
    assert report.exit_code == 1
    assert any(line.startswith(f"{bad}: this is a PDF document") for line in report.lines())


def test_a_path_that_leads_nowhere_is_refused(home, drop):
    report = load(home, drop / "no such folder")
    assert "check its spelling" in only_entry(report).reasons[0]
    assert report.exit_code == 1


def test_a_folder_with_nothing_in_it_is_refused(home, drop):
    (drop / "empty" / "below").mkdir(parents=True)
    report = load(home, drop)
    assert "holds no files to load" in only_entry(report).reasons[0]
    assert report.exit_code == 1


def test_a_path_longer_than_the_system_allows_is_refused(home, drop):
    report = load(home, drop / ("x" * 300))
    assert "can't be opened" in only_entry(report).reasons[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner of everything can read everything")
def test_a_file_that_may_not_be_read_is_refused_and_stops_no_other(home, drop):
    locked = put_table(drop, "header", header_row("1"))
    locked.chmod(0)
    good = put_table(drop, "episodes", episode("1", "01/04/2017"))
    assert {entry.path: entry.status for entry in load(home, drop).files} == {
        str(locked): "refused",
        str(good): "loaded",
    }


@pytest.mark.skipif(os.name == "nt", reason="only Unix has named pipes")
def test_something_that_is_no_file_is_refused_and_never_waited_for(home, drop):
    pipe = drop / "pipe"
    os.mkfifo(pipe)
    assert "neither a file nor a folder" in only_entry(load(home, pipe)).reasons[0]
    put_table(drop, "header", header_row("1"))
    assert {entry.status for entry in load(home, drop).files} == {"loaded", "refused"}


def test_hidden_files_and_the_truth_and_settings_of_a_made_up_county_are_passed_over_and_said_so(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    for name in (
        ".hidden/a.csv",
        "truth/people.csv",
        "2017-18/.DS_Store",
        "2017-18/~$header.csv",
        "Thumbs.db",
        "council/teams.toml",
    ):
        put((drop / name).parent, (drop / name).name, "x")
    report = load(home, drop)
    assert [entry.table for entry in report.files] == ["header"]
    assert sorted(note.rpartition(":")[0].rpartition("/")[2] for note in report.notes) == [
        ".DS_Store",
        ".hidden",
        "Thumbs.db",
        "teams.toml",
        "truth",
        "~$header.csv",
    ]
    assert report.exit_code == 0
    assert any("truth: passed over" in line for line in report.lines())


def test_a_file_given_twice_is_loaded_once(home, drop):
    path = put_table(drop, "header", header_row("1"))
    assert len(load(home, path, drop, path).files) == 1


def test_the_same_content_under_two_names_is_loaded_once_and_said_so(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    put(drop / "2017-18", "header - copy.csv", csv_text("header", header_row("1")))
    report = load(home, drop)
    assert sorted(entry.status for entry in report.files) == ["already_loaded", "loaded"]
    assert any("the same as another file" in line for line in report.lines())


def test_a_mislabelled_file_is_read_by_its_content_and_said_so(home, drop):
    put(drop, "episodes.csv", csv_text("reviews", "1,01/02/2010,01/06/2017,PN1"))
    entry = only_entry(load(home, drop))
    assert entry.table == "reviews"
    assert "is named like 'episodes'" in entry.to_json()["reasons"][-1]


def test_a_file_with_a_header_alone_is_loaded_with_no_rows(home, drop):
    entry = only_entry(load(home, put_table(drop, "missing"), period="2025-26"))
    assert (entry.status, entry.counts.rows_read, entry.counts.rows_rejected) == ("loaded", 0, 0)
    assert "nothing to return" in entry.to_json()["reasons"][-1]


def test_a_truncated_csv_costs_only_its_last_row(home, drop):
    whole = csv_text("episodes", episode("1", "01/04/2017"), episode("2", "01/04/2017"))
    entry = only_entry(load(home, put(drop, "episodes.csv", whole[:-40])))
    assert (entry.counts.rows_read, entry.counts.rows_accepted) == (2, 1)
    assert [problem.line for problem in sources.rejected(home, AUTHORITY)] == [3]


def test_a_truncated_xml_is_refused_as_a_whole_and_nothing_of_it_is_kept(home, drop):
    put(drop, "return.xml", "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID></HEADER></CHILD>")
    report = load(home, drop)
    assert "ends before its last element" in only_entry(report).reasons[0]
    assert list((home.landing(AUTHORITY) / "files").iterdir()) == []
    assert not (home.landing(AUTHORITY) / "deliveries").exists()


def test_an_xml_of_another_return_is_refused_by_its_outermost_element(home, drop):
    report = load(home, put(drop, "cin.xml", "<Message><Header/></Message>"))
    assert "'Message'" in only_entry(report).reasons[0]


def test_a_period_that_is_none_refuses_every_path_in_words(home, drop):
    report = load(home, put_table(drop, "header", header_row("1")), period="last year")
    assert "neither a year nor a day" in only_entry(report).reasons[0]
    assert report.exit_code == 1


def test_a_file_over_the_limits_a_council_sets_is_refused(home, drop):
    from importlib.resources import files

    feed = (files("sherwood.catalogue") / "sources" / "ssda903" / "feed.toml").read_text(encoding="utf-8")
    small = feed.replace("max_rows = 2000000", "max_rows = 2").replace("max_megabytes = 500", "max_megabytes = 1")
    put(home.council / "sources" / "ssda903", "feed.toml", small)
    many = put_table(drop / "a", "header", *(header_row(str(n)) for n in range(3)))
    large = put(drop / "b", "header.csv", csv_text("header", header_row("1")) + "\n" * 1_100_000)
    reasons = {entry.path: entry.reasons[0] for entry in load(home, many, large).files}
    assert "more than 2 rows" in reasons[str(many)]
    assert "larger than 1 megabytes" in reasons[str(large)]


def test_each_step_is_announced_before_it_is_taken(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    put_table(drop / "2017-18", "episodes", episode("1", "01/04/2017"))
    steps: list[tuple[str, int, int]] = []
    sources.load(home, AUTHORITY, [drop], progress=lambda stage, item, done, total: steps.append((stage, done, total)))
    assert steps == [("land", 0, 2), ("land", 1, 2), ("type", 0, 2), ("type", 1, 2)]


def test_the_year_asked_for_goes_before_every_other_sign(home, drop):
    put_table(drop / "2019-20", "header", header_row("1"))
    assert only_entry(load(home, drop, period="2018-19")).period == "2018-19"


def test_a_year_asked_for_that_is_not_the_year_of_the_dates_is_said(home, drop):
    put_table(drop, "episodes", episode("1", "01/05/2024"))
    (entry,) = load(home, drop, period="2025-26").files
    assert entry.period == "2025-26"
    assert entry.reasons == ("the dates are of 2024-25, read as 2025-26 because --period says so",)
    (entry,) = load(home, drop, period="2024-25").files
    assert entry.reasons == ()


def test_the_files_name_goes_before_its_folders(home, drop):
    put(drop / "2019-20", "header_2020-21.csv", csv_text("header", header_row("1")))
    assert only_entry(load(home, drop)).period == "2020-21"


def test_a_folder_named_by_a_date_is_the_day_of_receipt_and_no_year(home, drop):
    put_table(drop / "2011-12-05" / "2019-20", "header", header_row("1"))
    entry = only_entry(load(home, drop, received=None))
    assert (entry.received, entry.period) == (dt.date(2011, 12, 5), "2019-20")


def test_the_day_of_receipt_given_goes_before_the_folders(home, drop):
    put_table(drop / "2020-11-20", "header", header_row("1"))
    assert only_entry(load(home, drop, received=dt.date(2020, 12, 1))).received == dt.date(2020, 12, 1)


def test_without_a_date_a_file_is_received_today(home, drop):
    put_table(drop, "header", header_row("1"))
    assert only_entry(load(home, drop, received=None)).received == dt.datetime.now().astimezone().date()


def test_a_set_without_a_year_in_its_names_takes_the_year_of_its_episodes(home, drop):
    put_table(drop / "set", "episodes", episode("1", "01/06/2018"), episode("2", "01/06/2019"))
    put_table(drop / "set", "header", header_row("1"))
    report = load(home, drop)
    assert {entry.period for entry in report.files} == {"2019-20"}
    assert all("read as the return of 2019-20" in entry.reasons[0] for entry in report.files)


def test_two_sets_in_two_folders_each_take_their_own_year(home, drop):
    for folder, start in (("a", "01/06/2018"), ("b", "01/06/2019")):
        put_table(drop / folder, "episodes", episode("1", start))
        put_table(drop / folder, "header", header_row("1"))
    assert sorted(entry.period for entry in load(home, drop).files) == ["2018-19", "2018-19", "2019-20", "2019-20"]


def test_without_any_sign_a_file_is_of_the_last_complete_year_and_is_told_how_to_say_otherwise(home, drop):
    put_table(drop, "header", header_row("1"))
    entry = only_entry(load(home, drop, received=dt.date(2024, 5, 1)))
    assert entry.period == "2023-24"
    assert "name the folder 2023-24 or another year" in entry.reasons[0]


def test_a_table_from_before_it_was_returned_is_read_by_its_first_definition_and_said_so(home, drop):
    put_table(drop / "2019-20", "sw_episodes", "1,01/02/2010,SW1,01/05/2019,,FCONTA")
    entry = only_entry(load(home, drop))
    assert entry.counts.rows_accepted == 1
    assert "not yet part of the return of 2019-20" in entry.reasons[0]


CELLS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=6) | st.sampled_from(
    ["1", "M", "01/02/2010", "#N/A"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=9), max_size=6))
def test_whatever_a_file_holds_its_rows_and_cells_add_up(rows, tmp_path_factory):
    from sherwood.definitions.home import Home

    folder = tmp_path_factory.mktemp("any")
    path = put(
        folder, "header.csv", "\n".join([HEADINGS["header"], *(",".join(row) for row in rows)]).replace("\0", "")
    )
    home = Home.at(folder / "home")
    entry = only_entry(load(home, path, period="2017-18"))
    counts = entry.counts
    problems = list(sources.rejected(home, AUTHORITY))
    assert counts.rows_read == counts.rows_accepted + counts.rows_rejected
    assert counts.rows_rejected == sum(problem.severity == "row" for problem in problems)
    assert counts.cell_problems == sum(problem.severity == "cell" for problem in problems)
    assert set(counts.columns) == set(feed_tables()["header"].columns)
    for cells in counts.columns.values():
        assert cells.read == cells.typed + cells.problems + cells.in_rejected_rows
