"""The chains a return lives by: episodes, workers, reviews and spells that fit one another."""

import datetime as dt
import itertools
from collections import defaultdict

import pytest
from tests.rooms.synthetic.conftest import Made, day
from tests.support.postcodes import postcode_is_shaped

from sherwood.vocabulary.identifiers import upn_is_valid

Row = dict[str, str]
TEMPORARY = {"T0", "T1", "T2", "T3", "T4"}


def chains(rows: list[Row], start: str) -> list[list[Row]]:
    by_child: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_child[row["CHILD"]].append(row)
    return [sorted(found, key=lambda row: day(row[start])) for found in by_child.values()]


@pytest.fixture(scope="module")
def every_last(small_counties: list[Made], county: Made) -> list[Made]:
    return [*small_counties, county]


def steps(counties: list[Made], table: str, start: str) -> list[tuple[Row, Row]]:
    return [
        pair for made in counties for chain in chains(made.last(table), start) for pair in itertools.pairwise(chain)
    ]


def linked(counties: list[Made]) -> list[tuple[Row, Row]]:
    return [(a, b) for a, b in steps(counties, "episodes", "DECOM") if a["REC"] == "X1"]


def test_an_episode_that_ends_with_x1_is_followed_on_the_same_day(every_last: list[Made]) -> None:
    pairs = linked(every_last)
    assert pairs
    assert all(before["DEC"] == after["DECOM"] and after["RNE"] != "S" for before, after in pairs)


def test_an_episode_after_leaving_care_starts_a_new_period(every_last: list[Made], large_county: Made) -> None:
    apart = [(a, b) for a, b in steps([*every_last, large_county], "episodes", "DECOM") if a["REC"] != "X1"]
    assert apart
    assert all(after["RNE"] == "S" and day(before["DEC"]) < day(after["DECOM"]) for before, after in apart)


def test_only_the_last_episode_of_a_child_is_open(every_last: list[Made]) -> None:
    assert all(before["DEC"] and before["REC"] for before, _ in steps(every_last, "episodes", "DECOM"))


def test_an_end_and_its_reason_stand_together(every_last: list[Made]) -> None:
    for made in every_last:
        assert all(bool(row["DEC"]) == bool(row["REC"]) for row in made.last("episodes"))


@pytest.mark.parametrize(
    ("code", "status_changes", "place_changes"),
    [("L", True, False), ("P", False, True), ("B", True, True), ("T", False, True), ("U", True, True)],
)
def test_the_reason_for_a_new_episode_says_what_changed(
    every_last: list[Made], large_county: Made, code: str, status_changes: bool, place_changes: bool
) -> None:
    found = [(a, b) for a, b in linked([*every_last, large_county]) if b["RNE"] == code]
    assert code == "U" or found
    for before, after in found:
        assert (before["LS"] != after["LS"]) is status_changes
        place = ("PLACE", "PL_POST", "URN")
        if not place_changes:
            assert [before[column] for column in place] == [after[column] for column in place]


def test_the_same_carer_means_the_same_address_and_another_kind_of_placement(every_last: list[Made]) -> None:
    found = [(a, b) for a, b in linked(every_last) if b["RNE"] in {"T", "U"}]
    assert found
    for before, after in found:
        assert (before["PL_POST"], before["URN"]) == (after["PL_POST"], after["URN"])
        assert before["PLACE"] != after["PLACE"]
        assert before["REASON_PLACE_CHANGE"] == "PLACE"


def test_a_move_gives_its_reason_and_nothing_else_does(every_last: list[Made]) -> None:
    for before, after in linked(every_last):
        is_for_a_while = before["PLACE"] in TEMPORARY or after["PLACE"] in TEMPORARY
        is_move = after["RNE"] in {"P", "B", "T", "U"} and not is_for_a_while
        assert bool(before["REASON_PLACE_CHANGE"]) is is_move


def test_care_never_lasts_beyond_the_18th_birthday(every_last: list[Made]) -> None:
    for made in every_last:
        births = {row["CHILD"]: day(row["DOB"]) for row in made.last("header")}
        for row in made.last("episodes"):
            birth = births[row["CHILD"]]
            end = day(row["DEC"]) or dt.date(2026, 11, 21)
            assert (end.year - birth.year, end.month, end.day) <= (18, birth.month, birth.day + 1)


def test_a_placement_order_is_followed_by_adoption_or_a_care_order(every_last: list[Made]) -> None:
    for before, after in linked(every_last):
        if before["LS"] == "E1":
            assert after["LS"] in {"E1", "C2"}


def test_every_placement_for_adoption_is_under_a_placement_order(every_last: list[Made]) -> None:
    rows = [row for made in every_last for row in made.last("episodes") if row["PLACE"] in {"A5", "A6"}]
    assert rows
    assert {row["LS"] for row in rows} == {"E1"}


def test_every_adopted_child_has_adopters_and_a_decision_before_the_match(large_county: Made) -> None:
    adopted = {row["CHILD"] for row in large_county.last("episodes") if row["REC"] in {"E11", "E12"}}
    rows = {row["CHILD"]: row for row in large_county.last("ad1")}
    decisions = {row["CHILD"]: row["DATE_PLACED"] for row in large_county.last("placed_for_adoption")}
    assert adopted
    assert set(rows) == adopted
    for child, row in rows.items():
        assert day(row["DATE_INT"]) <= day(row["DATE_MATCH"])
        assert decisions[child] == row["DATE_INT"]


def test_one_worker_at_a_time_and_each_hand_over_on_the_day_the_last_one_ends(every_last: list[Made]) -> None:
    for before, after in steps(every_last, "sw_episodes", "SW_DECOM"):
        assert before["SW_DEC"]
        assert day(before["SW_DECOM"]) < day(before["SW_DEC"]) <= day(after["SW_DECOM"])
        if after["SW_REASON"] != "FCONTA":
            assert before["SW_DEC"] == after["SW_DECOM"]
            assert before["SW_ID"] != after["SW_ID"]


def test_every_child_looked_after_has_a_worker_now(every_last: list[Made]) -> None:
    for made in every_last:
        held = {row["CHILD"] for row in made.last("sw_episodes") if not row["SW_DEC"]}
        looked_after = {row["CHILD"] for row in made.last("episodes") if not row["DEC"]}
        assert looked_after == held


def test_missing_spells_lie_in_care_and_apart_from_one_another(every_last: list[Made]) -> None:
    for before, after in steps(every_last, "missing", "MIS_START"):
        if before["MIS_END"] and before["MIS_END"] != "31/02/2026":
            assert day(before["MIS_END"]) < day(after["MIS_START"])


def test_every_table_speaks_of_children_in_the_header_with_one_birth_date(every_last: list[Made]) -> None:
    for made in every_last:
        births = {row["CHILD"]: row["DOB"] for row in made.last("header")}
        for table in ("reviews", "sw_episodes", "previous_permanence", "uasc", "oc3"):
            assert all(births[row["CHILD"]] == row["DOB"] for row in made.last(table))


def test_pupil_numbers_have_their_check_letter_and_postcodes_their_shape(county: Made) -> None:
    numbers = [row["UPN"] for row in county.last("header") if not row["UPN"].startswith("UN")]
    assert numbers
    assert all(upn_is_valid(number) for number in numbers)
    postcodes = {row["PL_POST"] for row in county.last("episodes")} | {
        row["HOME_POST"] for row in county.last("episodes")
    }
    assert all(postcode_is_shaped(each) and each[:2] in {"ZW", "ZX", "ZY"} for each in postcodes - {""})


def test_brothers_and_sisters_enter_on_one_day_from_one_home(county: Made) -> None:
    families: dict[str, list[str]] = defaultdict(list)
    for row in county.truth("families"):
        families[row["family"]].append(row["child"])
    homes = {row["CHILD"]: row["HOME_POST"] for row in county.last("episodes")}
    shared = [{homes[child] for child in found if child in homes} for found in families.values() if len(found) > 1]
    assert any(shared)
    assert all(len(each) <= 1 for each in shared)
