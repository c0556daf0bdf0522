"""What was known on a day is answered alike for ever; what changed since is told row by row; every row is found in its file and back."""

import csv
import json
import shutil
from datetime import date

import pytest
from tests.rooms.jobs.homes_with_files import AUTHORITY, FILES, land

from sherwood.access import NotAllowed, viewers
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.build import build, reader_known_at
from sherwood.jobs.figures import measure_value
from sherwood.jobs.history.change import explain_change
from sherwood.jobs.history.figure import Wanted, figure_of
from sherwood.jobs.history.lineage import lineage_of_number
from sherwood.jobs.history.touched import figures_touched
from sherwood.store import Reader

YEAR = "2017-18"
DAYS = [date(2018, 6, day) for day in (1, 8, 15, 22)]
MEASURES = (
    "cla_started",
    "cla_open",
    "cla_ceased",
    "cla_review_on_time_pct",
    "placement_fostering_pct",
)
C2 = "C2,10/05/2017,S,V2,N5,U6,PR1,20/09/2017,E4A,,AB1 2CD,EF3 4GH,SC123456"
C3 = "C3,01/07/2017,S,C2,N1,U6,PR1,,,,AB1 2CD,EF3 4GH,SC123456"
HEADER = [*FILES["header.csv"], "C3,M,15/06/2012,WBRI,UN1,0,"]
RETURNS = (
    FILES,
    FILES | {"header.csv": HEADER, "episodes.csv": [*FILES["episodes.csv"], C3]},
    FILES
    | {
        "header.csv": HEADER,
        "episodes.csv": [*(row.replace(C2, C2.replace(",S,", ",P,")) for row in FILES["episodes.csv"]), C3],
    },
    FILES | {"episodes.csv": [row.replace(C2, C2.replace(",S,", ",P,")) for row in FILES["episodes.csv"]]},
)


def answers(home, day):
    """Five figures as known at the end of a day, with the build that answers."""
    asked = {
        "where": {},
        "by": (),
        "date_from": date(2017, 4, 1),
        "date_to": date(2018, 3, 31),
        "grain": "year",
        "as_at": None,
        "official": False,
        "as_user": None,
    }
    found = [measure_value(home, AUTHORITY, name, known_at=day, **asked) for name in MEASURES]
    return [(each.build_id, [(row.numerator, row.denominator, row.value) for row in each.rows]) for each in found]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A home into which a return came four times, and what was answered right after each."""
    root = tmp_path_factory.mktemp("history")
    home = Home.at(root / "home")
    asked = {}
    for day, files in zip(DAYS, RETURNS, strict=True):
        land(home, root / str(day), day, files)
        build(home, AUTHORITY)
        asked[day] = answers(home, day)
    return home, asked


@pytest.fixture(scope="module")
def home(told):
    return told[0]


def change(home, first, last, **asked):
    return explain_change(
        home,
        AUTHORITY,
        "cla_started",
        **{"period": YEAR, "known_at": DAYS[first], "and_at": DAYS[last], "where": {}, "as_user": None} | asked,
    )


def causes(found):
    return {cause: (rows, numerator) for cause, rows, numerator, _ in found.by_cause()}


def test_a_day_is_answered_to_the_digit_after_later_deliveries(told):
    home, asked = told
    assert {day: answers(home, day) for day in DAYS} == asked
    assert len({str(each) for each in asked.values()}) == 4


def test_a_day_is_answered_to_the_digit_from_landing_alone(told, tmp_path):
    home, asked = told
    bare = Home.at(shutil.copytree(home.root, tmp_path / "bare"))
    shutil.rmtree(bare.warehouse(AUTHORITY))
    shutil.rmtree(bare.landing(AUTHORITY) / "rows")
    for day in reversed(DAYS[:3]):
        assert answers(bare, day) == asked[day]


def test_the_manifest_names_what_the_answer_is_a_function_of(home):
    manifest = reader_known_at(home, AUTHORITY, DAYS[1]).manifest
    assert [each["received"] for each in manifest["deliveries"]] == ["2018-06-01", "2018-06-08"]
    assert all(part["sha256"] for each in manifest["deliveries"] for part in each["parts"])
    assert manifest["catalogue_hash"] == load_catalogue(home.council).content_hash
    assert manifest["council_hash"]


def test_an_answer_by_newer_definitions_says_that_the_day_was_answered_by_others(home, tmp_path):
    changed = Home.at(shutil.copytree(home.root, tmp_path / "changed"))
    changed.council.mkdir(exist_ok=True)
    (changed.council / "council.toml").write_text('code = "local"\nname = "Other"\n', encoding="utf-8")
    asked = {"where": {}, "by": (), "date_from": None, "date_to": None, "grain": None, "as_at": None}
    asked |= {"official": False, "as_user": None, "known_at": DAYS[0]}
    first = reader_known_at(home, AUTHORITY, DAYS[0]).build_id
    assert not any(first in note for note in measure_value(home, AUTHORITY, "cla_open", **asked).notes)
    series = measure_value(changed, AUTHORITY, "cla_open", **asked)
    assert series.build_id != first
    assert any(f"answered before by other definitions (build {first})" in note for note in series.notes)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (0, 1, {"late": (1, 1)}),
        (1, 2, {"corrected": (1, -1)}),
        (2, 3, {"deleted": (1, -1)}),
        (0, 2, {"late": (1, 1), "corrected": (1, -1)}),
        (1, 3, {"corrected": (1, -1), "deleted": (1, -1)}),
        (0, 3, {"corrected": (1, -1)}),
    ],
)
def test_every_row_has_its_cause_and_causes_add_up_to_the_difference(home, first, last, expected):
    found = change(home, first, last)
    assert causes(found) == expected
    answer = found.to_json()
    assert answer["difference"]["numerator"] == answer["after"]["numerator"] - answer["before"]["numerator"]
    assert answer["difference"]["numerator"] == sum(each["numerator"] for each in answer["rows"])


def test_a_late_row_is_told_with_its_file_and_the_day_it_came(home):
    (row,) = change(home, 0, 1).to_json()["rows"]
    (came,) = [each for each in row["arrivals"] if each["table"] == "landing_ssda903_episodes"]
    assert (came["cause"], came["file"], came["received"]) == ("late", "episodes.csv", "2018-06-08")
    assert came["source_row"].endswith(":5")


def test_a_corrected_row_is_told_with_the_column_before_and_after(home):
    (row,) = change(home, 1, 2).to_json()["rows"]
    (came,) = row["arrivals"]
    assert came["columns"] == [{"column": "rne", "from": "S", "to": "P"}]
    assert row["is_own"]


def test_a_deleted_row_is_told_with_the_file_that_left_it_out(home):
    (row,) = change(home, 2, 3).to_json()["rows"]
    came = next(each for each in row["arrivals"] if each["table"] == "landing_ssda903_episodes")
    assert (came["cause"], came["received"]) == ("deleted", "2018-06-22")


def test_a_filter_narrows_the_rows_that_are_told(home):
    assert causes(change(home, 0, 1, where={"sex": "M"})) == {"late": (1, 1)}
    assert causes(change(home, 0, 1, where={"sex": "F"})) == {}


def test_the_words_name_the_cause_and_no_number_of_a_child(home):
    words = "\n".join(change(home, 0, 2).in_words())
    assert "late in episodes.csv received on 2018-06-08" in words
    assert "rne from 'S' to 'P'" in words
    assert "C2" not in words


def test_days_in_the_wrong_order_are_refused(home):
    with pytest.raises(Problem, match="not after"):
        change(home, 2, 1)


def test_a_row_is_redefined_where_only_the_rules_differ(home, tmp_path):
    changed = Home.at(shutil.copytree(home.root, tmp_path / "changed"))
    from sherwood.jobs.history.causes import otherwise

    catalogue = load_catalogue(home.council)
    viewer = viewers.owner(home, AUTHORITY)
    wanted = Wanted.of(catalogue, "cla_started", YEAR, {})
    before = figure_of(reader_known_at(home, AUTHORITY, DAYS[3]), catalogue, viewer, wanted, "test")
    changed.council.mkdir(exist_ok=True)
    (changed.council / "council.toml").write_text('code = "local"\nname = "Other"\n', encoding="utf-8")
    after = figure_of(reader_known_at(changed, AUTHORITY, DAYS[3]), catalogue, viewer, wanted, "test")
    assert otherwise(before, after) == "redefined"
    assert otherwise(before, before) == "unexplained"


def lines_of(home, place):
    """The cells of a line of the stored file, read by nothing of Sherwood's."""
    content = (home.landing(AUTHORITY) / "files" / place["sha256"]).read_text(encoding="utf-8")
    return next(csv.reader([content.splitlines()[place["line"] - 1]]))


def number(home, name="cla_started", period=YEAR, **asked):
    return lineage_of_number(
        home, AUTHORITY, name, **{"period": period, "where": {}, "known_at": None, "as_user": None} | asked
    )


def test_a_figure_is_followed_to_the_line_of_the_file_it_was_read_in(home):
    found = number(home, known_at=DAYS[1]).to_json()
    assert found["numerator"] == len(found["rows"]) == 2
    assert [lines_of(home, each)[:3] for each in found["rows"]] == [
        ["C2", "10/05/2017", "S"],
        ["C3", "01/07/2017", "S"],
    ]


def test_a_file_is_followed_to_the_figures_its_rows_stand_in(home):
    place = number(home, "cla_open").to_json()["rows"][0]
    (found,) = figures_touched(home, AUTHORITY, place["sha256"][:12], period=YEAR, as_user=None)
    numbers = {each["measure"]: each["rows"] for each in found.to_json()["numbers"]}
    assert numbers["looked_after/cla_open"] == 1
    assert found.tables["episode"] == 3


def test_a_file_is_found_by_its_path_and_its_name_as_by_its_sum(home, tmp_path):
    file = tmp_path / "copy.csv"
    place = number(home, "cla_open").to_json()["rows"][0]
    shutil.copyfile(home.landing(AUTHORITY) / "files" / place["sha256"], file)
    by_path = figures_touched(home, AUTHORITY, str(file), period=YEAR, as_user=None)
    assert [each.load for each in by_path] == [
        each.load for each in figures_touched(home, AUTHORITY, place["sha256"], period=YEAR, as_user=None)
    ]
    assert len(figures_touched(home, AUTHORITY, "episodes.csv", period=YEAR, as_user=None)) == 4


def test_a_file_that_never_came_is_refused(home):
    with pytest.raises(Problem, match="has arrived: give its path"):
        figures_touched(home, AUTHORITY, "nothing.csv", period=YEAR, as_user=None)


def test_a_replaced_file_touches_nothing(home):
    first = number(home, "cla_open", known_at=DAYS[0]).to_json()["rows"][0]["sha256"]
    last = number(home, "cla_open").to_json()["rows"][0]["sha256"]
    assert first != last
    (found,) = figures_touched(home, AUTHORITY, first, period=YEAR, as_user=None)
    assert (dict(found.tables), found.figures) == ({}, ())
    assert "No row of it stands" in "\n".join(found.in_words())


def test_each_look_is_written_to_the_trail_before_it_is_shown(home):
    trail = home.logs / "owner-audit.jsonl"
    before = trail.read_text(encoding="utf-8").count("\n")
    found = number(home)
    entries = [json.loads(line) for line in trail.read_text(encoding="utf-8").splitlines()[before:]]
    assert [each["detail"]["of"] for each in entries] == ["lineage of looked_after/cla_started"]
    assert entries[0]["record_keys"] == [row["record_key"] for row, _ in found.rows]


def test_without_the_right_to_see_how_data_came_nothing_is_followed(home):
    from dataclasses import replace

    from sherwood.jobs.history.lineage import followed

    catalogue, reader = load_catalogue(home.council), Reader.current(home, AUTHORITY)
    viewer = viewers.owner(home, AUTHORITY)
    wanted = Wanted.of(catalogue, "cla_started", YEAR, {})
    for missing in ("data:read", "children:list"):
        poorer = replace(viewer, permissions=viewer.permissions - {missing})
        with pytest.raises(NotAllowed):
            followed(home, reader, catalogue, poorer, wanted)


def test_a_record_closed_by_hand_has_no_place_and_no_key(home):
    from dataclasses import replace

    from sherwood.jobs.history.lineage import followed

    catalogue, reader = load_catalogue(home.council), Reader.current(home, AUTHORITY)
    viewer = viewers.owner(home, AUTHORITY)
    wanted = Wanted.of(catalogue, "cla_open", YEAR, {})
    key = followed(home, reader, catalogue, viewer, wanted).rows[0][0]["record_key"]
    closed = replace(viewer, restricted_all=False, office_restrictions=((key, "adoption"),))
    assert followed(home, reader, catalogue, closed, wanted).rows == ()
