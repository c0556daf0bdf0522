"""Feeds that speak of a day: which day that is, and what the next day's file says of the rows before."""

import datetime as dt

import pytest
from tests.rooms.sources.snapshot_files import LISTS, TODAY, contact, listed, load, put_list, put_ssd, rows_of, workbook
from tests.rooms.sources.ssda903_files import AUTHORITY, header_row, put, put_table, replaced, staged

from sherwood import sources
from sherwood.definitions.shapes.feed import Covers
from sherwood.sources.landing.deliveries import read_deliveries
from sherwood.sources.landing.places import Landing

ABSENT = "absent from a later delivery"


def periods(report):
    return [entry.period for entry in report.files]


@pytest.mark.parametrize("name", ["2026-11-20", "20261120", "2026_11_20", "20-11-2026", "SSD extract 20 Nov 2026"])
def test_a_folder_named_by_a_day_says_which_day_its_files_speak_of(home, drop, name):
    put_ssd(drop / name, "contacts", contact("C1", "1"))
    assert periods(load(home, drop)) == ["2026-11-20"]


def test_the_files_own_name_is_nearer_than_its_folders(home, drop):
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"), name="ssd_contacts_20261119.csv")
    assert periods(load(home, drop)) == ["2026-11-19"]


def test_without_a_day_in_the_names_it_is_the_day_of_receipt_and_that_is_said(home, drop):
    put_ssd(drop, "contacts", contact("C1", "1"))
    (entry,) = load(home, drop).files
    assert entry.period == TODAY.isoformat()
    assert "the day it was received" in entry.reasons[0]


def tomorrow(days=1):
    return TODAY + dt.timedelta(days=days)


def test_the_same_undated_file_on_another_day_is_no_news_of_that_day(home, drop):
    put_ssd(drop, "contacts", contact("C1", "1"))
    load(home, drop)
    (entry,) = load(home, drop, received=tomorrow()).files
    assert (entry.status, entry.period) == ("already_loaded", TODAY.isoformat())
    assert entry.reasons == (
        "the same file was already loaded as of 30/11/2026; name the day (folder or file name, or --period) to say otherwise",
    )
    assert len(read_deliveries(Landing.of(home, "local"))) == 1


def test_the_same_file_with_its_day_said_is_a_snapshot_of_that_day(home, drop):
    path = put_ssd(drop, "contacts", contact("C1", "1"))
    load(home, drop)
    assert periods(load(home, drop, received=tomorrow(), period=tomorrow().isoformat())) == ["2026-12-01"]
    put(drop / "2026-12-02", path.name, path.read_bytes())
    assert periods(load(home, drop / "2026-12-02", received=tomorrow(2))) == ["2026-12-02"]


def test_a_set_of_undated_files_of_which_one_is_new_is_a_snapshot_of_the_day_received(home, drop):
    put_ssd(drop, "contacts", contact("C1", "1"))
    put_ssd(drop, "person", "1,Ann,Lee,F,2015-02-01")
    load(home, drop)
    put_ssd(drop, "contacts", contact("C1", "1"), contact("C2", "1"))
    report = load(home, drop, received=tomorrow())
    assert periods(report) == ["2026-12-01", "2026-12-01"]
    assert [entry.status for entry in report.files] == ["loaded", "loaded"]


def test_an_undated_file_that_another_had_replaced_stands_again(home, drop):
    first, second = contact("C1", "1"), contact("C2", "1")
    for day, row in enumerate((first, second, first)):
        put_ssd(drop, "contacts", row)
        (entry,) = load(home, drop, received=tomorrow(day)).files
        assert (entry.status, entry.period) == ("loaded", tomorrow(day).isoformat())
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_id") == [("C1",)]


def test_an_undated_file_received_before_the_stored_one_is_of_its_own_day(home, drop):
    put_ssd(drop, "contacts", contact("C1", "1"))
    load(home, drop)
    assert periods(load(home, drop, received=tomorrow(-1))) == ["2026-11-29"]


def test_the_day_asked_for_comes_first(home, drop):
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"))
    assert periods(load(home, drop, period="2026-11-01")) == ["2026-11-01"]


def test_one_file_named_by_a_day_tells_the_day_of_the_files_beside_it_and_they_are_one_delivery(home, drop):
    put_ssd(drop, "contacts", contact("C1", "1"), name="ssd_contacts_20261120.csv")
    put_ssd(drop, "person", "1,Ann,Lee,F,2015-02-01")
    report = load(home, drop)
    assert periods(report) == ["2026-11-20", "2026-11-20"]
    (delivery,) = read_deliveries(Landing.of(home, "local"))
    assert delivery.tables == ("contacts", "person")
    assert (delivery.span.first_day, delivery.span.last_day, delivery.cover_to) == (dt.date(2026, 11, 20),) * 3


def test_a_day_after_the_day_of_receipt_is_refused_because_it_would_stand_above_all_later_files(home, drop):
    put_ssd(drop / "2062-11-20", "contacts", contact("C1", "1"))
    (entry,) = load(home, drop).files
    assert entry.status == "refused"
    assert "it would speak of 20/11/2062, but it was received on 30/11/2026: correct the day" in entry.reasons[0]


def test_a_year_asked_for_does_not_fit_a_snapshot_nor_a_day_a_return_of_a_year(home, drop):
    snapshot = put_ssd(drop / "a", "contacts", contact("C1", "1"))
    of_year = put_table(drop / "b", "header", header_row("1"))
    (first,) = load(home, snapshot, period="2025-26").files
    (second,) = load(home, of_year, period="2026-11-20").files
    assert "speaks of a day, and '2025-26' is none" in first.reasons[0]
    assert "speaks of a year, and '2026-11-20' is none" in second.reasons[0]


def test_a_return_and_a_snapshot_in_one_folder_are_each_placed_in_their_own_way(home, drop):
    put_table(drop / "2026-11-20", "episodes", "1,01/05/2025,S,C2,N1,U6,PR1,,,,,,")
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"))
    assert {(e.format, e.period) for e in load(home, drop).files} == {("ssda903", "2025-26"), ("ssd", "2026-11-20")}


def test_a_row_carries_its_day_and_the_day_its_key_was_first_received(home, drop):
    for day in ("2026-11-01", "2026-11-20"):
        put_ssd(drop / day, "contacts", contact("C1", "1", "2026-10-01" if day < "2026-11-10" else "2026-10-02"))
    load(home, drop, received=None)
    (row,) = staged(home).select("SELECT * FROM landing_ssd_contacts").dicts()
    assert (row["period"], row["period_start"], row["period_end"]) == (
        "2026-11-20",
        dt.date(2026, 11, 20),
        dt.date(2026, 11, 20),
    )
    assert (row["received"], row["first_received_date"]) == (dt.date(2026, 11, 20), dt.date(2026, 11, 1))
    assert row["source_id"] == "1"


def test_the_same_content_on_a_later_day_keeps_the_day_of_its_first_receipt(home, drop):
    for day in ("2026-11-01", "2026-11-20"):
        put_ssd(drop / day, "contacts", contact("C1", "1"))
    load(home, drop, received=None)
    assert rows_of(staged(home), "ssd_contacts", "period", "received", "first_received_date") == [
        ("2026-11-20", dt.date(2026, 11, 20), dt.date(2026, 11, 1))
    ]


def test_a_snapshot_loaded_late_only_moves_the_day_of_first_receipt(home, drop):
    for day in ("2026-11-20", "2026-11-01"):
        put_ssd(drop / day, "contacts", contact("C1", "1", day))
        load(home, drop / day, received=None)
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_date", "first_received_date") == [
        (dt.date(2026, 11, 20), dt.date(2026, 11, 1))
    ]


def test_what_a_whole_snapshot_no_longer_holds_is_gone_whatever_its_dates(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1", "2019-01-01"), contact("C2", "2"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C2", "2"))
    load(home, drop)
    build = staged(home)
    assert rows_of(build, "ssd_contacts", "cont_contact_id") == [("C2",)]
    assert ("contacts", 2, ABSENT) in replaced(build)


CHANGES = "ssd_contacts_changes.csv"


def test_what_a_file_of_changes_does_not_hold_stands_and_what_it_holds_is_believed(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1"), contact("C2", "2"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C2", "9"), contact("C3", "3"), name=CHANGES)
    load(home, drop)
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_id", "source_id") == [
        ("C1", "1"),
        ("C2", "9"),
        ("C3", "3"),
    ]


def test_a_whole_snapshot_after_a_file_of_changes_tells_what_was_deleted(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C2", "2"), name=CHANGES)
    put_ssd(drop / "2026-11-21", "contacts", contact("C1", "1"))
    load(home, drop)
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_id") == [("C1",)]


def test_what_is_wrong_in_a_whole_snapshot_stays_open_after_a_file_of_changes_until_the_next_whole_one(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("", "1"), contact("C2", "2"))
    put_ssd(drop / "2026-11-20", "contacts", contact("", "3"), contact("C4", "4"), name=CHANGES)
    load(home, drop)
    assert [(each.file, each.line) for each in sources.rejected(home, AUTHORITY)] == [
        ("2026-11-01/ssd_contacts.csv", 2),
        (f"2026-11-20/{CHANGES}", 2),
    ]
    put_ssd(drop / "2026-11-21", "contacts", contact("C2", "2"))
    load(home, drop / "2026-11-21")
    assert list(sources.rejected(home, AUTHORITY)) == []


@pytest.mark.parametrize(
    ("file", "is_of_changes"),
    [("ssd_contacts_changes.csv", True), ("Contacts_Changes.PARQUET", True), ("ssd_contacts.csv", False)],
)
def test_a_file_of_changes_is_known_by_the_end_of_its_name(file, is_of_changes):
    assert Covers(kind="everything", changes="_changes").is_of_changes(file) is is_of_changes
    assert not Covers(kind="everything").is_of_changes(file)


def test_headings_alone_say_that_there_is_nothing_any_more(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1"))
    put_ssd(drop / "2026-11-20", "contacts")
    load(home, drop)
    assert staged(home).count("landing_ssd_contacts") == 0


def test_an_older_snapshot_loaded_last_removes_and_changes_nothing(home, drop):
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"), contact("C2", "2"))
    load(home, drop / "2026-11-20")
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "9"))
    load(home, drop / "2026-11-01")
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_id", "source_id") == [("C1", "1"), ("C2", "2")]


def test_of_two_snapshots_of_one_day_the_one_received_later_is_believed(home, drop):
    for at, child in enumerate(("1", "2")):
        put_ssd(drop / "2026-11-20", "contacts", contact("C1", child))
        load(home, drop, received=dt.date(2026, 11, 21 + at))
    assert rows_of(staged(home), "ssd_contacts", "source_id") == [("2",)]


def test_a_known_day_hides_what_came_later(home, drop):
    for day, child in (("2026-11-01", "1"), ("2026-11-20", "2")):
        put_ssd(drop / day, "contacts", contact("C1", child))
    load(home, drop, received=None)
    early = staged(home, known_at=dt.date(2026, 11, 19))
    assert rows_of(early, "ssd_contacts", "source_id", "first_received_date") == [("1", dt.date(2026, 11, 1))]


@pytest.mark.parametrize(("day", "is_kept"), [("19/05/2026", True), ("20/05/2026", False), ("21/11/2026", True)])
def test_a_list_of_six_months_speaks_only_for_the_six_months_before_its_day(home, drop, day, is_kept):
    put_list(drop / "2026-11-01", "contacts", listed("1", day))
    put_list(drop / "2026-11-20", "contacts", listed("2", "01/11/2026"))
    load(home, drop)
    assert (("1",) in rows_of(staged(home), "annex_a_contacts", "child")) is is_kept


def test_an_assessment_still_open_is_covered_however_long_ago_it_began(home, drop):
    def assessed(child, started, completed):
        return f"{child},b) Male,a) WBRI,01/02/2015,11,{started},{completed},School"

    put_list(
        drop / "2026-11-01",
        "early_help",
        assessed("1", "01/01/2024", ""),
        assessed("2", "01/01/2024", "01/02/2024"),
        assessed("3", "01/01/2024", "01/09/2026"),
    )
    put_list(drop / "2026-11-20", "early_help", assessed("4", "01/11/2026", ""))
    load(home, drop)
    assert rows_of(staged(home), "annex_a_early_help_assessments", "child") == [("2",), ("4",)]


def test_a_table_without_children_has_no_source_id_and_names_nobody(home, drop):
    from sherwood.identity import link

    put_ssd(drop / "2026-11-20", "department", "T1,Team one,D1,Care")
    load(home, drop)
    build = staged(home)
    assert "source_id" not in build.columns("landing_ssd_department")
    assert rows_of(build, "ssd_department", "dept_team_id", "dept_team_parent_id") == [("T1", "D1")]
    link(build, home, "local")
    assert build.count("person_record") == 0


def test_only_the_last_snapshots_problems_are_open(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1", "soon"), contact("C2", "2", "later"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1", "soon"))
    load(home, drop)
    assert [(p.line, p.value) for p in sources.rejected(home, "local")] == [(2, "soon")]
    assert staged(home).count("landing_problem") == 1


def test_children_whom_no_current_row_names_are_kept_for_the_keys_they_had(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1"), contact("C2", "2"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C2", "2", "2026-10-02"))
    load(home, drop, received=None)
    day = dt.date(2026, 11, 1)
    assert rows_of(staged(home), "former", "feed", "source_id", "first_received_date") == [
        ("ssd", "1", day),
        ("ssd", "2", day),
    ]


@pytest.mark.parametrize(
    ("row", "accepted", "rejected", "problems"),
    [
        ("C1,1,2026-10-01,1A,,", 1, 0, 0),
        ("C1,566910.0,2026-10-01 00:00:00,1A,,", 1, 0, 0),
        (",1,2026-10-01,1A,,", 0, 1, 0),
        ("C1,1,31/02/2026,1A,,", 1, 0, 1),
        ("C1,1,2026-10-01,ZZZZ,,", 1, 0, 1),
        ("C1,1,#REF!,1A,,", 1, 0, 1),
        ("C1,1.2E+15,2026-10-01,1A,,", 1, 0, 1),
        ("C1,1,2026-10-01", 0, 1, 0),
        ("C1,1,2026-10-01,1A,,,surplus", 0, 1, 0),
        ('C1,"1,2026-10-01,1A,,', 0, 1, 0),
        (",,,,,", 0, 0, 0),
    ],
)
def test_a_bad_row_of_a_snapshot_is_told_as_one_of_a_return(home, drop, row, accepted, rejected, problems):
    put_ssd(drop, "contacts", row)
    counts = load(home, drop).files[0].counts
    assert (counts.rows_accepted, counts.rows_rejected, counts.cell_problems) == (accepted, rejected, problems)


def test_a_snapshot_without_its_key_column_is_refused_by_name(home, drop):
    put(
        drop,
        "ssd_contacts.csv",
        "contact_number,cont_person_id,cont_contact_date,cont_contact_outcome_json\nC1,1,2026-10-01,\n",
    )
    (entry,) = load(home, drop).files
    assert entry.status == "refused"
    assert "'contacts', but cont_contact_id" in entry.reasons[0]


def test_a_load_killed_before_its_delivery_leaves_nothing_of_the_snapshot(home, drop):
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"))

    def stop(stage, item, done, total):
        if stage == "type":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sources.load(home, "local", [drop], received=TODAY, progress=stop)
    assert staged(home).count("landing_ssd_contacts") == 0
    assert [entry.status for entry in load(home, drop).files] == ["loaded"]


def test_the_same_snapshot_again_adds_nothing(home, drop):
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"))
    load(home, drop)
    assert [entry.status for entry in load(home, drop).files] == ["already_loaded"]
    assert len(read_deliveries(Landing.of(home, "local"))) == 1


def test_rows_that_were_lost_are_read_again_from_the_stored_files_whatever_their_kind(home, drop):
    import shutil

    lines = [LISTS["contacts"], listed("1", "01/10/2026")]
    put(drop / "2026-11-20", "Annex A.xlsx", workbook(("Guidance", ["Read me"]), ("List 1", lines)))
    put_ssd(drop / "2026-11-20", "contacts", contact("C1", "1"))
    load(home, drop)
    before = staged(home)
    shutil.rmtree(home.landing("local") / "rows")
    after = staged(home)
    for table in ("landing_annex_a_contacts", "landing_ssd_contacts"):
        assert before.count(table) == 1
        assert before.table_hash(table) == after.table_hash(table)


def test_every_ssd_snapshot_is_read_by_the_release_in_force():
    from sherwood.definitions.catalogue import load_catalogue

    feed = load_catalogue().feed("ssd")
    for day in ("2019-04-01", "2026-11-20", "2040-01-01"):
        assert feed.year_for(day) is feed.year("2024_25")
