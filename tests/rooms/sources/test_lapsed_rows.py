"""The last word of a feed on people it no longer speaks of is kept, so that they are still found by it."""

import datetime as dt

from tests.rooms.sources.ssda903_files import AUTHORITY, episode, load, put, put_table, staged

from sherwood import sources
from sherwood.store import Build, Earlier

HEADINGS = (
    "Client ID,First name,Last name,DOB,Gender,Ethnicity,House,Street,Postcode,UPN,Academic age,Activity,Since,Confirmed,EHCP,"
    "In care,Parent,Carer,YOT"
)
REST = "16,210,01/09/2023,14/12/2023,N,N,N,N,N"
SAM = f"N41,Sam,Reed,04/01/2007,M,WBRI,4,Mill Lane,ZZ1 2AB,,{REST}"
KIT = f"N42,Kit,Vale,19/09/2006,F,WBRI,9,Mill Lane,ZZ1 2AC,,{REST}"
LAPSED = "landing_lapsed_neet_clients"


def give(home, drop, day, *clients):
    path = put(drop / day, f"clients_{day}.csv", "\n".join([HEADINGS, *clients]) + "\n")
    load(home, path, received=dt.date.fromisoformat(day))


def lapsed(build):
    return build.select(f"SELECT source_id, forename, postcode, received FROM {LAPSED} ORDER BY ALL").rows


def test_who_has_left_a_client_file_is_still_told_by_the_last_file_that_held_them(home, drop):
    give(home, drop, "2024-01-31", SAM, KIT)
    give(home, drop, "2024-02-29", SAM, KIT.replace("ZZ1 2AC", "ZZ9 9ZZ"))
    give(home, drop, "2024-03-31", SAM)
    assert lapsed(staged(home)) == [("N42", "Kit", "ZZ9 9ZZ", dt.date(2024, 2, 29))]


def test_who_comes_back_has_not_lapsed(home, drop):
    give(home, drop, "2024-01-31", SAM, KIT)
    give(home, drop, "2024-02-29", SAM)
    give(home, drop, "2024-03-31", SAM, KIT)
    assert lapsed(staged(home)) == []


def test_who_has_lapsed_has_no_current_row(home, drop):
    give(home, drop, "2024-01-31", SAM, KIT)
    give(home, drop, "2024-02-29", SAM)
    build = staged(home)
    assert build.select("SELECT source_id FROM landing_neet_clients").rows == [("N41",)]
    assert lapsed(build)


def test_a_feed_of_the_authoritys_numbers_needs_no_last_word_nor_one_that_only_adds(home, drop):
    put_table(drop / "2017-18", "episodes", episode("1", "01/04/2017"))
    load(home, drop / "2017-18")
    tables = staged(home).tables()
    assert not [name for name in tables if name.startswith("landing_lapsed_ssd")]
    assert "landing_lapsed_police_missing_episodes" not in tables
    assert LAPSED in tables


def test_a_build_upon_another_keeps_the_last_word_while_nothing_new_of_the_table_came(home, drop, tmp_path):
    give(home, drop, "2024-01-31", SAM, KIT)
    give(home, drop, "2024-02-29", SAM)
    first = tmp_path / "first.duckdb"
    with Build(first) as build:
        follows_from = sources.stage(build, home, AUTHORITY)
        hashes = {name: build.table_hash(name) for name in build.tables()}
    with Build(tmp_path / "second.duckdb", earlier=Earlier(first, hashes)) as second:
        sources.stage(second, home, AUTHORITY, before=follows_from)
        assert second.takes_over(LAPSED)
        assert [row[0] for row in lapsed(second)] == ["N42"]
