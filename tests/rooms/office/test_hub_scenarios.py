"""A scenario is kept under a name of its own with who made it, and never changed."""

import pytest


@pytest.fixture
def account(directory):
    made = directory.add_account("sam", "four-plain-words-here", "Sam Oak")
    return getattr(made, "id", made)


def test_scenarios_are_told_as_they_were_set_with_who_set_them_the_latest_first(account):
    from sherwood.office import scenarios

    first = scenarios.keep(account, " Lockdown in June ", {"lockdown_from": "2026-06-01"})
    second = scenarios.keep(account, "Growth", {"growth_per_cent": "5"})
    later, kept = scenarios.kept()
    assert (kept.number, kept.title, kept.settings, kept.by) == (
        first,
        "Lockdown in June",
        {"lockdown_from": "2026-06-01"},
        "Sam Oak",
    )
    assert later.number == second


@pytest.mark.parametrize("title", ["", "  ", "x" * 61])
def test_a_scenario_without_a_name_or_with_too_long_a_one_is_not_kept(account, title):
    from sherwood.office import scenarios

    with pytest.raises(ValueError, match="at most 60 letters"):
        scenarios.keep(account, title, {})


def test_a_name_is_taken_once(account):
    from sherwood.office import scenarios

    scenarios.keep(account, "Growth", {"growth_per_cent": "5"})
    with pytest.raises(ValueError, match="already"):
        scenarios.keep(account, "Growth", {"growth_per_cent": "9"})
    assert [each.settings for each in scenarios.kept()] == [{"growth_per_cent": "5"}]
