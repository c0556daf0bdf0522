import datetime as dt
import json

import pytest
from tests.rooms.sources.ssda903_files import AUTHORITY, episode, header_row, load, put, put_table

from sherwood import sources
from sherwood.sources.landing.deliveries import read_deliveries
from sherwood.sources.landing.places import Landing, load_id, make_whole, write_whole


def deliveries(home):
    return read_deliveries(Landing.of(home, AUTHORITY))


def statuses(report):
    return [entry.status for entry in report.files]


def test_a_delivery_says_what_arrived_when_and_for_which_year(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    put_table(drop / "2017-18", "episodes", episode("1", "01/04/2017"))
    load(home, drop)
    (delivery,) = deliveries(home)
    assert (delivery.feed, delivery.period, delivery.received) == ("ssda903", "2017-18", dt.date(2026, 6, 1))
    assert delivery.tables == ("episodes", "header")
    assert delivery.cover_to == dt.date(2018, 3, 31)
    assert [path.name for path in (home.landing(AUTHORITY) / "deliveries").iterdir()] == ["000001-ssda903.json"]


def test_a_year_that_is_not_over_is_covered_to_the_day_of_receipt(home, drop):
    put_table(drop, "header", header_row("1"))
    load(home, drop, received=dt.date(2026, 6, 1), period="2026-27")
    assert deliveries(home)[0].cover_to == dt.date(2026, 6, 1)


def test_every_file_is_kept_as_it_came_under_its_sha256(home, drop):
    path = put_table(drop, "header", header_row("1"))
    load(home, path)
    (kept,) = (home.landing(AUTHORITY) / "files").iterdir()
    assert kept.read_bytes() == path.read_bytes()
    assert len(kept.name) == 64


def test_the_same_file_again_adds_nothing_and_gives_the_same_counts(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"), header_row(""))
    first, second = load(home, drop), load(home, drop)
    assert (statuses(first), statuses(second)) == (["loaded"], ["already_loaded"])
    assert first.files[0].counts == second.files[0].counts
    assert len(deliveries(home)) == 1


def test_the_same_file_received_later_adds_nothing_either(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    load(home, drop, received=dt.date(2018, 5, 1))
    assert statuses(load(home, drop, received=dt.date(2018, 6, 1))) == ["already_loaded"]


def test_a_then_b_then_a_is_three_deliveries(home, drop):
    a, b = header_row("1"), header_row("2")
    for row in (a, b, a):
        put_table(drop / "2017-18", "header", row)
        assert statuses(load(home, drop)) == ["loaded"]
    assert len(deliveries(home)) == 3
    assert statuses(load(home, drop)) == ["already_loaded"]


def test_an_older_file_loaded_twice_after_a_newer_one_is_recorded_once(home, drop):
    put_table(drop / "2017-18", "header", header_row("2"))
    load(home, drop, received=dt.date(2018, 6, 1))
    put_table(drop / "2017-18", "header", header_row("1"))
    assert statuses(load(home, drop, received=dt.date(2018, 5, 1))) == ["loaded"]
    assert statuses(load(home, drop, received=dt.date(2018, 5, 1))) == ["already_loaded"]


def test_only_the_tables_in_which_a_file_changed_are_delivered_again(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))
    put_table(drop / "2017-18", "episodes", episode("1", "01/04/2017"))
    load(home, drop)
    put_table(drop / "2017-18", "episodes", episode("1", "01/04/2017", "01/06/2017"))
    assert sorted(statuses(load(home, drop))) == ["already_loaded", "loaded"]
    assert deliveries(home)[1].tables == ("episodes",)


def test_a_changed_part_brings_all_parts_of_its_table_into_the_new_delivery(home, drop):
    put(drop / "2017-18", "episodes_a.csv", put_table(drop, "episodes", episode("1", "01/04/2017")).read_bytes())
    put(drop / "2017-18", "episodes_b.csv", put_table(drop, "episodes", episode("2", "01/04/2017")).read_bytes())
    (drop / "episodes.csv").unlink()
    load(home, drop)
    put(drop / "2017-18", "episodes_b.csv", put_table(drop, "episodes", episode("3", "01/04/2017")).read_bytes())
    (drop / "episodes.csv").unlink()
    assert statuses(load(home, drop)) == ["already_loaded", "loaded"]
    assert [part.file for part in deliveries(home)[1].parts] == ["episodes_a.csv", "episodes_b.csv"]


def test_each_year_and_each_day_of_receipt_of_one_load_is_a_delivery(home, drop):
    for folder in ("2018-05-01/2017-18", "2019-05-01/2018-19", "2019-06-01/2018-19"):
        put_table(drop / folder, "header", header_row(folder))
    load(home, drop, received=None)
    assert [(each.period, each.received.isoformat()) for each in deliveries(home)] == [
        ("2017-18", "2018-05-01"),
        ("2018-19", "2019-05-01"),
        ("2018-19", "2019-06-01"),
    ]


def test_one_content_read_as_two_years_is_two_loads(home, drop):
    for year in ("2017-18", "2018-19"):
        put_table(drop / year, "header", header_row("1"))
    load(home, drop)
    loads = [part.load for each in deliveries(home) for part in each.parts]
    assert len(set(loads)) == 2


def test_a_load_is_named_by_what_it_reads_and_so_the_same_everywhere():
    assert load_id("ab" * 32, "ssda903", "2017_18") == load_id("ab" * 32, "ssda903", "2017_18")
    assert load_id("ab" * 32, "ssda903", "2018_19") != load_id("ab" * 32, "ssda903", "2017_18")
    assert len(load_id("x", "y", "z")) == 16


def test_a_load_that_stops_before_its_delivery_leaves_nothing_that_counts(home, drop):
    put_table(drop / "2017-18", "header", header_row("1"))

    def stop(stage: str, item: str, done: int, total: int) -> None:
        if stage == "type":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sources.load(home, AUTHORITY, [drop], progress=stop)
    assert deliveries(home) == []
    assert statuses(load(home, drop)) == ["loaded"]


def test_what_an_interrupted_load_left_half_written_is_swept_away(home, drop):
    landing = home.landing(AUTHORITY)
    left = [
        put(landing / "files", ".abc.1234", "half"),
        put(landing / "rows" / "hash" / ".load.12", "x.parquet", "half"),
    ]
    put_table(drop, "header", header_row("1"))
    load(home, drop)
    assert not any(path.exists() for path in left)


def test_a_folder_that_fails_half_way_never_gets_its_name(tmp_path):
    def fill(into):
        put(into, "one", "1")
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        make_whole(tmp_path / "rows", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_in_one_step(tmp_path):
    write_whole(tmp_path / "file", b"one")
    write_whole(tmp_path / "file", b"two")
    assert (tmp_path / "file").read_bytes() == b"two"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", ["{", "{}", '{"parts": 3}', json.dumps({"parts": [], "received": "never"})])
def test_a_damaged_delivery_is_named_with_the_remedy(home, damage):
    put(home.landing(AUTHORITY) / "deliveries", "000001-ssda903.json", damage)
    with pytest.raises(sources.LandingError, match=r"000001-ssda903.json is damaged: put it back"):
        deliveries(home)
