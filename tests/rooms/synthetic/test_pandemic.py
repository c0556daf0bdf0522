"""The pandemic by source and lockdown: near what was published, different from county to county, gone where the years do not touch it."""

import datetime as dt
from collections import Counter
from statistics import mean

import pytest
from tests.rooms.synthetic.senders import GROUPS, Written, count, drawn_pandemic, rhythm, write

from sherwood.synthetic.courses import load_life_courses

SEEDS = range(1, 7)
FIRST, LAST = dt.date(2017, 4, 1), dt.date(2021, 7, 31)
A_DAY = 20
SPRING = dt.date(2020, 4, 20), dt.date(2020, 6, 14)
WINTER = dt.date(2021, 1, 25), dt.date(2021, 1, 31)
# The same weeks of the years before: weeks of 52 to a year keep weekdays and half-terms together.
YEAR_OF_WEEKS = dt.timedelta(days=364)


@pytest.fixture(scope="module")
def usual_counties() -> list[Written]:
    """Counties that are like the published pandemic; the unusual ones, which are meant not to be, are left out."""
    return [write(rhythm(seed), FIRST, LAST, A_DAY) for seed in SEEDS if not drawn_pandemic(seed).unusual]


def change(counties: list[Written], group: str, days: tuple[dt.date, dt.date], years: int = 1) -> float:
    """Contacts of a group between two days against the mean of the same weeks of two usual years, so many years back."""
    first, last = days
    now = sum(count(each, group, lambda day: first <= day <= last) for each in counties)
    before = 0
    for back in (years, years + 1):
        shift = back * YEAR_OF_WEEKS
        before += sum(count(each, group, lambda day, by=shift: first <= day + by <= last) for each in counties)
    return now / (before / 2) - 1


# The survey of vulnerable children and young people, as quoted in the press: change against the usual of the same weeks.
@pytest.mark.parametrize(
    ("group", "days", "years", "published", "within"),
    [
        ("all", SPRING, 1, -0.18, 0.05),
        ("schools", SPRING, 1, -0.77, 0.08),
        ("police", SPRING, 1, 0.16, 0.06),
        ("schools", (dt.date(2020, 3, 23), dt.date(2020, 9, 2)), 1, -0.59, 0.12),
        ("all", (dt.date(2020, 4, 20), dt.date(2020, 8, 23)), 1, -0.15, 0.05),
        ("all", (dt.date(2020, 8, 10), dt.date(2020, 8, 23)), 1, 0.12, 0.1),
        ("police", (dt.date(2020, 8, 10), dt.date(2020, 8, 23)), 1, 0.28, 0.2),
        ("individuals", (dt.date(2020, 8, 10), dt.date(2020, 8, 23)), 1, 0.20, 0.2),
        ("all", WINTER, 2, -0.23, 0.1),
        ("schools", WINTER, 2, -0.57, 0.12),
        ("police", WINTER, 2, -0.10, 0.12),
        ("schools", (dt.date(2020, 4, 1), dt.date(2021, 3, 31)), 1, -0.31, 0.08),
        ("all", (dt.date(2020, 4, 1), dt.date(2021, 3, 31)), 1, -0.07, 0.05),
    ],
)
def test_each_source_falls_and_rises_as_published(
    usual_counties: list[Written],
    group: str,
    days: tuple[dt.date, dt.date],
    years: int,
    published: float,
    within: float,
) -> None:
    assert change(usual_counties, group, days, years) == pytest.approx(published, abs=within)


def test_the_second_closure_of_schools_is_no_copy_of_the_first(usual_counties: list[Written]) -> None:
    assert change(usual_counties, "schools", SPRING) < change(usual_counties, "schools", WINTER, 2) - 0.1
    assert change(usual_counties, "police", SPRING) > 0.05 > -0.02 > change(usual_counties, "police", WINTER, 2)


def test_every_county_stays_within_the_spread_declared() -> None:
    spread = load_life_courses().pandemic.seed.size_spread
    declared = {each.name: each for each in load_life_courses().pandemic.stretch}
    first = declared["first lockdown"]
    ratios = [drawn_pandemic(seed).ratio("2A", dt.date(2020, 5, 10)) for seed in range(1, 61)]
    assert (
        1 - (1 - first.school) * (1 + 4 * spread)
        <= min(ratios)
        < max(ratios)
        <= 1 - (1 - first.school) * (1 - 3 * spread)
    )
    assert mean(ratios) == pytest.approx(first.school, abs=0.03)


def test_about_two_counties_in_ten_break_any_neat_form() -> None:
    kinds = Counter(drawn_pandemic(seed).unusual for seed in range(1, 201))
    assert set(kinds) == {"", "police_policy", "four_week_lag", "no_return"}
    assert (200 - kinds[""]) / 200 == pytest.approx(load_life_courses().pandemic.seed.unusual, abs=0.08)


def first_unusual(kind: str) -> int:
    return next(seed for seed in range(1, 200) if drawn_pandemic(seed).unusual == kind)


def test_four_weeks_of_lag_leave_april_as_it_was() -> None:
    county = drawn_pandemic(first_unusual("four_week_lag"))
    assert county.ratio("2A", dt.date(2020, 4, 16)) == 1.0
    assert county.ratio("2A", dt.date(2020, 4, 20)) < 0.5
    assert county.ratio("2A", dt.date(2021, 1, 25)) > 0.7


def test_a_change_of_police_policy_does_not_end_with_the_drawn_pandemic() -> None:
    county = drawn_pandemic(first_unusual("police_policy"))
    assert county.policy("6", dt.date(2020, 3, 1)) == 1.0
    assert county.policy("6", dt.date(2025, 3, 1)) == county.police_ratio != 1.0
    assert county.policy("2A", dt.date(2025, 3, 1)) == 1.0


def test_where_nothing_returns_what_was_held_back_never_comes() -> None:
    of = rhythm(first_unusual("no_return"))
    write(of, dt.date(2020, 3, 1), dt.date(2021, 8, 31), A_DAY)
    assert of.demand.did_not_come.total() > 500
    assert of.demand.came_later.total() == of.demand.returned.total() == 0


def test_what_comes_back_comes_once_schools_see_children_again_and_is_graver() -> None:
    of = rhythm(next(seed for seed in range(1, 50) if drawn_pandemic(seed).latent_returns > 0.3))
    day = dt.date(2020, 5, 12)
    came = [of.comes("2A", day, "") for _ in range(2_000)]
    later = [each for each in came if each and each.day > day]
    assert len(later) / sum(1 for each in came if each is None or each.day > day) == pytest.approx(
        of.pandemic.latent_returns, abs=0.05
    )
    assert min(each.day for each in later) > dt.date(2020, 7, 21)
    assert max(each.day for each in later) < dt.date(2020, 12, 24)
    assert {each.severity for each in later} == {1.5}


def test_how_much_returns_differs_from_nothing_to_almost_half() -> None:
    shares = [drawn_pandemic(seed).latent_returns for seed in range(1, 61)]
    assert 0.0 in shares
    assert max(shares) > 0.4
    assert 0.1 < mean(shares) < 0.3


def test_a_local_lockdown_falls_on_all_but_the_police() -> None:
    seed = next(seed for seed in range(1, 100) if drawn_pandemic(seed).local and not drawn_pandemic(seed).unusual)
    county, local = drawn_pandemic(seed), drawn_pandemic(seed).local
    assert local is not None
    around = local.first - dt.timedelta(days=1), local.first
    before, within = (county.ratio("5A", day) for day in around)
    assert within < before
    assert county.ratio("6", around[0]) == pytest.approx(county.ratio("6", around[1]), abs=0.05)


def test_nothing_falls_before_the_pandemic_or_after_it() -> None:
    for seed in SEEDS:
        county = drawn_pandemic(seed)
        for sources in GROUPS.values():
            assert county.ratio(sources[0], dt.date(2020, 3, 19)) == 1.0
            assert county.ratio(sources[0], dt.date(2021, 8, 20)) == 1.0


def test_the_truth_of_demand_adds_up() -> None:
    of = rhythm(2)
    first, last = dt.date(2020, 3, 1), dt.date(2021, 12, 31)
    written = write(of, first, last, A_DAY)
    truth = of.demand.table(first, last + dt.timedelta(days=200), of.pandemic)
    total = {name: sum(truth[name].to_pylist()) for name in truth.column_names if name not in ("day", "source")}
    assert total["would_have_come"] == A_DAY * ((last - first).days + 1)
    assert 0 < total["came_later"] < total["did_not_come"]
    assert total["returned"] == total["came_later"]
    never = total["did_not_come"] - total["came_later"]
    assert written.total() == total["would_have_come"] - never + total["added"] - total["not_sent"]
    assert truth.num_rows == len(set(truth["source"].to_pylist())) * ((last - first).days + 201)
    held = [row["pandemic_ratio"] for row in truth.to_pylist() if row["did_not_come"]]
    assert max(held) < 1
