import datetime as dt

import pytest
from tests.rooms.sources.ssda903_files import (
    current,
    episode,
    feed_tables,
    header_row,
    load,
    put,
    put_table,
    replaced,
    staged,
)

from sherwood.sources.staging.cover import HIGH_DATE, LOW_DATE, belongs_to_period, cover_of

SUPERSEDED, REPEATED, ABSENT = (
    "superseded by a later delivery",
    "repeated in the same delivery",
    "absent from a later delivery",
)


def give(home, drop, year, table, *rows, received="2026-06-01"):
    put_table(drop / year, table, *rows)
    return load(home, drop / year, received=dt.date.fromisoformat(received))


def test_every_declared_table_is_there_though_nothing_was_loaded(home):
    build = staged(home)
    assert {f"landing_ssda903_{name}" for name in feed_tables()} <= set(build.tables())
    assert {"landing_delivery", "landing_replaced", "landing_problem"} <= set(build.tables())
    assert not {"landing_cover", "landing_piece", "landing_standing"} & set(build.tables())
    assert build.count("landing_ssda903_episodes") == 0


def test_a_row_carries_its_origin_and_its_year(home, drop):
    give(home, drop, "2017-18", "episodes", episode("566910.0", "01/04/2017", "01/06/2017"))
    build = staged(home)
    (row,) = build.select("SELECT * FROM landing_ssda903_episodes").dicts()
    assert row["source_row"] == f"{row['load']}:2"
    assert (row["source_id"], row["child"], row["authority"], row["feed"]) == ("566910", "566910", "local", "ssda903")
    assert (row["decom"], row["dec"]) == (dt.date(2017, 4, 1), dt.date(2017, 6, 1))
    assert (row["period"], row["period_start"], row["period_end"]) == (
        "2017-18",
        dt.date(2017, 4, 1),
        dt.date(2018, 3, 31),
    )
    assert row["received"] == dt.date(2026, 6, 1)


def test_a_delivery_is_told_with_its_counts(home, drop):
    give(home, drop, "2017-18", "header", header_row("1", sex="X"), header_row(""))
    (row,) = staged(home).select("SELECT * FROM landing_delivery").dicts()
    assert (row["table_name"], row["delivery"], row["file"], row["sequence"]) == (
        "header",
        "000001-ssda903",
        "header.csv",
        1,
    )
    assert (row["rows_read"], row["rows_accepted"], row["rows_rejected"], row["cell_problems"]) == (2, 1, 1, 1)
    assert (row["cover_from"], row["cover_to"]) == (dt.date(2017, 4, 1), dt.date(2018, 3, 31))


def test_problems_of_the_deliveries_that_stand_are_staged(home, drop):
    give(home, drop, "2017-18", "header", header_row("1", sex="X"))
    (row,) = staged(home).select("SELECT table_name, line, column_name, severity FROM landing_problem").rows
    assert row == ("header", 2, "SEX", "cell")


def test_of_two_rows_with_one_key_in_a_file_the_later_is_current(home, drop):
    give(home, drop, "2017-18", "episodes", episode("1", "01/04/2017", legal_status="C1"), episode("1", "01/04/2017"))
    build = staged(home)
    assert current(build, "episodes", "line", "ls") == [(3, "C2")]
    assert replaced(build) == [("episodes", 2, REPEATED)]
    assert build.select("SELECT by_line FROM landing_replaced").rows == [(3,)]


def test_of_two_parts_of_one_delivery_the_later_file_is_current(home, drop):
    folder = drop / "2017-18"
    put_table(folder, "episodes", episode("1", "01/04/2017", legal_status="C1"), episode("2", "01/04/2017")).rename(
        folder / "a.csv"
    )
    put_table(folder, "episodes", episode("1", "01/04/2017")).rename(folder / "b.csv")
    load(home, folder)
    assert current(staged(home), "episodes", "child", "ls") == [("1", "C2"), ("2", "C2")]


def test_a_later_delivery_of_the_same_year_supersedes(home, drop):
    give(home, drop, "2017-18", "header", header_row("1", sex="M"), received="2018-05-01")
    give(home, drop, "2017-18", "header", header_row("1", sex="F"), received="2018-06-01")
    build = staged(home)
    assert current(build, "header", "child", "sex") == [("1", "F")]
    assert replaced(build) == [("header", 2, SUPERSEDED)]


def test_an_older_delivery_loaded_last_does_not_supersede(home, drop):
    give(home, drop, "2017-18", "header", header_row("1", sex="F"), received="2018-06-01")
    give(home, drop, "2017-18", "header", header_row("1", sex="M"), received="2018-05-01")
    assert current(staged(home), "header", "sex") == [("F",)]


def test_of_two_deliveries_of_one_day_the_one_loaded_later_is_believed(home, drop):
    for sex in ("M", "F"):
        give(home, drop, "2017-18", "header", header_row("1", sex=sex))
    assert current(staged(home), "header", "sex") == [("F",)]


def test_a_then_b_then_a_ends_with_a(home, drop):
    for rows in (("1", "2"), ("2", "3"), ("1", "2")):
        give(home, drop, "2017-18", "header", *map(header_row, rows))
    build = staged(home)
    assert current(build, "header", "child") == [("1",), ("2",)]
    assert replaced(build) == [("header", 2, SUPERSEDED), ("header", 3, ABSENT)]


def test_a_later_year_supersedes_an_earlier_one_whenever_it_was_loaded(home, drop):
    give(home, drop, "2018-19", "episodes", episode("1", "01/02/2018", "01/06/2018"))
    give(home, drop, "2017-18", "episodes", episode("1", "01/02/2018"))
    build = staged(home)
    assert current(build, "episodes", "dec", "period") == [(dt.date(2018, 6, 1), "2018-19")]
    assert replaced(build) == [("episodes", 2, SUPERSEDED)]


def test_an_open_episode_absent_from_the_next_year_is_gone(home, drop):
    give(home, drop, "2017-18", "episodes", episode("1", "01/02/2018"), episode("2", "01/02/2018", "31/03/2018"))
    give(home, drop, "2018-19", "episodes", episode("3", "01/06/2018"))
    build = staged(home)
    assert current(build, "episodes", "child") == [("2",), ("3",)]
    assert replaced(build) == [("episodes", 2, ABSENT)]


@pytest.mark.parametrize(("end", "is_kept"), [("31/03/2018", True), ("01/04/2018", False)])
def test_the_cover_begins_on_the_first_of_april(home, drop, end, is_kept):
    give(home, drop, "2017-18", "episodes", episode("1", "01/02/2018", end))
    give(home, drop, "2018-19", "episodes", episode("2", "01/06/2018"))
    assert (("1",) in current(staged(home), "episodes", "child")) is is_kept


@pytest.mark.parametrize(("start", "is_kept"), [("01/06/2018", False), ("02/06/2018", True)])
def test_the_cover_ends_on_the_day_of_receipt_while_the_year_runs(home, drop, start, is_kept):
    give(home, drop, "2018-19", "episodes", episode("1", start), received="2018-05-01")
    give(home, drop, "2018-19", "episodes", episode("2", "01/05/2018"), received="2018-06-01")
    assert (("1",) in current(staged(home), "episodes", "child")) is is_kept


def test_an_earlier_year_loaded_late_removes_nothing_of_a_later_one(home, drop):
    give(home, drop, "2018-19", "episodes", episode("1", "01/02/2018"))
    give(home, drop, "2017-18", "episodes", episode("2", "01/06/2017", "01/07/2017"))
    assert current(staged(home), "episodes", "child") == [("1",), ("2",)]


def test_a_correction_of_an_earlier_year_removes_what_it_no_longer_holds(home, drop):
    give(
        home,
        drop,
        "2017-18",
        "episodes",
        episode("1", "01/06/2017", "01/07/2017"),
        episode("2", "01/06/2017", "01/07/2017"),
    )
    give(home, drop, "2018-19", "episodes", episode("3", "01/06/2018"))
    give(home, drop, "2017-18", "episodes", episode("2", "01/06/2017", "01/07/2017"), received="2026-07-01")
    assert current(staged(home), "episodes", "child") == [("2",), ("3",)]


def test_a_row_that_was_gone_and_comes_back_is_current_again(home, drop):
    for child in ("1", "2", "1"):
        give(home, drop, "2017-18", "episodes", episode(child, "01/06/2017"))
    assert current(staged(home), "episodes", "child") == [("1",)]


def test_a_header_without_rows_removes_what_it_covers(home, drop):
    give(
        home, drop, "2017-18", "missing", "1,01/02/2010,M,01/06/2017,02/06/2017", "1,01/02/2010,M,01/06/2016,02/06/2016"
    )
    give(home, drop, "2017-18", "missing")
    assert current(staged(home), "missing", "mis_start") == [(dt.date(2016, 6, 1),)]


def test_a_table_that_a_set_does_not_bring_stays_as_it_was(home, drop):
    give(home, drop, "2017-18", "header", header_row("1"))
    (drop / "2017-18" / "header.csv").unlink()
    give(home, drop, "2017-18", "episodes", episode("1", "01/06/2017"))
    assert current(staged(home), "header", "child") == [("1",)]


def test_a_review_is_an_event_and_is_covered_on_its_own_day(home, drop):
    give(home, drop, "2017-18", "reviews", "1,01/02/2010,31/03/2018,PN1", "1,01/02/2010,01/04/2018,PN1")
    give(home, drop, "2018-19", "reviews", "1,01/02/2010,01/09/2018,PN1")
    assert current(staged(home), "reviews", "review") == [(dt.date(2018, 3, 31),), (dt.date(2018, 9, 1),)]


def test_rows_without_dates_belong_to_their_files_year_and_every_year_is_kept(home, drop):
    give(home, drop, "2017-18", "header", header_row("1"), header_row("2"))
    give(home, drop, "2018-19", "header", header_row("1"))
    assert current(staged(home), "header", "child", "period") == [("1", "2017-18"), ("1", "2018-19"), ("2", "2017-18")]


def test_one_content_as_two_years_has_two_rows_that_can_be_told_apart(home, drop):
    for year in ("2017-18", "2018-19"):
        give(home, drop, year, "header", header_row("1"))
    assert len(set(current(staged(home), "header", "source_row"))) == 2


def test_a_spell_that_ends_before_it_began_is_held_to_the_day_it_began(home, drop):
    give(home, drop, "2018-19", "episodes", episode("1", "01/06/2018", "01/06/2017"))
    give(home, drop, "2018-19", "episodes", episode("2", "01/06/2018"))
    assert current(staged(home), "episodes", "child") == [("2",)]


def test_what_was_received_after_the_day_asked_for_is_not_known(home, drop):
    give(home, drop, "2017-18", "header", header_row("1"), received="2018-05-01")
    give(home, drop, "2017-18", "header", header_row("2", sex="X"), received="2018-06-01")
    early = staged(home, known_at=dt.date(2018, 5, 31))
    assert current(early, "header", "child") == [("1",)]
    assert early.count("landing_problem") == 0
    assert current(staged(home, known_at=dt.date(2018, 6, 1)), "header", "child") == [("2",)]


def test_children_whose_numbers_run_together_are_not_one_key(home, drop):
    rows = ("1,01/02/2010,SW1,01/05/2023,,", "1,01/02/2010,SW1,02/05/2023,,", "10,01/02/2010,SW1,01/05/2023,,")
    give(home, drop, "2023-24", "sw_episodes", *rows)
    assert staged(home).count("landing_ssda903_social_worker_episodes") == 3


XML = """<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>F</SEX><DOB>01/02/2010</DOB><ETHNIC>WBRI</ETHNIC><UPN>UN1</UPN>
<AREVIEW><REVIEW>01/06/2017</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>01/06/2017</MIS_START></AMISSING></HEADER>
<EPISODE><DECOM>01/04/2017</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>NG1 1AA</PL_POST></EPISODE>
</CHILD></EXPSSDA903>"""


def test_the_xml_and_the_csv_of_one_content_land_as_the_same_rows(home, drop, tmp_path):
    from sherwood.definitions.home import Home

    put(drop / "xml" / "2017-18", "return.xml", XML)
    load(home, drop / "xml")
    folder = drop / "csv" / "2017-18"
    put_table(folder, "header", "1,F,01/02/2010,WBRI,UN1,,")
    put_table(folder, "reviews", "1,01/02/2010,01/06/2017,PN1")
    put_table(folder, "missing", "1,01/02/2010,M,01/06/2017,")
    put_table(folder, "episodes", "1,01/04/2017,S,C2,N1,U6,,,,,,NG1 1AA,")
    other = Home.at(tmp_path / "other")
    load(other, drop / "csv")
    from_xml, from_csv = staged(home), staged(other)
    for name, table in feed_tables("2017_18").items():
        assert current(from_xml, name, *table.columns) == current(from_csv, name, *table.columns)


def test_an_xml_without_any_missing_child_says_that_there_was_none(home, drop):
    put(drop / "2017-18", "return.xml", XML)
    load(home, drop)
    put(drop / "2017-18", "return.xml", XML.replace("AMISSING", "OTHER"))
    load(home, drop)
    assert current(staged(home), "missing", "child") == []


def covering(kind, **more):
    from sherwood.definitions.shapes.feed import Covers

    return feed_tables()["episodes"].model_copy(update={"covers": Covers(kind=kind, **more)})


def test_each_kind_of_cover_speaks_for_its_own_stretch_of_days(home, drop):
    from sherwood.sources.landing.deliveries import Delivery

    delivery = Delivery(1, "local", "ssda903", "2017-18", dt.date(2018, 8, 31), "", ())
    assert cover_of(covering("everything"), delivery) == (LOW_DATE, HIGH_DATE)
    assert cover_of(covering("increment"), delivery) is None
    assert cover_of(covering("window", starts="decom", months=6), delivery) == (
        dt.date(2017, 9, 30),
        dt.date(2018, 3, 31),
    )
    assert cover_of(covering("period", starts="decom", ends="dec"), delivery) == (
        dt.date(2017, 4, 1),
        dt.date(2018, 3, 31),
    )
    assert cover_of(covering("period"), delivery) == (dt.date(2017, 4, 1), dt.date(2017, 4, 1))
    assert belongs_to_period(covering("period"))
    assert not belongs_to_period(covering("everything"))
