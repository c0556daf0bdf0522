"""A team short of workers, and a county in which nothing is planted."""

import datetime as dt

import pytest
from tests.rooms.synthetic.test_planting import FIRST, LAST, THRESHOLD_FROM, county, planted, share_referred

from sherwood.synthetic.living import Lives

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
