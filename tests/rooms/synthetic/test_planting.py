"""What is planted in a county: drawn by the seed between declared bounds, and seen as causes in the lives, never as a number added."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from tests.rooms.synthetic.known import calendar
from tests.rooms.synthetic.senders import Written, count, drawn_pandemic, rhythm, workdays, write

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.entering import enter
from sherwood.synthetic.lives import Life
from sherwood.synthetic.living import Lives, live
from sherwood.synthetic.looked_after import county_of
from sherwood.synthetic.planting import plant
from sherwood.synthetic.plantings import Planted, Plantings

FIRST, LAST = dt.date(2022, 4, 1), dt.date(2026, 3, 31)
COURSES = load_life_courses()
KINDS = {**COURSES.planted.cause, **COURSES.planted.decoy}
DISTRICTS = [each.code for each in COURSES.places.district if each.share]
THRESHOLD_FROM = dt.date(2024, 10, 1)
BIG_FROM, BIG_TO = dt.date(2023, 5, 1), dt.date(2023, 7, 31)
QUICKER_FROM = dt.date(2024, 4, 1)
RETURNS_FROM, RETURNS_REACHED = dt.date(2022, 4, 1), dt.date(2022, 10, 1)


def planted(kind: str, first: dt.date, last: dt.date | None, size: float, unit: str = "") -> Planted:
    return Planted(kind, unit, first, last, size, is_decoy=False, is_yearly=KINDS[kind].is_yearly)


def of_seed(seed: int) -> Plantings:
    return plant(Chance(COURSES, seed).apart("planted"), FIRST, LAST)


def county(*plantings: Planted, children: int = 10_000) -> Lives:
    chance = Chance(COURSES, 4)
    around = county_of(chance, calendar(), children, FIRST, LAST)
    return live(chance.apart("lives"), around, FIRST, LAST, plantings=Plantings(plantings))


@pytest.fixture(scope="module")
def changed() -> Lives:
    """A county with a raised threshold, a season of big families and quicker decisions, apart in time or in what they touch."""
    return county(
        planted("threshold_change", THRESHOLD_FROM, None, 0.65),
        planted("big_families", BIG_FROM, BIG_TO, 4.0),
        planted("quicker_decisions", QUICKER_FROM, None, 0.2),
    )


@pytest.fixture(scope="module")
def drawn() -> list[Plantings]:
    return [of_seed(seed) for seed in range(1, 41)]


def test_everything_planted_begins_and_shows_within_the_county_s_years(drawn: list[Plantings]) -> None:
    for each in (each for plantings in drawn for each in plantings.all):
        assert FIRST <= each.first_day <= LAST - dt.timedelta(days=75), each
        assert each.last_day is None or each.last_day > each.first_day, each


def test_everything_planted_lies_between_its_declared_bounds(drawn: list[Plantings]) -> None:
    for each in (each for plantings in drawn for each in plantings.all):
        kind = KINDS[each.kind]
        assert kind.size[0] <= each.size <= kind.size[1]
        assert abs(each.size - 1) >= 0.1 or each.kind in ("recording_outage", "recording_backlog", "source_recoded"), (
            each
        )
        assert not kind.months or each.first_day.month in kind.months
        if each.last_day:
            assert kind.days[0] <= (each.last_day - each.first_day).days + 1 <= kind.days[1]


def test_counties_have_several_causes_and_decoys_and_no_two_the_same(drawn: list[Plantings]) -> None:
    assert {each.kind for plantings in drawn for each in plantings.all} == KINDS.keys()
    assert all(sum(not each.is_decoy for each in plantings.all) >= 3 for plantings in drawn)
    assert sum(any(each.is_decoy for each in plantings.all) for plantings in drawn) > 33
    assert len({plantings.all for plantings in drawn}) == len(drawn)


def test_the_same_seed_plants_the_same() -> None:
    assert of_seed(9).all == of_seed(9).all
    assert of_seed(9).table().equals(of_seed(9).table())


def test_some_causes_are_slow_and_some_come_with_the_season() -> None:
    slow = [name for name, kind in COURSES.planted.cause.items() if kind.days and kind.days[0] >= 150]
    yearly = [name for name, kind in COURSES.planted.cause.items() if kind.is_yearly]
    assert slow == ["team_thin", "fewer_return"]
    assert yearly == ["winter_families"]


def test_a_short_county_has_only_what_fits_into_its_years() -> None:
    first, last = dt.date(2025, 9, 1), dt.date(2026, 3, 31)
    for seed in range(1, 21):
        for each in plant(Chance(COURSES, seed), first, last).all:
            assert first <= each.first_day <= last


def test_a_school_surge_falls_into_weeks_of_teaching(drawn: list[Plantings]) -> None:
    surges = [each for plantings in drawn for each in plantings.of_kind("school_surge")]
    assert len(surges) > 20
    assert not any(
        each.first_day.month in (8,) or (each.first_day.month, each.first_day.day) > (12, 10) for each in surges
    )


def test_a_winter_comes_again_every_year_and_over_the_29th_of_february() -> None:
    winter = Plantings([planted("winter_families", dt.date(2022, 12, 1), dt.date(2023, 3, 5), 1.3)])
    held = [dt.date(2022, 12, 1), dt.date(2023, 3, 5), dt.date(2023, 12, 24), dt.date(2024, 2, 29)]
    not_held = [dt.date(2022, 11, 30), dt.date(2021, 12, 24), dt.date(2023, 7, 1), dt.date(2024, 3, 20)]
    assert [winter.of("winter_families", day) for day in held] == [1.3] * 4
    assert [winter.of("winter_families", day) for day in not_held] == [1.0] * 4


def test_shortages_are_handed_to_the_teams_with_dates_and_size() -> None:
    short = planted("team_short", dt.date(2024, 1, 8), dt.date(2024, 4, 1), 0.5, "east_1")
    thin = planted("team_thin", dt.date(2024, 6, 1), dt.date(2024, 12, 1), 0.2, "east_2")
    (first, second) = Plantings([short, thin]).shortages()
    assert (first.team, first.first_day, first.last_day, first.share_of_workers_lost) == (
        "east_1", dt.date(2024, 1, 8), dt.date(2024, 4, 1), 0.5,
    )  # fmt: skip
    assert second.share_of_workers_lost == 0.2


# What senders do.

SURGE = dt.date(2024, 9, 16), dt.date(2024, 10, 18)
USUAL = next(seed for seed in range(1, 20) if not drawn_pandemic(seed).unusual)
WEEKS = dt.date(2024, 9, 2), dt.date(2024, 11, 29)


def sent(*plantings: Planted, district: str = "") -> Written:
    return write(rhythm(USUAL, Plantings(plantings)), *WEEKS, a_day=60, district=district)


def within(written: Written, group: str, first: dt.date, last: dt.date) -> int:
    return count(written, group, lambda day: first <= day <= last)


def test_a_surge_at_the_schools_of_one_district_is_theirs_alone() -> None:
    surge = planted("school_surge", *SURGE, 2.5, DISTRICTS[0])
    here, elsewhere = sent(surge, district=DISTRICTS[0]), sent(surge, district=DISTRICTS[1])
    assert within(here, "schools", *SURGE) / within(elsewhere, "schools", *SURGE) == pytest.approx(2.5, abs=0.3)
    assert within(here, "police", *SURGE) == pytest.approx(within(elsewhere, "police", *SURGE), rel=0.12)
    after = SURGE[1] + dt.timedelta(days=1), WEEKS[1]
    assert within(here, "schools", *after) == pytest.approx(within(elsewhere, "schools", *after), rel=0.15)


@pytest.mark.parametrize("size", [0.7, 1.35])
def test_the_police_notify_more_or_less_from_a_day_on(size: float) -> None:
    step = planted("police_policy", dt.date(2024, 10, 1), None, size)
    after = dt.date(2024, 10, 5), WEEKS[1]
    assert within(sent(step), "police", *after) / within(sent(), "police", *after) == pytest.approx(size, abs=0.1)
    assert within(sent(step), "schools", *after) == pytest.approx(within(sent(), "schools", *after), rel=0.1)


def test_what_the_police_no_longer_send_never_comes_back() -> None:
    of = rhythm(USUAL, Plantings([planted("police_policy", WEEKS[0], None, 0.7)]))
    write(of, *WEEKS, a_day=40)
    assert of.demand.not_sent.total() > 200
    assert of.demand.returned.total() == of.demand.did_not_come.total() == 0


@pytest.mark.parametrize("kind", ["snow_days", "half_term_moved"])
def test_shut_schools_write_when_they_are_back_and_nothing_is_lost(kind: str) -> None:
    shut = dt.date(2024, 11, 11), dt.date(2024, 11, 15)
    closed = planted(kind, *shut, 0.0, DISTRICTS[0] if KINDS[kind].unit == "district" else "")
    here, usual = sent(closed, district=DISTRICTS[0]), sent(district=DISTRICTS[0])
    assert within(here, "schools", *shut) == 0 < within(usual, "schools", *shut)
    week_after = dt.date(2024, 11, 16), dt.date(2024, 11, 22)
    assert within(here, "schools", *week_after) > 1.5 * within(usual, "schools", *week_after)
    assert here.total() == usual.total()


def test_a_moved_half_term_is_one_district_s() -> None:
    closed = planted("half_term_moved", dt.date(2024, 11, 11), dt.date(2024, 11, 15), 0.0, DISTRICTS[0])
    assert within(sent(closed, district=DISTRICTS[1]), "schools", dt.date(2024, 11, 11), dt.date(2024, 11, 15)) > 0


# What is seen in the lives.


def outcomes(lives: Lives, first: dt.date, last: dt.date) -> Counter[str]:
    return Counter(
        {(life.child.family, each): each.outcome for life in lives.lives for each in life.true_contacts
         if first <= each.contact_date <= last}.values()
    )  # fmt: skip


def share_referred(lives: Lives, first: dt.date, last: dt.date) -> float:
    found = outcomes(lives, first, last)
    return found["referral"] / (found.total() - found["existing_case"])


def test_a_raised_threshold_shows_in_the_share_of_contacts_taken_as_referrals(changed: Lives) -> None:
    before = share_referred(changed, FIRST, THRESHOLD_FROM - dt.timedelta(days=1))
    after = share_referred(changed, THRESHOLD_FROM, LAST)
    assert 0.5 < after / before < 0.78


def test_a_few_big_families_raise_the_children_named_and_not_the_families(changed: Lives) -> None:
    def children_to_a_family(first: dt.date, last: dt.date) -> float:
        firsts: dict[int, dt.date] = {}
        named: Counter[int] = Counter()
        for life in changed.lives:
            days = [each.contact_date for each in life.true_contacts]
            if days:
                named[life.child.family] += 1
                firsts[life.child.family] = min(*days, firsts.get(life.child.family, dt.date.max))
        found = [named[family] for family, day in firsts.items() if first <= day <= last]
        return sum(found) / len(found)

    a_year = dt.timedelta(days=365)
    usual = children_to_a_family(BIG_FROM - a_year, BIG_TO - a_year)
    assert children_to_a_family(BIG_FROM + dt.timedelta(days=10), BIG_TO) > 1.4 * usual


def test_quicker_decisions_show_in_the_days_from_contact_to_referral(changed: Lives) -> None:
    def late(first: dt.date, last: dt.date) -> float:
        waits = []
        for life in changed.lives:
            told = {each.contact_date for each in life.true_contacts if each.outcome == "referral"}
            for case in life.referrals:
                day = max((day for day in told if day <= case.referral_date), default=None)
                if day and first <= day <= last and workdays().from_day(day) == day:
                    waits.append(case.referral_date > day)
        return sum(waits) / len(waits)

    assert late(QUICKER_FROM, LAST) < 0.4 * late(FIRST, QUICKER_FROM - dt.timedelta(days=1))


def test_fewer_families_come_back_slowly_and_for_good() -> None:
    of = rhythm(1, Plantings([planted("fewer_return", RETURNS_FROM, RETURNS_REACHED, 0.6)]))
    half_way = RETURNS_FROM + (RETURNS_REACHED - RETURNS_FROM) / 2
    assert of.returning_factor(RETURNS_FROM - dt.timedelta(days=1)) == 1.0
    assert of.returning_factor(half_way) == pytest.approx(0.8, abs=0.01)
    assert of.returning_factor(LAST) == pytest.approx(0.6)


# What was entered.


def entered(lives: Lives, *plantings: Planted) -> list[Life]:
    """A county's lives as they are entered under failures of recording; the lives given stay as they are."""
    copies = [replace(life) for life in lives.lives]
    return enter(Chance(COURSES, 3), copies, Plantings(plantings), workdays(), LAST)


def contacts(lives: list[Life], first: dt.date, last: dt.date) -> list[str]:
    return [each.outcome for life in lives for each in life.contacts if first <= each.contact_date <= last]


def test_contacts_of_an_outage_are_missing_in_the_records_and_not_in_the_truth(changed: Lives) -> None:
    days = dt.date(2024, 2, 5), dt.date(2024, 4, 26)
    found = entered(changed, planted("recording_outage", *days, 0.8))
    usual, kept = Counter(contacts(changed.lives, *days)), Counter(contacts(found, *days))
    assert kept["referral"] == usual["referral"] > 0
    lost = usual["no_further_action"] + usual["advice"] - kept["no_further_action"] - kept["advice"]
    assert lost / (usual["no_further_action"] + usual["advice"]) == pytest.approx(0.8, abs=0.1)
    assert [life.true_contacts for life in found] == [life.contacts for life in changed.lives]
    assert len(contacts(found, FIRST, days[0] - dt.timedelta(days=1))) == len(
        contacts(changed.lives, FIRST, days[0] - dt.timedelta(days=1))
    )


def test_a_backlog_is_dated_on_the_days_on_which_it_was_typed(changed: Lives) -> None:
    days, typed = (dt.date(2024, 2, 5), dt.date(2024, 2, 23)), (dt.date(2024, 2, 24), dt.date(2024, 3, 1))
    found = entered(changed, *(planted("recording_backlog", *days, 1.0, district) for district in DISTRICTS))
    assert set(contacts(found, *days)) <= {"referral"}
    assert len(contacts(found, *typed)) > 2 * len(contacts(changed.lives, *typed))
    assert len(contacts(found, FIRST, LAST)) == len(contacts(changed.lives, FIRST, LAST))


def test_brothers_and_sisters_are_missing_together(changed: Lives) -> None:
    days = dt.date(2024, 2, 5), dt.date(2024, 3, 1)
    by_contact: dict[object, set[bool]] = {}
    for life in entered(changed, planted("recording_outage", *days, 0.6)):
        for each in life.true_contacts:
            by_contact.setdefault((life.child.family, each), set()).add(each in life.contacts)
    assert all(len(fates) == 1 for fates in by_contact.values())


def test_a_new_form_leaves_factors_out_for_a_time(changed: Lives) -> None:
    days = dt.date(2024, 2, 5), dt.date(2024, 5, 1)

    def without(lives: list[Life], first: dt.date, last: dt.date) -> float:
        found = [
            not each.factors for life in lives for case in life.referrals for each in case.assessments
            if each.authorised_date and first <= each.authorised_date <= last
        ]  # fmt: skip
        return sum(found) / len(found)

    found = entered(changed, planted("new_form", *days, 0.7))
    usual = without(changed.lives, *days)
    assert without(found, *days) == pytest.approx(usual + 0.7 * (1 - usual), abs=0.08)
    assert without(found, dt.date(2024, 5, 2), LAST) == without(changed.lives, dt.date(2024, 5, 2), LAST)


def test_a_source_left_off_the_form_is_entered_as_another_with_its_referrals(changed: Lives) -> None:
    days = dt.date(2024, 1, 8), dt.date(2024, 7, 31)
    found = entered(changed, planted("source_recoded", *days, 1.0, "2A"))
    later = days[0] + dt.timedelta(days=15)
    told = {each.source for life in found for each in life.contacts if days[0] <= each.contact_date <= days[1]}
    referred = {
        case.source
        for life in found
        for case in life.referrals
        if case.assessments and later <= case.referral_date <= days[1]
    }
    assert "2A" not in told | referred
    assert "10" in told & referred
    assert any(each.source == "2A" for life in found for each in life.true_contacts if each.contact_date >= days[0])


# A team short of workers, and a county in which nothing is planted.

SHORT_TEAM, SHORT_FROM, SHORT_TO = "safeguarding_central", dt.date(2024, 1, 8), dt.date(2024, 9, 30)


def mean_load(lives: Lives, team: str) -> float:
    week = (SHORT_FROM - lives.loads_from).days // 7
    loads = lives.loads[team][week : week + (SHORT_TO - SHORT_FROM).days // 7]
    return sum(loads) / len(loads)


@pytest.fixture(scope="module")
def quiet() -> Lives:
    return county()


def in_post(lives: Lives, team: str) -> int:
    """Workers of a team in the middle of the shortage, its manager apart."""
    day = SHORT_FROM + (SHORT_TO - SHORT_FROM) / 2
    return sum(
        each.team == team
        and not each.is_manager
        and each.start_date <= day
        and (each.end_date is None or each.end_date > day)
        for each in lives.workers
    )


def test_a_planted_shortage_takes_the_workers_of_its_team_alone_and_raises_its_load(quiet: Lives) -> None:
    short = county(planted("team_short", SHORT_FROM, SHORT_TO, 0.5, SHORT_TEAM))
    assert in_post(short, SHORT_TEAM) < in_post(quiet, SHORT_TEAM)
    assert mean_load(short, SHORT_TEAM) > 1.25 * mean_load(quiet, SHORT_TEAM)
    teams = [team for team in quiet.loads if team != SHORT_TEAM]
    others = [sum(in_post(lives, team) for team in teams) for lives in (short, quiet)]
    assert others[0] == pytest.approx(others[1], rel=0.15)


def test_in_a_quiet_county_nothing_planted_shows(quiet: Lives) -> None:
    before = share_referred(quiet, FIRST, THRESHOLD_FROM - dt.timedelta(days=1))
    assert share_referred(quiet, THRESHOLD_FROM, LAST) == pytest.approx(before, rel=0.15)
    assert quiet.latent is not None
    assert sum(quiet.latent["added"].to_pylist()) == 0
