"""An entry is found by its identifier, by a last part that only it has, or by an alias."""

import pytest

from sherwood.definitions.catalogue import UnknownEntry
from sherwood.definitions.errors import Problem


@pytest.mark.parametrize("name", ["looked_after/cla_open", "cla_open", "children_looked_after"])
def test_measure_is_found_by_each_of_its_names(load, name):
    assert load().measure(name).id == "looked_after/cla_open"


def test_unknown_name_suggests_the_nearest(load):
    with pytest.raises(UnknownEntry, match=r"there is no measure 'cla_opne' – did you mean 'cla_open'\?"):
        load().measure("cla_opne")


def test_unknown_name_is_a_problem_a_person_can_put_right(load):
    with pytest.raises(Problem) as caught:
        load().report("zzz")
    assert str(caught.value) == "there is no report 'zzz'"


def test_alias_of_a_code_is_no_name_of_its_list(load):
    with pytest.raises(UnknownEntry):
        load().codelist("CO")


def test_short_name_of_two_entries_asks_for_one_in_full(little, load):
    little.copy("dimensions/sex", "dimensions/person/sex")
    little.copy("dimensions/sex", "dimensions/other/sex")
    little.remove("dimensions/sex")
    little.change("measures/looked_after/cla_open", '"legal_status", "sex"', '"legal_status", "person/sex"')
    little.change("reports/looked_after/cla_overview", 'filters = ["sex"]', "filters = []")
    with pytest.raises(UnknownEntry, match=r"'other/sex' and 'person/sex'; write one of them in full"):
        load().dimension("sex")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("feed", "little"),
        ("table", "episode"),
        ("codelist", "legal_status"),
        ("dimension", "sex"),
        ("timescale", "review"),
        ("calendar", "england"),
        ("role", "worker"),
        ("restriction", "staff_family"),
        ("report", "cla_overview"),
    ],
)
def test_every_kind_has_its_finder(load, kind, name):
    assert getattr(load(), kind)(name).name == name


def test_area_is_the_folder_of_an_entry(load):
    assert load().measure("cla_open").area == "looked_after"
    assert load().table("episode").area == ""


def test_code_is_found_whatever_its_case_or_former_spelling(load):
    codes = load().codelist("legal_status")
    assert [codes.code_for(text) for text in ("C2", "c2", "CO", "co", "X")] == ["C2", "C2", "C2", "C2", None]


def test_entries_are_frozen(load):
    with pytest.raises(ValueError, match="frozen"):
        load().measure("cla_open").title = "Another"
    with pytest.raises(TypeError):
        load().measures["mine"] = None
