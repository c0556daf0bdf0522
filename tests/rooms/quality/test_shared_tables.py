"""The tables that rules share say what their headers say: the order of episodes, who was looked after all year, where placements lie."""

import datetime as dt
import random

import pytest
from tests.oracles.rule_care import is_whole_year
from tests.rooms.quality.worked import days_in, return_of, text_table
from tests.support.draws import seed_for

from sherwood.quality.prepared import needed_by, prepare, prepared_of

YEAR = "2022-23"


def shared(name, year=YEAR, **given):
    build, _ = return_of("ssda903", year, {table: text_table(text) for table, text in given.items()})
    with build:
        prepare(build, "ssda903", days_in(year))
        rows = build.select(f"SELECT * FROM {name}").dicts()
    return sorted(rows, key=lambda row: (row["source_id"], row.get("source_row", "")))


def test_each_episode_knows_the_one_before_and_after_it():
    rows = shared(
        "episodes_in_order",
        episodes="child | decom | dec | rne\n1 | 2022-06-01 | | P\n1 | 2022-04-01 | 2022-06-01 | S\n2 | 2022-05-01 | | S",
    )
    by_row = {row["source_row"]: row for row in rows}
    assert (by_row["episodes:2"]["number"], by_row["episodes:2"]["is_first"], by_row["episodes:2"]["is_last"]) == (
        1,
        True,
        False,
    )
    assert by_row["episodes:1"]["before_dec"] == dt.date(2022, 6, 1)
    assert by_row["episodes:2"]["next_rne"] == "P"
    assert by_row["episodes:1"]["period_start"] == dt.date(2022, 4, 1)
    assert by_row["episodes:3"]["next_decom"] is None


def test_an_episode_whose_start_cannot_be_read_has_no_place_in_the_order():
    rows = shared("episodes_in_order", episodes="child | decom | rne\n1 | 31/02/2022 | S\n1 | 2022-04-01 | S")
    assert [row["source_row"] for row in rows] == ["episodes:2"]


def test_care_tells_the_last_episode_and_the_start_of_its_period():
    (row,) = shared(
        "care",
        episodes=(
            "child | decom | dec | rec | rne | ls | place\n"
            "1 | 2022-04-01 | 2022-05-01 | E4A | S | C2 | U6\n"
            "1 | 2022-06-01 | 2022-07-01 | X1 | S | C2 | U6\n"
            "1 | 2022-07-01 | 2022-08-01 | E8 | P | C2 | K2\n"
        ),
    )
    assert (row["last_row"], row["last_rec"], row["last_place"]) == ("episodes:3", "E8", "K2")
    assert row["last_period_start"] == dt.date(2022, 6, 1)
    assert (row["episodes"], row["open_at_end"], row["is_whole_year"]) == (3, 0, False)


def test_short_breaks_alone_are_told_apart():
    rows = shared("care", episodes="child | decom | ls\n1 | 2022-04-01 | V3\n2 | 2022-04-01 | V3\n2 | 2022-05-01 | C2")
    assert [row["is_short_breaks_alone"] for row in rows] == [True, False]


def test_a_new_start_breaks_the_year_even_on_the_day_the_last_stay_ended():
    rows = shared(
        "care",
        episodes=(
            "child | decom | dec | rne | ls\n1 | 2022-03-01 | 2022-06-01 | S | C2\n1 | 2022-06-01 | | S | C2\n"
            "2 | 2022-03-01 | 2022-06-01 | S | C2\n2 | 2022-06-01 | | P | C2\n"
        ),
    )
    assert [row["is_whole_year"] for row in rows] == [False, True]


def drawn_episodes(chance):
    day, rows = dt.date(2022, 3, 25) + dt.timedelta(days=chance.randint(0, 10)), []
    for _ in range(chance.randint(1, 4)):
        end = day + dt.timedelta(days=chance.choice((30, 100, 200, 400)))
        is_open = chance.random() < 0.3
        rows.append(
            {
                "decom": day,
                "dec": None if is_open else end,
                "rne": chance.choice("SPPPL"),
                "ls": chance.choice(("C2", "C2", "C2", "V3")),
            }
        )
        day = end + dt.timedelta(days=chance.choice((0, 0, 0, 1)))
    return rows


@pytest.mark.parametrize("draw", range(5))
def test_the_whole_year_is_the_one_a_slow_count_finds(draw):
    chance = random.Random(seed_for(f"whole year {draw}"))
    children = {str(number): drawn_episodes(chance) for number in range(1, 60)}
    lines = [
        f"{child} | {row['decom']} | {row['dec'] or ''} | {row['rne']} | {row['ls']}"
        for child, rows in children.items()
        for row in rows
    ]
    found = shared("care", episodes="\n".join(["child | decom | dec | rne | ls", *lines]))
    first, last = dt.date(2022, 4, 1), dt.date(2023, 3, 31)
    wanted = {child for child, rows in children.items() if is_whole_year(rows, first, last)}
    assert {row["source_id"] for row in found if row["is_whole_year"]} == wanted
    assert wanted


def test_the_last_episode_of_last_year_is_open_unless_it_had_ended():
    rows = shared(
        "last_episode",
        episodes_last="child | decom | dec\n1 | 2021-04-01 | 2021-06-01\n1 | 2021-06-01 |\n2 | 2021-04-01 | 2022-03-31\n",
    )
    assert [(row["source_row"], row["is_open"]) for row in rows] == [
        ("episodes_last:2", True),
        ("episodes_last:3", False),
    ]


def test_a_placement_lies_in_the_authority_that_most_homes_lie_in():
    rows = shared(
        "episodes_place",
        episodes=(
            "child | decom | home_post | pl_post\n1 | 2022-04-01 | ng1 1aa | NG22BB\n"
            "2 | 2022-04-01 | NG1 1AA | SW1 1AA\n3 | 2022-04-01 | | ZZ9 9ZZ\n"
        ),
        postcodes=(
            "postcode | authority_code | district_code | east_metres | north_metres\n"
            "NG1 1AA | E10000024 | E07 | 457000 | 340000\nNG2 2BB | E10000024 | E07 | 457000 | 341609\n"
            "SW1 1AA | E99999999 | E09000033 | 530000 | 180000\n"
        ),
    )
    assert [(row["pl_la"], row["pl_location"]) for row in rows] == [
        ("E10000024", "IN"),
        ("E09000033", "OUT"),
        (None, None),
    ]
    assert rows[0]["pl_distance"] == pytest.approx(1.0, abs=0.01)
    assert rows[2]["pl_distance"] is None


def test_shared_tables_are_traced_to_the_tables_of_the_return():
    assert needed_by("ssda903", frozenset({"care"})) == {"episodes"}
    assert needed_by("ssda903", frozenset({"last_episode_place", "header"})) == {"episodes_last", "postcodes", "header"}


def test_each_shared_table_is_made_after_those_it_reads():
    names = [each.name for each in prepared_of("ssda903")]
    assert names.index("episodes_in_order") < names.index("care")
    assert names.index("last_episode") < names.index("last_episode_place")


def test_a_set_without_shared_tables_has_none():
    assert prepared_of("no_such_set") == ()
