import datetime as dt

import pytest
from tests.rooms.identity.landed import DAY, are_one, child, home_of, landed, partner, persons

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.identity import Decision, link
from sherwood.identity.matching import Matching
from sherwood.identity.persons import FeedTold, gather
from sherwood.identity.records import hear, key_records, landed_tables
from sherwood.identity.said import tellings
from sherwood.store import scratch
from sherwood.vocabulary.identifiers import record_key, upn_is_valid

BORN, PLACE, ELSEWHERE = dt.date(2014, 5, 17), "ZY1 4AB", "ZY9 9ZZ"
NHS, OTHER_NHS, UPN, OTHER_UPN = "9434765919", "4010232137", "A800313950610", "M860794694742"
SSD, MASH, HELP, HEALTH = ("ssd", "1"), ("mash_log", "M1"), ("early_help", "E1"), ("health_cla", "H1")
LILY = child("1", "Lily", "Larkspur", BORN)


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path)


def key(home, record):
    return record_key(home.secret("record-keys"), "local", *record)


def linked(home, build, **more):
    link(build, home, "local", **more)
    return build


def why(build):
    return [
        reason for (reason,) in build.select("SELECT why FROM link_explained WHERE why <> 'same number' ORDER BY 1")
    ]


def stopped(build):
    return [reason for (reason,) in build.select("SELECT stopped_by FROM link_review ORDER BY 1")]


def test_one_name_birth_date_and_address_is_one_person_however_it_is_spelt(home):
    build = landed(
        ssd_person=[child("1", "Zoë-Mae", "O'Leary", BORN)],
        ssd_address=[home_of("1", PLACE)],
        mash_log_contacts=[partner("M1", "ZOE MAE", "OLEARY", BORN, PLACE)],
    )
    assert are_one(linked(home, build), SSD, MASH)
    assert why(build) == ["name, birth date and address"]


def test_a_person_bears_the_key_of_the_record_received_first(home):
    build = landed(
        ssd_person=[LILY],
        ssd_address=[home_of("1", PLACE)],
        mash_log_contacts=[partner("M1", "Lily", "Larkspur", BORN, PLACE, received=DAY - dt.timedelta(1))],
    )
    assert set(persons(linked(home, build)).values()) == {key(home, MASH)}


@pytest.mark.parametrize(
    ("number", "forename", "born", "one"),
    [
        (NHS, "Lil", BORN, True),
        (NHS, "Oscar", dt.date(2009, 2, 3), False),
        (OTHER_NHS, "Oscar", dt.date(2009, 2, 3), False),
        ("9434765918", "Louis", BORN, False),
    ],
    ids=["number and birth date agree", "number alone", "another number", "a number that fails its check"],
)
def test_an_nhs_number_joins_only_with_a_birth_date_or_name(home, number, forename, born, one):
    surname = "Larkspur" if one else "Undershaw"
    build = landed(
        ssd_person=[child("1", "Lily", "Larkspur", BORN, nhs=NHS if number != "9434765918" else number)],
        health_cla_checks=[
            ("H1", {"nhs_number": number, "forename": forename, "surname": surname, "birth_date": born})
        ],
    )
    assert are_one(linked(home, build), SSD, HEALTH) is one


def test_a_pupil_number_of_one_of_the_linked_identifiers_counts_and_another_sort_does_not(home):
    for sort, one in (("Unique Pupil Number", True), ("Court case", False)):
        build = landed(
            ssd_person=[child("1", "Lily", "Larkspur", BORN)],
            ssd_linked_identifiers=[("1", {"link_identifier_type": sort, "link_identifier_value": UPN})],
            sen2_plans=[partner("S1", "Lila", "Undershaw", BORN, upn=UPN)],
        )
        assert are_one(linked(home, build), SSD, ("sen2", "S1")) is one


def test_a_temporary_pupil_number_is_one_schools_own_and_joins_nobody(home):
    temporary = next(
        f"{first}80031395061A" for first in "ABCDEFGHJKLMNPQRTUVWXYZ" if upn_is_valid(f"{first}80031395061A")
    )
    build = landed(
        sen2_plans=[partner("S1", "Lila", "Undershaw", BORN, upn=temporary)],
        school_census_autumn_pupilonroll=[partner("SC1", "Lulu", "Vane", BORN, upn=temporary)],
    )
    assert not are_one(linked(home, build), ("sen2", "S1"), ("school_census", "SC1"))


def test_a_surname_borne_before_finds_the_person_again(home):
    build = landed(
        early_help_cases=[partner("E1", "Lily", "Larkspur", BORN, PLACE)],
        school_census_autumn_pupilonroll=[partner("SC1", "Lily", "Undershaw", BORN, formersurname="Larkspur")],
        school_census_addressesonroll=[("SC1", {"postcode": PLACE})],
    )
    assert are_one(linked(home, build), HELP, ("school_census", "SC1"))


def test_the_home_of_a_tenancy_is_that_of_its_members(home):
    build = landed(
        early_help_cases=[partner("E1", "Lily", "Larkspur", None, PLACE)],
        housing_members=[partner("H1", "Lily", "Larkspur", BORN, tenancy_number="T1")],
        housing_tenancies=[(None, {"tenancy_number": "T1", "postcode": PLACE})],
    )
    assert are_one(linked(home, build), HELP, ("housing", "H1"))


def test_twins_are_two_people_and_nobody_need_look_at_them_twice(home):
    build = landed(
        early_help_cases=[partner("E1", "Jessica", "Larkspur", BORN, PLACE)],
        mash_log_contacts=[partner("M1", "Rowena", "Larkspur", BORN, PLACE)],
    )
    assert not are_one(linked(home, build), HELP, MASH)
    assert set(stopped(build)) <= {"brother, sister or twin"}


def test_no_third_record_brings_twins_together(home):
    build = landed(
        early_help_cases=[partner("E1", "Jessica", "Larkspur", BORN, PLACE)],
        mash_log_contacts=[partner("M1", "Rowena", "Larkspur", BORN, PLACE)],
        sen2_plans=[("S1", {"surname": "Larkspur", "birth_date": BORN, "postcode": PLACE})],
    )
    assert not are_one(linked(home, build), HELP, MASH)


def test_a_mother_and_daughter_of_one_name_in_one_home_are_two_people(home):
    build = landed(
        early_help_cases=[partner("E1", "Lily", "Larkspur", BORN, PLACE)],
        mash_log_contacts=[partner("M1", "Lily", "Larkspur", dt.date(1986, 11, 2), PLACE)],
    )
    assert not are_one(linked(home, build), HELP, MASH)


def test_two_valid_numbers_of_one_kind_are_two_people_though_all_else_is_nearly_the_same(home):
    told = {"surname": "Larkspur", "birth_date": BORN}
    build = landed(
        health_cla_checks=[("H1", told | {"nhs_number": NHS, "forename": "Lily"})],
        sen2_plans=[("S1", told | {"nhs_number": OTHER_NHS, "forename": "Lilly"})],
    )
    assert not are_one(linked(home, build), HEALTH, ("sen2", "S1"))


@pytest.mark.parametrize(("kind", "one"), [("Home", True), ("Refuge", False), ("CONFIDENTIAL", False)])
def test_a_restricted_address_is_never_used_in_matching(home, kind, one):
    build = landed(
        ssd_person=[child("1", "Lily", "Larkspur", None)],
        ssd_address=[home_of("1", PLACE, kind)],
        mash_log_contacts=[partner("M1", "Lily", "Larkspur", BORN, PLACE)],
    )
    assert are_one(linked(home, build), SSD, MASH) is one


def test_the_address_of_a_record_that_is_hidden_by_hand_is_never_used_in_matching(home):
    def build():
        return landed(
            ssd_person=[child("1", "Lily", "Larkspur", None)],
            ssd_address=[home_of("1", PLACE)],
            mash_log_contacts=[partner("M1", "Lily", "Larkspur", BORN, PLACE)],
        )

    assert are_one(linked(home, build()), SSD, MASH)
    assert not are_one(linked(home, build(), hidden=frozenset({key(home, SSD)})), SSD, MASH)


def adopted(received):
    return landed(
        ssd_person=[child("1", "Lily", "Larkspur", BORN, nhs=NHS)],
        ssda903_episodes=[("1", {"dec": dt.date(2025, 6, 1), "rec": "E11"})],
        health_cla_checks=[
            (
                "H1",
                {
                    "nhs_number": NHS,
                    "forename": "Lily",
                    "surname": "Larkspur",
                    "birth_date": BORN,
                    "received": received,
                },
            )
        ],
    )


def test_after_an_adoption_order_nothing_is_linked_to_the_birth_record_not_even_by_number(home):
    assert are_one(linked(home, adopted(dt.date(2025, 5, 31))), SSD, HEALTH)
    assert not are_one(linked(home, adopted(dt.date(2025, 6, 1))), SSD, HEALTH)


def test_pupils_whom_nobody_works_with_stand_in_the_matching_store_alone(home):
    build = landed(
        ssd_person=[LILY],
        ssd_address=[home_of("1", PLACE)],
        school_census_autumn_pupilonroll=[
            partner("SC1", "Lily", "Larkspur", BORN),
            partner("SC2", "Rufus", "Pike", BORN),
        ],
        school_census_addressesonroll=[("SC1", {"postcode": PLACE}), ("SC2", {"postcode": ELSEWHERE})],
    )
    linked(home, build)
    assert build.select("SELECT source_id FROM person_record ORDER BY 1").rows == [("1",), ("SC1",)]
    assert build.select("SELECT source_id FROM matching_store").rows == [("SC2",)]


def test_no_declared_table_is_the_matching_store_or_what_stands_behind_a_link():
    behind = {"matching_store", "link_explained", "link_review", "link_event", "link_node", "link_pair"}
    assert behind.isdisjoint(load_catalogue().tables)


def test_no_column_of_the_designated_officers_feed_tells_who_a_person_is():
    tables = load_catalogue().feed("lado").latest_tables().values()
    assert all(table.identifies is None and not table.child for table in tables)


@pytest.mark.parametrize("feed", ["school_census", "attendance_daily", "dwp", "housing", "police_incidents"])
def test_the_people_of_feeds_about_everybody_are_a_population(feed):
    assert load_catalogue().feed(feed).people == "population"


def test_what_a_named_person_decided_overrides_the_model_and_the_councils_numbers(home):
    def build():
        return landed(
            ssd_person=[LILY, child("2", "Lily", "Larkspur", BORN)],
            ssd_address=[home_of("1", PLACE)],
            mash_log_contacts=[partner("M1", "Lily", "Larkspur", BORN, PLACE)],
        )

    two, mash = ("ssd", "2"), key(home, MASH)
    assert are_one(linked(home, build()), SSD, MASH)
    parted = linked(home, build(), decisions=[Decision(key(home, SSD), mash, is_same=False)])
    assert not are_one(parted, SSD, MASH)
    joined = linked(home, build(), decisions=[Decision(key(home, SSD), key(home, two), is_same=True)])
    assert are_one(joined, SSD, two, MASH)
    assert "decided" in why(joined)


def test_a_decision_about_a_record_that_is_gone_waits_for_its_return(home):
    build = landed(ssd_person=[LILY])
    linked(home, build, decisions=[Decision(key(home, SSD), "no such record", is_same=True)])
    assert len(persons(build)) == 1


def test_every_record_of_a_person_hangs_together_by_the_reasons_told(home):
    build = landed(
        ssd_person=[child("1", "Lily", "Larkspur", BORN, nhs=NHS)],
        ssd_address=[home_of("1", PLACE)],
        mash_log_contacts=[partner("M1", "Lilly", "Larkspur", BORN, PLACE)],
        health_cla_checks=[("H1", {"nhs_number": NHS, "forename": "Lily", "surname": "Larkspur", "birth_date": BORN})],
    )
    linked(home, build)
    assert are_one(build, SSD, MASH, HEALTH)
    reasons = build.select("SELECT record_key, other_record_key, why, match_weight FROM link_explained").rows
    assert {end for row in reasons for end in row[:2]} == {key(home, each) for each in (SSD, MASH, HEALTH)}
    assert all((weight is not None) == reason.startswith("model") for *_, reason, weight in reasons)


def test_the_review_queue_tells_what_each_comparison_adds(home):
    build = landed(
        early_help_cases=[partner("E1", "Lily", "Larkspur", BORN, PLACE)],
        mash_log_contacts=[partner("M1", "Lily", "Undershaw", BORN, PLACE)],
        health_cla_checks=[("H1", {"forename": "Lily", "birth_date": BORN})],
    )
    linked(home, build)
    for row in build.select("SELECT * FROM link_review").dicts():
        parts = sum(value for name, value in row.items() if name.startswith("mw_"))
        assert 0.5 <= row["match_probability"] <= 1
        assert row["match_weight"] < parts


def test_who_was_decided_to_be_two_people_waits_for_no_decision_by_another_of_their_records_either(home):
    build = landed(
        ssd_person=[LILY],
        ssd_address=[home_of("1", PLACE)],
        early_help_cases=[partner("E1", "Lily", "Larkspur", BORN, PLACE)],
        mash_log_contacts=[partner("M1", "Lily", "Larkspur", BORN, ELSEWHERE)],
    )
    linked(home, build, decisions=[Decision(key(home, SSD), key(home, MASH), is_same=False)])
    assert are_one(build, SSD, HELP)
    assert not are_one(build, SSD, MASH)
    assert stopped(build) == []


def test_where_all_feeds_share_a_numbering_nothing_is_matched_at_all(home, monkeypatch):
    monkeypatch.setattr(Matching, "prepare", lambda *_: pytest.fail("there was nothing to match"))
    link(landed(ssd_person=[LILY], ssda903_episodes=[("1", {})]), home, "local")


def test_nothing_of_the_work_is_left_in_the_build(home):
    build = landed(ssd_person=[LILY], mash_log_contacts=[partner("M1", "Lily", "Larkspur", BORN, PLACE)])
    before = set(build.tables())
    linked(home, build)
    written = {
        "person_record",
        "matching_store",
        "link_explained",
        "link_review",
        "link_event",
        "link_node",
        "link_pair",
    }
    assert set(build.tables()) - before == written


def test_what_is_said_counts_as_often_as_rows_say_it():
    rows = [partner("M1", name, "Larkspur", BORN, PLACE) for name in ("Lily", "LILY", "Lily", "Lilly")]
    build = landed(mash_log_contacts=rows)
    with scratch(build) as tables:
        hear(tables, landed_tables(build), lambda *_: None)
        key_records(tables, b"secret", "local")
        gather(tables, [FeedTold("mash_log")])
        Matching(tables).prepare(list(tellings(load_catalogue().feeds, landed_tables(build))))
        said = tables.select("SELECT forename, times FROM particular ORDER BY 1").rows
    assert said == [("LILLY", 1), ("LILY", 3)]
