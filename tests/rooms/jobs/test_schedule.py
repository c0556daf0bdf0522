"""The scheduler runs at the council's times in local time, once each, and a failure never ends it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from tests.rooms.jobs.homes_with_files import AUTHORITY

from sherwood.definitions.council import Council
from sherwood.jobs.schedule import GRACE_SECONDS, ZONE, plan, run_once

LONDON = ZoneInfo(ZONE)


def planned(*times):
    scheduler = BackgroundScheduler(timezone=ZONE)
    plan(scheduler, Council(refresh_at=times), lambda: None)
    return scheduler.get_jobs()


def next_run(job, after):
    return job.trigger.get_next_fire_time(None, after.replace(tzinfo=LONDON))


def test_one_run_a_day_is_planned_for_each_time():
    jobs = planned(dt.time(6, 0), dt.time(13, 30))
    assert [job.name for job in jobs] == ["refresh 06:00", "refresh 13:30"]
    assert [next_run(job, dt.datetime(2026, 3, 2)).time() for job in jobs] == [dt.time(6, 0), dt.time(13, 30)]


@pytest.mark.parametrize(
    ("day", "utc_hour"), [(dt.datetime(2026, 1, 5), 6), (dt.datetime(2026, 7, 6), 5), (dt.datetime(2026, 3, 29), 5)]
)
def test_six_in_the_morning_is_six_on_the_councils_own_clocks_summer_and_winter(day, utc_hour):
    (job,) = planned(dt.time(6, 0))
    assert next_run(job, day).astimezone(dt.UTC).hour == utc_hour


def test_a_run_missed_by_up_to_an_hour_is_made_up_once_and_never_beside_another():
    (job,) = planned(dt.time(6, 0))
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (GRACE_SECONDS, True, 1)
    assert GRACE_SECONDS == 3600


def test_a_council_without_times_plans_nothing():
    assert planned() == []


def test_a_refresh_that_fails_is_said_and_does_not_end_the_scheduler(copied_home):
    (copied_home.council).mkdir(exist_ok=True)
    (copied_home.council / "council.toml").write_text("code = 5", encoding="utf-8")
    said = []
    run_once(copied_home, AUTHORITY, said.append)
    assert len(said) == 1
    assert said[0].startswith("The refresh failed; the last good warehouse goes on serving.")
    assert "council.toml" in said[0]


def test_a_refresh_that_succeeds_is_said_in_its_own_words(copied_home):
    said = []
    run_once(copied_home, AUTHORITY, said.append)
    assert len(said) == 1
    assert said[0].startswith("Nothing has changed")
