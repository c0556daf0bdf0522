"""A council may set its own number for a local standard, and for nothing the law sets."""

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import Council, load_council
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.home import Home
from sherwood.definitions.limits import limits_in_force, problems_of_limits, require_sound_settings

CATALOGUE = load_catalogue()


def numbers(council: Council, timescale: str) -> dict[str, int]:
    return {each.limit.step: each.number for each in limits_in_force(CATALOGUE, council) if each.timescale == timescale}


def test_without_a_word_of_the_council_the_catalogues_numbers_stand():
    found = list(limits_in_force(CATALOGUE, Council()))
    assert len(found) == sum(len(each.in_force) for each in CATALOGUE.timescales.values())
    assert all(each.number == each.limit.limit for each in found)


def test_a_councils_own_number_takes_the_place_of_a_local_one():
    council = Council(limits={"child_protection_visit": {"only": 15}})
    assert numbers(council, "child_protection_visit") == {"only": 15}
    assert numbers(council, "child_in_need_visit") == {"only": 20}


def test_what_the_law_sets_stays():
    council = Council(limits={"assessment": {"law": 60}})
    with pytest.raises(CatalogueError, match="gives a number for 'assessment', which the law sets"):
        list(limits_in_force(CATALOGUE, council))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"child_protection_visits": {"only": 15}}, "did you mean 'child_protection_visit'"),
        ({"child_protection_visit": {"first": 15}}, "has no step 'first': it has only"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_remedy(limits, words):
    assert words in "".join(problems_of_limits(CATALOGUE, Council(limits=limits)))


@pytest.mark.parametrize("number", ["-1", '"ten"', "4000"])
def test_a_number_that_is_no_limit_is_refused_with_file_and_key(tmp_path, number):
    home = Home.at(tmp_path)
    home.council.mkdir(parents=True)
    (home.council / "council.toml").write_text(
        f"[limits]\nchild_protection_visit = {{ only = {number} }}\n", encoding="utf-8"
    )
    with pytest.raises(CatalogueError, match=r"council\.toml.*limits"):
        load_council(home)


def test_settings_without_a_word_about_limits_or_calendar_are_sound():
    require_sound_settings(CATALOGUE, Council())


def test_a_calendar_that_is_not_there_is_told_with_the_file_to_write():
    with pytest.raises(CatalogueError, match=r"council\.toml: calendar = 'wales'.*council/calendars/wales\.toml"):
        require_sound_settings(CATALOGUE, Council(calendar="wales"))


def test_limits_and_calendar_are_told_together():
    with pytest.raises(CatalogueError) as told:
        require_sound_settings(
            CATALOGUE, Council(calendar="x", limits={"assessment": {"only": 1}, "nope": {"only": 1}})
        )
    assert len(told.value.problems) == 3


def test_limits_are_read_from_the_councils_file(tmp_path):
    home = Home.at(tmp_path)
    home.council.mkdir(parents=True)
    (home.council / "council.toml").write_text("[limits]\nchild_in_need_visit = { only = 30 }\n", encoding="utf-8")
    assert numbers(load_council(home), "child_in_need_visit") == {"only": 30}


@pytest.mark.parametrize(
    "name",
    [
        "assessment",
        "strategy_to_conference",
        "child_protection_review",
        "cla_visit",
        "cla_review",
        "pathway_plan",
        "re_referral",
        "referral_decision",
    ],
)
def test_statutory_and_national_limits_are_not_local(name):
    assert not CATALOGUE.timescale(name).is_local


@pytest.mark.parametrize(
    "name", ["child_protection_visit", "child_in_need_visit", "contact_decision", "early_help_assessment"]
)
def test_standards_that_no_law_sets_are_local(name):
    assert CATALOGUE.timescale(name).is_local
