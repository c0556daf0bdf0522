"""What speaks for and against two records being one person beside the model's own weights."""

import datetime as dt

import pyarrow as pa
import pytest
from tests.rooms.identity.landed import are_one, landed, partner

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.identity import link
from sherwood.identity.packaged import model, sql, weights
from sherwood.store import memory
from sherwood.store import scratch as scratch_of

BORN, PLACE, ELSEWHERE = dt.date(2014, 5, 17), "ZY1 4AB", "ZY9 9ZZ"
MASH, HELP, CENSUS = ("mash_log", "M1"), ("early_help", "E1"), ("school_census", "SC1")
NOTHING_CORRECTED = {"nodes": 50_000, "least": 50_000, "least_of_cohort": 50_000}


@pytest.fixture
def linked(tmp_path):
    def of(**tables):
        build = landed(**tables)
        link(build, Home.at(tmp_path), "local")
        return build

    return of


def two(linked, one, other):
    """Whether what early help and the hub wrote down is taken for one person."""
    return are_one(
        linked(early_help_cases=[partner("E1", *one)], mash_log_contacts=[partner("M1", *other)]), HELP, MASH
    )


@pytest.mark.parametrize(
    ("forename", "one"),
    [("Grace", True), ("Gra", True), ("Grs", True), ("Joy", False)],
    ids=["the same", "cut short", "cut short and misspelt", "a twin"],
)
def test_a_forename_cut_short_and_misspelt_is_still_the_same_and_a_twins_is_not(linked, forename, one):
    assert two(linked, ("Grace", "Larkspur", BORN, PLACE), (forename, "Larkspur", BORN, PLACE)) is one


def test_a_twin_of_the_other_sex_is_no_forename_cut_short(linked):
    build = linked(
        early_help_cases=[partner("E1", "Mia", "Larkspur", BORN, PLACE)],
        mash_log_contacts=[partner("M1", "Mitchell", "Larkspur", BORN, PLACE, sex="M")],
    )
    assert not are_one(build, HELP, MASH)


@pytest.mark.parametrize(("born", "one"), [(dt.date(2024, 5, 17), True), (dt.date(2029, 5, 17), False)])
def test_one_wrong_figure_in_a_year_may_be_a_slip_and_two_are_another_person_of_that_name(linked, born, one):
    assert two(linked, ("Thessaly", "Larkspur", BORN, PLACE), ("Thessaly", "Larkspur", born, PLACE)) is one


@pytest.mark.parametrize(("place", "one"), [(PLACE, True), (ELSEWHERE, False)])
def test_without_a_birth_date_a_misspelt_name_needs_the_same_home(linked, place, one):
    assert two(linked, ("Thessaly", "Larkspur", BORN, PLACE), ("Thesaly", "Larkspurr", None, place)) is one


def test_without_a_birth_date_one_name_in_two_properties_of_one_postcode_is_left_to_a_person(linked):
    build = linked(
        school_census_autumn_pupilonroll=[partner("SC1", "Lily", "Larkspur", BORN)],
        school_census_addressesonroll=[("SC1", {"postcode": PLACE, "uprn": "1001"})],
        housing_members=[partner("H1", "Lily", "Larkspur", None, tenancy_number="T1")],
        housing_tenancies=[(None, {"tenancy_number": "T1", "postcode": PLACE, "uprn": "1002"})],
    )
    assert not are_one(build, CENSUS, ("housing", "H1"))


def test_twins_of_whom_one_has_no_address_are_two_people(linked):
    assert not two(linked, ("Jessica", "Larkspur", BORN, PLACE), ("Rowena", "Larkspur", BORN, None))


def test_a_twin_whose_surname_stands_as_the_others_forename_is_not_taken_for_that_one(linked):
    others = [
        partner(f"E{no}", name, "Mason", dt.date(2001, 1, no), ELSEWHERE) for no, name in enumerate(("Ada", "Ben"), 2)
    ]
    build = linked(
        early_help_cases=[partner("E1", "Mason", "Tom", BORN, PLACE), *others],
        mash_log_contacts=[partner("M1", "Ollie", "Masn", BORN, PLACE)],
    )
    assert not are_one(build, HELP, MASH)


def test_people_who_are_told_of_by_a_feed_no_longer_are_found_by_its_last_word(linked):
    told = partner("M1", "Lily", "Larkspur", BORN, PLACE)
    help_ = partner("E1", "Lilly", "Larkspur", BORN, PLACE)
    both = linked(early_help_cases=[help_], lapsed_early_help_cases=[], mash_log_contacts=[told])
    assert are_one(both, HELP, MASH)
    gone = linked(former=[help_], early_help_cases=[], lapsed_early_help_cases=[help_], mash_log_contacts=[told])
    assert are_one(gone, HELP, MASH)


def test_a_last_word_makes_nobody_known_who_has_gone_altogether(linked):
    help_ = partner("E1", "Lilly", "Larkspur", BORN, PLACE)
    gone = linked(
        former=[help_],
        early_help_cases=[],
        lapsed_early_help_cases=[help_],
        mash_log_contacts=[partner("M1", "Rufus", "Pike", BORN, ELSEWHERE)],
    )
    assert gone.select("SELECT feed FROM person_record").rows == [("mash_log",)]


def test_of_children_in_care_a_likeness_is_seldom_chance(linked):
    cohorts = {feed.id for feed in load_catalogue().feeds.values() if feed.cohort == "looked_after"}
    assert {"ssda903", "health_cla", "pep_attainment", "placement_finance"} <= cohorts
    other = {"forename": "Lily", "surname": "Quennell", "birth_date": BORN}
    in_care = linked(
        health_cla_checks=[("H1", {"forename": "Lily", "surname": "Undershaw", "birth_date": BORN})],
        pep_attainment_peps=[("P1", other)],
    )
    anybody = linked(
        early_help_cases=[("E1", {"forename": "Lily", "surname": "Undershaw", "birth_date": BORN})],
        mash_log_contacts=[("M1", other)],
    )
    chance = [
        build.select("SELECT match_weight - rarity - mw_name FROM link_review").rows for build in (in_care, anybody)
    ]
    assert chance[0] > chance[1] or are_one(in_care, ("health_cla", "H1"), ("pep_attainment", "P1"))


def pooled(pairs, persons, upns=None):
    """What two people add up to of whom pairs of nodes were scored: (one, other, {comparison: weight}, stopped by)."""
    build = memory()
    with scratch_of(build) as scratch:
        ends = {"one": [each[0] for each in pairs], "other": [each[1] for each in pairs]}
        parts = {name: [float(each[2].get(name[3:], 0)) for each in pairs] for name in weights()}
        scratch.insert_arrow("scored", pa.table(ends | parts))
        whole = [sum(each[2].values()) - 15.0 for each in pairs]
        told = {"match_weight": whole, "stopped_by": [each[3] for each in pairs]}
        scratch.insert_arrow("guarded", pa.table(ends | told))
        numbers = {
            name: pa.array([None] * len(persons), pa.list_(pa.string())) for name in ("nhs_numbers", "ni_numbers")
        }
        borne = pa.array([(upns or {}).get(no) for no in persons], pa.list_(pa.string()))
        scratch.insert_arrow("node", pa.table({"node_no": list(persons), **numbers, "upns": borne}))
        scratch.insert_arrow("person_node", pa.table({"node_no": list(persons), "person_no": list(persons.values())}))
        return [row[:2] for row in scratch.select(sql("pooled"), {"link_from": 0.95}).rows]


FOUND = {0: 0, 1: 0, 2: 2}


def test_records_that_each_show_half_are_together_enough():
    half = (0, 2, {"name": 12.0, "birth_date": 3.0, "place": -2.0}, "")
    other_half = (1, 2, {"name": 3.0, "birth_date": 3.0, "place": 10.0}, "")
    assert pooled([half, other_half], FOUND) == [(1, 2)]
    assert pooled([half], FOUND) == []


def test_two_people_with_two_numbers_of_one_kind_are_not_joined_by_all_their_records_together():
    halves = [
        (0, 2, {"name": 12.0, "birth_date": 3.0}, ""),
        (1, 2, {"name": 3.0, "birth_date": 3.0, "place": 10.0}, ""),
    ]
    assert pooled(halves, FOUND, {0: ["A"], 2: ["B"]}) == []
    assert pooled(halves, FOUND, {0: ["A"], 1: ["B"], 2: ["B"]}) == [(1, 2)]
    assert pooled(halves, FOUND, {0: ["A"]}) == [(1, 2)]


def test_a_disagreement_counts_until_a_record_agrees():
    half = (0, 2, {"name": 12.0, "birth_date": -7.0, "place": 10.0}, "")
    assert pooled([half, (1, 2, {"name": 12.0}, "")], FOUND) == []
    assert pooled([half, (1, 2, {"name": 12.0, "birth_date": 13.0}, "")], FOUND)


def test_what_stops_a_pair_for_want_of_a_birth_date_is_mended_by_one_that_has_it_and_a_guard_against_twins_is_not():
    sure = {"name": 12.0, "place": 10.0}
    alike = sure | {"birth_date": 13.0}
    dated = (1, 2, {"name": 3.0, "birth_date": 13.0}, "no forename")
    assert pooled([(0, 2, sure, "no birth date"), dated], FOUND) == [(0, 2)]
    assert pooled([(0, 2, sure, "no birth date"), (1, 2, {"name": 3.0}, "no forename")], FOUND) == []
    assert pooled([(0, 2, alike, "brother, sister or twin"), (1, 2, alike, "alike under one roof")], FOUND) == []


def test_every_comparison_of_the_model_is_pooled():
    asked = sql("pooled")
    assert all(asked.count(f"MAX(p.{name})") >= 2 for name in weights())
    assert len(weights()) == len(model()["comparisons"])


def guarded(named, pairs, weight=0.0, born=None):
    """The pairs of these people, by forename and surname, with what forbids joining them: (one, rarity, stopped by)."""
    build = memory()
    with scratch_of(build) as scratch:
        for table, columns in (("record", ("group_no", "cohort")), ("group_node", ("group_no", "node_no"))):
            scratch.insert_arrow(table, pa.table({name: pa.array([], pa.int32()) for name in columns}))
        ends = {"one": [one for one, _ in pairs], "other": [other for _, other in pairs]}
        scratch.insert_arrow("scored", pa.table(ends | {"match_weight": [weight] * len(pairs)}))
        lists = (
            "birth_dates",
            "forenames",
            "surnames",
            "names",
            "postcodes",
            "uprns",
            "nhs_numbers",
            "ni_numbers",
            "upns",
        )
        nothing = dict.fromkeys(lists, pa.array([None] * len(named), pa.list_(pa.string())))
        columns = {
            "node_no": range(len(named)),
            "forename": [each[0] for each in named],
            "sex": [None] * len(named),
            "surname": [each[1] for each in named],
            "birth_date": pa.array([born] * len(named), pa.date32()),
            "birth_digits": pa.array([born and f"{born:%Y%m%d}"] * len(named), pa.string()),
        }
        columns |= {"forename_family": columns["forename"], "words": [" ".join(each) for each in named]}
        told = {
            name: pa.array([[each[place]] for each in named], pa.list_(pa.string()))
            for place, name in enumerate(("forenames", "surnames"))
        }
        scratch.insert_arrow("node", pa.table({**columns, **nothing, **told}))
        scratch.create_table_as("guarded", sql("guarded"), NOTHING_CORRECTED)
        return scratch.select("SELECT one, rarity, stopped_by FROM guarded").rows


def test_twins_of_whom_one_has_no_address_are_never_joined_however_much_else_agrees():
    named = [("JESSICA", "LARKSPUR"), ("ROWENA", "LARKSPUR"), ("JESSICA", "LARKSPUR")]
    stopped = {one: why for one, _, why in guarded(named, [(0, 1), (2, 0)], weight=40.0, born=BORN)}
    assert stopped == {0: "brother, sister or twin", 2: ""}


def test_a_shared_name_weighs_more_the_rarer_it_is_and_names_that_differ_add_nothing():
    named = [("LILY", "SMITH"), ("THESSALY", "QUENNELL"), ("OCTAVIA", "PIKE"), ("THESSALY", "QUENNELL")]
    named += [("LILY", "SMITH")] * 8
    rarity = {one: rare for one, rare, _ in guarded(named, [(0, 2), (1, 3)])}
    assert rarity[0] == 0
    assert rarity[1] > 0
