"""Job: the scheduler refreshes at the council's times of day, one run at a time, and sends what people asked for."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from sherwood.definitions.council import Council, load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.deliver import deliver
from sherwood.jobs.refresh import ZONE, refresh

GRACE_SECONDS = 3600


def run_scheduler(home: Home, authority: str, say: Callable[[str], None]) -> None:
    """Run until stopped; a refresh that fails is reported and tried again at the next time."""
    council = load_council(home)
    scheduler = BlockingScheduler(timezone=ZONE)
    plan(scheduler, council, lambda: run_once(home, authority, say))
    say(f"Refreshing at {', '.join(f'{at:%H:%M}' for at in council.refresh_at)} each day, {ZONE} time.")
    scheduler.start()


def plan(scheduler: BaseScheduler, council: Council, run: Callable[[], None]) -> None:
    """Add one daily run for each time in council.toml; a run missed by up to an hour is made up, never doubled."""
    for at in council.refresh_at:
        trigger = CronTrigger(hour=at.hour, minute=at.minute, timezone=ZONE)
        scheduler.add_job(
            run, trigger, coalesce=True, max_instances=1, misfire_grace_time=GRACE_SECONDS, name=f"refresh {at:%H:%M}"
        )


def run_once(home: Home, authority: str, say: Callable[[str], None]) -> None:
    """Refresh now, and say what came of it: a failure is told, not raised, so that the next time is waited for."""
    try:
        outcome = refresh(home, authority, progress=lambda stage, item, done, total: None)
    except Problem as problem:
        logging.getLogger(__name__).error("refresh failed: %s", type(problem).__name__)
        say(f"The refresh failed; the last good warehouse goes on serving. {problem}")
        return
    delivered = deliver(home, authority, dt.datetime.now(ZoneInfo(ZONE)).date())
    sent = [f"{delivered.sent} letters sent."] if delivered.sent else []
    for line in (*outcome.lines, *sent, *delivered.lines):
        say(line)
