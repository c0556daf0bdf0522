"""An extract: what a system would return for one year on one day, worked by hand."""

import datetime as dt

import pytest
from tests.rooms.synthetic.builders import OPEN, a_child, a_period, a_placement

from sherwood.synthetic.extracts import Extract, episodes_of
from sherwood.synthetic.people import AdoptionPlan, Allocation, AwaySpell, Child, LibertyOrder, Review
from sherwood.synthetic.shapes import Former
from sherwood.vocabulary.periods import parse

START = dt.date(2024, 5, 1)
ORDER = dt.date(2024, 9, 2)


def extract(
    child: Child, year: str = "2024-25", cover_to: dt.date | None = None, former: tuple[Former, ...] = ()
) -> Extract:
    period = parse(year, "year")
    return Extract(period, cover_to or period.last_day, (child,), {}, {}, former)


def rows(child: Child, table: str, **others: object) -> list[dict[str, object]]:
    return extract(child, **others).tables()[table]


def in_care(**others: object) -> Child:
    child = a_child(**others)
    child.periods = [a_period((START, "interim_care_order", "C1"), (ORDER, "full_care_order", "C2"))]
    return child


def test_a_new_order_in_the_same_placement_is_one_episode_more_with_l() -> None:
    found = [(each["decom"], each["rne"], each["ls"], each["dec"], each["rec"]) for each in rows(in_care(), "episodes")]
    assert found == [(START, "S", "C1", ORDER, "X1"), (ORDER, "L", "C2", None, None)]


def test_two_states_of_one_legal_status_are_one_episode() -> None:
    period = a_period((START, "section_20", "V2"), (ORDER, "section_20_long", "V2"))
    assert len(episodes_of(period)) == 1


@pytest.mark.parametrize(
    ("moved_on", "same_carer", "reason"),
    [
        (dt.date(2024, 7, 1), False, "P"),
        (dt.date(2024, 7, 1), True, "T"),
        (ORDER, False, "B"),
        (ORDER, True, "U"),
    ],
)
def test_a_move_is_named_by_what_changes_with_it(moved_on: dt.date, same_carer: bool, reason: str) -> None:
    child = in_care()
    child.periods[0].placements = [
        a_placement(START, moved_on, reason_moved="CARPL"),
        a_placement(moved_on, kind="U4", same_carer=same_carer),
    ]
    found = {each["decom"]: each for each in rows(child, "episodes")}
    assert found[moved_on]["rne"] == reason
    assert found[START]["reason_place_change"] == "CARPL"
    assert found[moved_on]["reason_place_change"] is None


def test_what_ends_after_the_extract_is_open_in_it() -> None:
    found = rows(in_care(), "episodes", cover_to=dt.date(2024, 9, 1))
    assert [(each["dec"], each["rec"]) for each in found] == [(None, None)]


def test_what_ends_on_the_day_of_the_extract_is_ended_in_it() -> None:
    found = rows(in_care(), "episodes", cover_to=ORDER)
    assert [each["dec"] for each in found] == [ORDER, None]


def test_an_episode_that_ends_on_1_april_is_open_in_one_year_and_ended_in_the_next() -> None:
    child = a_child()
    child.periods = [a_period((START, "section_20", "V2"), end=dt.date(2025, 4, 1))]
    assert rows(child, "episodes")[0]["dec"] is None
    later = rows(child, "episodes", year="2025-26")
    assert [(each["dec"], each["rec"]) for each in later] == [(dt.date(2025, 4, 1), "E4A")]


def test_an_episode_that_ends_on_31_march_is_not_in_the_next_year() -> None:
    child = a_child()
    child.periods = [a_period((START, "section_20", "V2"), end=dt.date(2025, 3, 31))]
    assert rows(child, "episodes")[0]["rec"] == "E4A"
    assert rows(child, "episodes", year="2025-26") == []
    assert rows(child, "header", year="2025-26") == []


@pytest.mark.parametrize(("year", "code"), [("2023-24", "H5"), ("2024-25", "K3")])
def test_a_placement_is_written_as_the_year_codes_it(year: str, code: str) -> None:
    child = a_child()
    child.periods = [a_period((dt.date(2023, 5, 1), "section_20", "V2"))]
    child.periods[0].placements = [a_placement(dt.date(2023, 5, 1), kind="K3")]
    found = rows(child, "episodes", year=year, former=(Former(code="K3", was="H5", until="2023-24"),))
    assert [each["place"] for each in found] == [code]


@pytest.mark.parametrize(("year", "sex"), [("2023-24", "2"), ("2024-25", "F")])
def test_sex_is_written_as_the_year_codes_it(year: str, sex: str) -> None:
    child = a_child()
    child.periods = [a_period((dt.date(2023, 5, 1), "section_20", "V2"))]
    assert rows(child, "header", year=year)[0]["sex"] == sex


def test_a_mother_is_one_from_the_day_her_child_is_born() -> None:
    child = in_care(mother_child_birth_date=dt.date(2024, 12, 24))
    assert rows(child, "header", cover_to=dt.date(2024, 12, 23))[0]["mother"] == "0"
    mother = rows(child, "header", cover_to=dt.date(2024, 12, 24))[0]
    assert (mother["mother"], mother["mc_dob"]) == ("1", dt.date(2024, 12, 24))


def test_a_boy_has_no_answer_on_being_a_mother() -> None:
    assert rows(in_care(sex="M"), "header")[0]["mother"] is None


def test_a_review_belongs_to_the_year_in_which_it_is_held() -> None:
    child = in_care()
    held = dt.date(2025, 4, 1)
    child.periods[0].reviews = [Review("later", ORDER, dt.date(2025, 3, 2), held, "PN1", "court_east")]
    assert rows(child, "reviews") == []
    assert [each["review"] for each in rows(child, "reviews", year="2025-26")] == [held]


def test_a_decision_to_place_is_open_until_the_extract_knows_of_its_reversal() -> None:
    child = in_care()
    reversed_date = dt.date(2025, 1, 10)
    child.periods[0].adoption = AdoptionPlan(ORDER, reversed_date=reversed_date, reason_reversed="RD3")
    before = rows(child, "placed_adoption", cover_to=dt.date(2025, 1, 9))[0]
    assert (before["date_placed_ceased"], before["reason_placed_ceased"]) == (None, None)
    after = rows(child, "placed_adoption")[0]
    assert (after["date_placed_ceased"], after["reason_placed_ceased"]) == (reversed_date, "RD3")


def test_adopters_are_returned_once_the_child_is_adopted() -> None:
    child = a_child()
    adopted_on = dt.date(2025, 3, 31)
    child.periods = [a_period((START, "placed_for_adoption", "E1"), end=adopted_on, reason="E11")]
    child.periods[0].adoption = AdoptionPlan(START, ORDER, adopted_by_foster_carer=True, adopters="2 MF L11")
    assert rows(child, "ad1", cover_to=dt.date(2025, 3, 30)) == []
    row = rows(child, "ad1")[0]
    assert (row["nb_adoptr"], row["sex_adoptr"], row["ls_adoptr"], row["foster_care"]) == ("2", "MF", "L11", "1")


def test_an_earlier_permanence_is_asked_of_children_who_start_in_the_year() -> None:
    child = in_care()
    child.periods[0].earlier_permanence = "P2"
    child.periods[0].earlier_permanence_date = dt.date(2020, 2, 29)
    assert rows(child, "previous_permanence")[0]["date_perm"] == "29/02/2020"
    assert rows(child, "previous_permanence", year="2025-26") == []


def test_spells_touching_the_year_are_in_it_open_where_they_go_on() -> None:
    child = in_care()
    child.away = [AwaySpell("M", dt.date(2025, 3, 30), dt.date(2025, 4, 2))]
    child.liberty_orders = [LibertyOrder(dt.date(2024, 8, 1), dt.date(2024, 9, 1))]
    child.periods[0].allocations = [Allocation("SW1", "court_east", START, OPEN, "FCONTA")]
    assert [each["mis_end"] for each in rows(child, "missing")] == [None]
    assert [each["mis_end"] for each in rows(child, "missing", year="2025-26")] == [dt.date(2025, 4, 2)]
    assert [each["dolo_end"] for each in rows(child, "deprivation_of_liberty")] == [dt.date(2024, 9, 1)]
    assert [each["sw_dec"] for each in rows(child, "social_worker_episodes")] == [None]


def test_an_unaccompanied_child_ceases_to_be_one_at_18_as_is_known_before() -> None:
    child = in_care(birth_date=dt.date(2007, 2, 10), is_unaccompanied=True)
    assert rows(child, "uasc", cover_to=dt.date(2025, 2, 9))[0]["duc"] == dt.date(2025, 2, 10)
    assert rows(child, "uasc")[0]["duc"] == dt.date(2025, 2, 10)


def test_an_unaccompanied_child_who_leaves_care_ceases_to_be_one_then() -> None:
    child = in_care(birth_date=dt.date(2008, 2, 10), is_unaccompanied=True)
    child.periods[0].end_date = dt.date(2025, 2, 1)
    assert rows(child, "uasc", cover_to=dt.date(2025, 1, 31))[0]["duc"] == dt.date(2026, 2, 10)
    assert rows(child, "uasc")[0]["duc"] == dt.date(2025, 2, 1)
