"""A build begun from the one before holds, table for table, what a build from nothing holds, and works out no more than it must."""

import random
import shutil
from datetime import date

import pytest
from sqlglot import exp
from tests.rooms.jobs.homes_with_files import AUTHORITY, FILES, land, with_row
from tests.support import counties
from tests.support.draws import seed_for, so_many

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.store import Reader

CHILD = "C3,01/07/2017,S,C2,N1,U6,PR1,,,,,,"
MISSING = {"missing.csv": ["CHILD,DOB,MISSING,MIS_START,MIS_END", "C1,01/01/2010,M,01/07/2017,02/07/2017"]}


def from_nothing(home, folder):
    """The tables of the same inputs, in a copy of the home that never had a build."""
    twin = Home.at(shutil.copytree(home.root, folder))
    shutil.rmtree(twin.warehouse(AUTHORITY))
    return build(twin, AUTHORITY).manifest["tables"]


def current(home):
    return Reader.current(home, AUTHORITY)


def test_a_later_delivery_makes_the_tables_that_a_build_from_nothing_makes(copied_home, tmp_path):
    land(copied_home, tmp_path / "more", date(2018, 6, 8), with_row("episodes.csv", CHILD))
    manifest = build(copied_home, AUTHORITY).manifest
    assert manifest["tables_taken_over"] > 0
    assert manifest["tables"] == from_nothing(copied_home, tmp_path / "twin")
    assert current(copied_home).count("episode") == 4


def test_a_row_taken_back_is_gone_from_every_table_and_told_as_replaced(copied_home, tmp_path):
    land(copied_home, tmp_path / "less", date(2018, 6, 8), FILES | {"episodes.csv": FILES["episodes.csv"][:-1]})
    manifest = build(copied_home, AUTHORITY).manifest
    assert manifest["tables"] == from_nothing(copied_home, tmp_path / "twin")
    told = current(copied_home).select(exp.select("why").from_("landing_replaced").where("table_name = 'episodes'"))
    assert manifest["tables"]["episode"]["rows"] == 2
    assert sorted(why for (why,) in told)[0] == "absent from a later delivery"


def test_what_nothing_came_for_is_not_staged_again(copied_home, tmp_path, monkeypatch):
    written = []
    from sherwood.store import Build

    create = Build.create_table

    def listen(self, name, columns):
        written.append(name)
        create(self, name, columns)

    monkeypatch.setattr(Build, "create_table", listen)
    land(copied_home, tmp_path / "more", date(2018, 6, 8), MISSING)
    build(copied_home, AUTHORITY)
    assert [name for name in written if name.startswith("landing_") and name != "landing_standing"] == [
        "landing_ssda903_missing"
    ]


def test_a_build_by_other_rules_takes_nothing_over(copied_home, tmp_path):
    copied_home.council.mkdir(exist_ok=True)
    (copied_home.council / "council.toml").write_text('code = "local"\nname = "Other"\n', encoding="utf-8")
    assert build(copied_home, AUTHORITY).manifest["tables_taken_over"] == 0


def test_a_full_build_takes_nothing_over_and_ends_the_same(copied_home):
    before = current(copied_home).manifest["tables"]
    result = build(copied_home, AUTHORITY, full=True)
    assert (result.manifest["tables_taken_over"], result.manifest["tables"]) == (0, before)


def test_a_damaged_earlier_build_is_told_and_all_is_worked_out_again(copied_home, tmp_path):
    land(copied_home, tmp_path / "more", date(2018, 6, 8), with_row("episodes.csv", CHILD))
    reader = current(copied_home)
    file = reader.as_earlier.file
    content = bytearray(file.read_bytes())
    for place in range(20_000, len(content), 4_096):
        content[place] ^= 0xFF
    file.write_bytes(content)
    result = build(copied_home, AUTHORITY)
    assert result.manifest["tables_taken_over"] == 0
    assert f"build {reader.build_id} could not be built upon" in result.warnings[0]
    assert current(copied_home).count("episode") == 4


def test_a_build_of_an_earlier_day_may_begin_from_the_present_one(copied_home, tmp_path):
    first = current(copied_home).manifest["tables"]
    land(copied_home, tmp_path / "more", date(2018, 6, 8), with_row("episodes.csv", CHILD))
    build(copied_home, AUTHORITY)
    result = build(copied_home, AUTHORITY, known_at=date(2018, 6, 7))
    shutil.rmtree(copied_home.warehouse(AUTHORITY))
    again = build(copied_home, AUTHORITY, known_at=date(2018, 6, 7))
    assert result.manifest["tables"] == again.manifest["tables"] == first


@pytest.mark.slow
def test_drops_built_one_after_another_end_as_all_of_them_built_at_once(tmp_path):
    draw = random.Random(seed_for("drops built upon"))
    county = counties.written(
        tmp_path / "county",
        children=1000,
        first="2025-04-01",
        last="2026-11-20",
        seed=draw.randrange(1000),
        with_partners=True,
    )
    days = counties.drops(county)
    last = sorted(draw.sample(range(len(days) - 12, len(days)), so_many(4, 2)))
    home = Home.at(tmp_path / "home")
    taken_over = []
    for first, end in zip([0, *last], [*last, len(days)], strict=True):
        load_files(home, AUTHORITY, days[first:end], received=None, period=None, progress=quiet)
        manifest = build(home, AUTHORITY).manifest
        taken_over.append(manifest["tables_taken_over"])
    assert taken_over[0] == 0
    assert min(taken_over[1:]) > 20
    whole = from_nothing(home, tmp_path / "twin")
    # What changed since the build before is another thing for a build that has none before it.
    assert manifest["tables"].keys() == whole.keys()
    assert {name: facts for name, facts in manifest["tables"].items() if name != "link_event"} == {
        name: facts for name, facts in whole.items() if name != "link_event"
    }
