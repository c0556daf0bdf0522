"""A search finds what people mean: misspelt, in short, in the field's other words; and only what they may open."""

from dataclasses import replace

import pytest

from sherwood.reports.searching import search_pages


@pytest.fixture
def found(desk):
    county = desk({"roles": ("director", "worker", "team_manager")})

    def names(words, kind=None, viewer=county.viewer):
        pages = search_pages(county.catalogue, viewer, words)
        return [each.name.rsplit("/", 1)[-1] for each in pages if kind in (None, each.kind)]

    return names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("re-referrals", "re_referral_12m_pct"),
        ("rereferals", "re_referral_12m_pct"),
        ("assesments in time", "assessments_45wd_pct"),
        ("LAC", "cla_open"),
        ("children in care", "cla_open"),
        ("s47 conferance", "strategy_to_icpc_15wd_pct"),
        ("child protection visits", "cpp_visit_on_time_pct"),
        ("cp visists", "cpp_visit_on_time_pct"),
        ("neet care leavers", "care_leaver_eet_pct"),
        ("unacompanied", "cla_uasc"),
    ],
)
def test_the_measure_people_mean_is_among_the_first(found, words, expected):
    assert expected in found(words, "measure")[:8]


def test_what_stands_in_the_title_comes_before_what_is_meant_otherwise(found):
    assert "visit" in found("visits", "measure")[0]


def test_every_word_must_fit(found):
    assert found("visits zzzzzz") == []
    assert set(found("visits overdue")) < set(found("visits"))


@pytest.mark.parametrize("words", ["", "  ", "the of", "?!"])
def test_nothing_is_found_for_nothing(found, words):
    assert found(words) == []


def test_words_of_definitions_are_found_too(found):
    assert "assessment" in found("assessment", "definition")


def test_only_reports_of_the_viewers_roles_and_nothing_without_the_permission(found, desk):
    director = desk({"roles": ("director",)}).viewer
    reports = set(found("visits", "report", director))
    assert reports
    assert all("director" in desk().catalogue.report(name).audience for name in reports)
    assert found("visits", None, replace(director, permissions=frozenset())) == []
