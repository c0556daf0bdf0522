"""The tables a programme's assessment is made of: people, homes and facts, of everybody a feed names."""

import pytest
from tests.rooms.warehouse.partners import HIGH, Partners, day, person

HOME = {"house": "8", "street": "Hazel Close", "postcode": "ZZ6 4JK"}


@pytest.fixture
def partners(tmp_path):
    return Partners(tmp_path).nobodys("P1", "P2", "P3", "D1", "S1")


def tenancy(partners, number="T1", start="2018-06-04", end=None, **home):
    return partners.tells(
        "housing",
        "tenancies",
        tenancy_number=number,
        start_date=start,
        end_date=end,
        weekly_rent=100.0,
        **(HOME | home),
    )


def lives(partners, who, number="T1", relation="tenant", **cells):
    facts = {"surname": "Finch", "birth_date": "1986-09-11"} | cells
    return partners.tells("housing", "members", who, tenancy_number=number, relation=relation, **facts)


def pupil_at(partners, who, said, house="8", postcode="ZZ6 4JK"):
    partners.tells("school_census", "addressesonroll", who, said, native_id=said, paon=house, postcode=postcode)
    return partners.tells(
        "school_census",
        "autumn_pupilonroll",
        who,
        said,
        native_id=said,
        schoolcensustableid="C1",
        surname="Finch",
        birth_date="2010-02-03",
    )


def homes(partners, who):
    return [
        (each.place, each.start_date, each.until_date)
        for each in partners.built().programme_address
        if each.person_key == person(who)
    ]


def facts(partners, who, kind):
    return [each for each in partners.built().programme_fact if each.person_key == person(who) and each.fact == kind]


def test_people_whom_nobody_works_with_are_in_the_programmes_tables(partners):
    lives(tenancy(partners), "P1")
    (found,) = partners.built().programme_person
    assert (found.person_key, found.birth_date, found.surname) == (person("P1"), day("1986-09-11"), "finch")


def test_the_birth_date_said_most_often_stands(partners):
    lives(tenancy(partners), "P1", birth_date="1986-09-12")
    for match in ("2026-01-31", "2026-02-28"):
        partners.tells("dwp", "answers", "P1", match_date=match, birth_date="1986-09-11", surname="Finch")
    (found,) = partners.built().programme_person
    assert found.birth_date == day("1986-09-11")


def test_a_tenancy_is_a_home_until_the_person_leaves_or_it_ends(partners):
    tenancy(partners, end="2025-03-01")
    lives(partners, "P1", joined_date="2019-01-01", left_date="2024-05-06")
    lives(partners, "P2")
    assert homes(partners, "P1") == [("ZZ6 4JK 8", day("2019-01-01"), day("2024-05-06"))]
    assert homes(partners, "P2") == [("ZZ6 4JK 8", day("2018-06-04"), day("2025-03-01"))]


def test_a_census_is_believed_for_13_months_and_until_another_home_is_told(partners):
    pupil_at(partners, "S1", "2024-10-03")
    pupil_at(partners, "S1", "2025-01-16", house="9")
    assert homes(partners, "S1") == [
        ("ZZ6 4JK 8", day("2024-10-03"), day("2025-01-16")),
        ("ZZ6 4JK 9", day("2025-01-16"), day("2026-02-16")),
    ]


def test_two_homes_told_on_one_day_are_both_homes(partners):
    pupil_at(partners, "S1", "2025-10-02")
    partners.tells("school_census", "addresses", "S1", "2025-10-02", native_id="2", paon="1", postcode="ZZ1 1AA")
    assert [place for place, *_ in homes(partners, "S1")] == ["ZZ1 1AA 1", "ZZ6 4JK 8"]


def test_an_adult_told_with_a_postcode_alone_lives_where_the_surname_does(partners):
    pupil_at(partners, "S1", "2025-10-02")
    told = {"match_date": "2025-10-31", "postcode": "ZZ6 4JK", "birth_date": "1986-09-11"}
    partners.tells("dwp", "answers", "D1", surname="FINCH", **told)
    partners.tells("dwp", "answers", "P3", surname="Owl", **told)
    assert homes(partners, "D1") == [("ZZ6 4JK 8", day("2025-10-31"), day("2030-10-31"))]
    assert homes(partners, "P3") == []


def test_of_two_homes_of_a_surname_in_one_postcode_neither_is_guessed(partners):
    pupil_at(partners, "S1", "2025-10-02")
    pupil_at(partners, "P2", "2025-10-02", house="12")
    told = {"match_date": "2025-10-31", "postcode": "ZZ6 4JK", "birth_date": "1986-09-11", "surname": "Finch"}
    partners.tells("dwp", "answers", "D1", **told)
    assert homes(partners, "D1") == []


def called(partners, who, on, role="victim", **cells):
    """Somebody in a call to domestic abuse at 8 Hazel Close, filed under an address of long ago."""
    told = {"house": "1", "postcode": "ZZ9 9ZZ", "incident_house": "8", "incident_postcode": "ZZ6 4JK"} | cells
    return partners.tells("police_incidents", "incidents", who, incident_number=on, incident_date=on, role=role,
                          is_domestic_abuse=True, **told)  # fmt: skip


@pytest.mark.parametrize(
    ("role", "place"), [("victim", "ZZ6 4JK 8"), ("child_present", "ZZ6 4JK 8"), ("suspect", "ZZ9 9ZZ 1")]
)
def test_a_call_to_domestic_abuse_tells_where_the_victim_and_the_children_live(partners, role, place):
    called(partners, "P1", "2025-01-05", role)
    assert [each for each, *_ in homes(partners, "P1")] == [place]


def test_a_repeated_address_is_no_news_and_does_not_undo_what_was_told_between(partners):
    for match in ("2024-01-31", "2025-06-30"):
        partners.tells("dwp", "answers", "P1", match_date=match, house="1", postcode="ZZ9 9ZZ")
    pupil_at(partners, "P1", "2024-10-03")
    assert sorted(homes(partners, "P1")) == [
        ("ZZ6 4JK 8", day("2024-10-03"), day("2025-11-03")),
        ("ZZ9 9ZZ 1", day("2024-01-31"), day("2024-10-03")),
    ]


def matched(partners, who, on, house, postcode="ZZ9 9ZZ"):
    return partners.tells("dwp", "answers", who, match_date=on, house=house, postcode=postcode)


def test_a_word_told_by_chance_does_not_undo_a_tenancy(partners):
    tenancy(partners)
    lives(partners, "P1")
    matched(partners, "P1", "2025-01-31", "1")
    assert sorted(homes(partners, "P1")) == [
        ("ZZ6 4JK 8", day("2018-06-04"), HIGH),
        ("ZZ9 9ZZ 1", day("2025-01-31"), day("2030-01-31")),
    ]


def test_a_word_told_by_chance_ends_one_that_another_feed_told_by_chance(partners):
    """A father called to in 2024 has since been listed at an address of his own."""
    called(partners, "P1", "2024-05-06")
    matched(partners, "P1", "2025-01-31", "1")
    assert homes(partners, "P1") == [
        ("ZZ6 4JK 8", day("2024-05-06"), day("2025-01-31")),
        ("ZZ9 9ZZ 1", day("2025-01-31"), day("2030-01-31")),
    ]


def home_in_the_case_system(partners, who, start, end=None):
    """8 Hazel Close, as the case system writes it."""
    return partners.tells(
        "ssd",
        "address",
        who,
        addr_address_type="Home",
        addr_address_postcode="ZZ6 4JK",
        addr_address_json='{"HOUSE": "8", "STREET": "Hazel Close"}',
        addr_address_start_date=start,
        addr_address_end_date=end,
    )


@pytest.mark.parametrize(("end", "houses"), [(None, ["8"]), ("2025-06-01", ["8", "2"])])
def test_no_call_places_a_child_whom_the_case_system_has_elsewhere_that_day(partners, end, houses):
    home_in_the_case_system(partners, "101", "2020-01-01", end)
    called(partners, "101", "2025-06-01", "child_present", incident_house="2", incident_postcode="ZZ9 9ZZ")
    assert [place.split()[-1] for place, *_ in homes(partners, "101")] == houses


def test_no_call_places_a_tenant_elsewhere(partners):
    lives(tenancy(partners), "P1")
    called(partners, "P1", "2025-01-05", incident_house="2", incident_postcode="ZZ9 9ZZ")
    assert [each for each, *_ in homes(partners, "P1")] == ["ZZ6 4JK 8"]


@pytest.mark.parametrize(
    ("reason", "until"),
    [(each, "2019-05-01") for each in ("E11", "E12", "E45", "E48", "E41", "E13", "E5", "E3")]
    + [(each, None) for each in ("E4A", "E4B", "E8", "E9")],
)
def test_whoever_left_care_for_another_home_no_longer_lives_where_care_began(partners, reason, until):
    """Of whoever went home, and of whom nobody says where to, the case system's word stands."""
    home_in_the_case_system(partners, "101", "2016-01-01")
    partners.episode("101", "2019-05-01", "2020-02-03", rec=reason)
    assert homes(partners, "101") == [("ZZ6 4JK 8", day("2016-01-01"), day(until) if until else HIGH)]


def test_a_home_told_after_care_stands(partners):
    home_in_the_case_system(partners, "101", "2020-02-04")
    partners.episode("101", "2019-05-01", "2020-02-03", rec="E5")
    assert homes(partners, "101") == [("ZZ6 4JK 8", day("2020-02-04"), HIGH)]


def test_a_short_break_moves_nobody(partners):
    home_in_the_case_system(partners, "101", "2016-01-01")
    partners.episode("101", "2019-05-01", "2020-02-03", rec="E13", ls="V4")
    assert homes(partners, "101") == [("ZZ6 4JK 8", day("2016-01-01"), HIGH)]


def test_the_house_of_the_list_places_an_adult_of_another_surname(partners):
    partners.tells("dwp", "answers", "P1", match_date="2025-01-31", house="8", postcode="ZZ6 4JK", surname="Owl")
    assert [each for each, *_ in homes(partners, "P1")] == ["ZZ6 4JK 8"]


def test_a_school_that_repeats_an_address_ends_nothing_told_since(partners):
    """Told to the landlord in February; in May and in October the school still has the old home."""
    for said in ("2024-10-03", "2025-05-15", "2025-10-02"):
        pupil_at(partners, "S1", said)
    tenancy(partners, "T2", house="3", postcode="ZZ2 9QR")
    lives(partners, "S1", "T2", relation="child", birth_date="2010-02-03", joined_date="2025-02-01")
    assert sorted(homes(partners, "S1")) == [
        ("ZZ2 9QR 3", day("2025-02-01"), HIGH),
        ("ZZ6 4JK 8", day("2024-10-03"), day("2025-02-01")),
    ]


def test_an_address_that_a_school_tells_anew_after_another_is_news(partners):
    pupil_at(partners, "S1", "2024-10-03")
    pupil_at(partners, "S1", "2025-05-15", house="3", postcode="ZZ2 9QR")
    pupil_at(partners, "S1", "2025-10-02")
    assert sorted(homes(partners, "S1")) == [
        ("ZZ2 9QR 3", day("2025-05-15"), day("2025-10-02")),
        ("ZZ6 4JK 8", day("2024-10-03"), day("2025-05-15")),
        ("ZZ6 4JK 8", day("2025-10-02"), day("2026-11-02")),
    ]


@pytest.mark.parametrize(("kind", "times"), [("Home", 1), ("Refuge", 0), ("Confidential", 0), ("Placement", 0)])
def test_a_refuge_and_a_placement_are_nobodys_home(partners, kind, times):
    partners.tells(
        "ssd",
        "address",
        "101",
        addr_address_type=kind,
        addr_address_postcode="ZZ6 4JK",
        addr_address_json='{"HOUSE": "8", "STREET": "Hazel Close"}',
        addr_address_start_date="2020-01-01",
    )
    assert len(homes(partners, "101")) == times


@pytest.mark.parametrize(
    ("outcome", "times"), [("youth_caution", 1), ("referral_order", 1), ("community_resolution", 0), ("pending", 0)]
)
def test_an_offence_is_proven_in_court_or_by_a_caution(partners, outcome, times):
    partners.tells("youth_justice", "offences", "P1", offence_number="O1", outcome=outcome, outcome_date="2026-01-05")
    assert len(facts(partners, "P1", "proven_offence")) == times


@pytest.mark.parametrize(("record", "times"), [("recorded", 1), (None, 1), ("cancelled", 0)])
def test_a_cancelled_incident_never_happened(partners, record, times):
    partners.tells(
        "police_incidents",
        "incidents",
        "P1",
        incident_number="26/1",
        incident_date="2026-01-05",
        role="victim",
        is_domestic_abuse=True,
        record=record,
    )
    assert len(facts(partners, "P1", "domestic_abuse_call")) == times
    assert len(facts(partners, "P1", "domestic_abuse_victim")) == times


def test_an_exclusion_told_by_notice_and_by_census_is_one(partners):
    told = {"start_date": "2026-01-12", "category": "SUSP", "sessions": 5}
    partners.tells("exclusions", "notices", "P1", notice_number="X1", **told)
    partners.tells("school_census", "termlyexclusionsonroll", "P1", native_id="1", **told)
    partners.same_person("P1", "P2")
    partners.tells(
        "school_census", "termlyexclusionsonroll", "P2", native_id="1", **told | {"start_date": "2026-02-02"}
    )
    assert [(each.start_date, each.amount, each.feed) for each in facts(partners, "P1", "suspension")] == [
        (day("2026-01-12"), 2.5, "exclusions"),
        (day("2026-02-02"), 2.5, "school_census"),
    ]


@pytest.mark.parametrize(("is_reinstated", "times"), [(None, 1), (False, 1), (True, 0)])
def test_an_exclusion_the_governors_undid_does_not_come_back_by_the_census(partners, is_reinstated, times):
    told = {"start_date": "2026-01-12", "category": "PERM"}
    partners.tells("exclusions", "notices", "P1", notice_number="X1", is_reinstated=is_reinstated, **told)
    partners.tells("school_census", "termlyexclusionsonroll", "P1", native_id="1", **told)
    assert len(facts(partners, "P1", "permanent_exclusion")) == times


@pytest.mark.parametrize(("legal_status", "times"), [("C2", 1), ("V2", 1), ("V3", 0), ("V4", 0)])
def test_a_child_on_short_breaks_is_a_member_of_the_family_at_home(partners, legal_status, times):
    """Who is looked after is no member of the family; a child in respite goes home again and is."""
    partners.episode("101", "2019-05-01", ls=legal_status)
    assert len(facts(partners, "101", "looked_after")) == times


def test_a_match_without_an_answer_tells_nothing_of_work(partners):
    for who, match, out in (("D1", "matched", True), ("P1", "matched", False), ("P2", "not_matched", None)):
        partners.tells("dwp", "answers", who, match_date="2026-01-31", match=match, is_out_of_work=out)
    assert [each.amount for each in facts(partners, "D1", "benefit")] == [1.0]
    assert [each.amount for each in facts(partners, "P1", "benefit")] == [0.0]
    assert facts(partners, "P2", "benefit") == []


def test_a_landlords_step_stands_for_who_lived_there_on_the_day(partners):
    tenancy(partners)
    lives(partners, "P1")
    lives(partners, "P2", left_date="2025-01-01")
    partners.tells(
        "housing", "steps", tenancy_number="T1", step="seeking_possession", ground="arrears", step_date="2025-01-01"
    )
    partners.tells(
        "housing", "steps", tenancy_number="T1", step="antisocial_warning", ground="antisocial", step_date="2024-12-31"
    )
    assert len(facts(partners, "P1", "possession_step")) == 1
    assert facts(partners, "P2", "possession_step") == []
    assert len(facts(partners, "P2", "housing_antisocial_step")) == 1


@pytest.mark.parametrize(("ended", "until"), [("2025-06-01", "2025-06-01"), (None, "2025-05-01")])
def test_an_enquiry_lasts_until_it_ends(partners, ended, until):
    """One of which neither end nor conference is told is not open for ever: it lasts its first day."""
    partners.ssd("s47_enquiry", "101", s47e_s47_start_date="2025-05-01", s47e_s47_end_date=ended)
    assert [each.until_date for each in facts(partners, "101", "section_47")] == [day(until)]


def test_treatment_lasts_until_its_end(partners):
    partners.tells("substance_misuse", "episodes", "P1", episode_number="E1", start_date="2025-01-01")
    partners.tells("substance_misuse", "episodes", "P2", episode_number="E2", referral_date="2025-01-01")
    assert [each.until_date for each in facts(partners, "P1", "treatment")] == [HIGH]
    assert facts(partners, "P2", "treatment") == []
