"""A team's days: who holds each case when, what waits while everybody's caseload is full, and how posts follow the work."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from tests.rooms.synthetic.known import LAST

from sherwood.synthetic.caseloads import Caseloads, Holding
from sherwood.synthetic.cases import Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.posts import Posts
from sherwood.synthetic.sharing import Sharing
from sherwood.synthetic.staff import Worker
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.timeline import NOTES, STARTS, Timeline
from sherwood.synthetic.workload import Loads, Workload

DAY = dt.timedelta(days=1)
SINCE, BUDGETS = dt.date(2020, 1, 1), dt.date(2023, 1, 1)


def shared(stages: list[Stage]) -> Sharing:
    chance, timeline = Chance(load_life_courses(), 8), Timeline(LAST)
    sharing = Sharing(
        chance,
        Posts(chance, SINCE, LAST),
        Workload(chance, Loads()),
        timeline,
        SINCE,
        budgets_from=BUDGETS,
        date_to=LAST,
    )
    team = Teams(load_life_courses().organisation).team("assessment", "ZY2")
    timeline.at(SINCE, NOTES, lambda _: sharing.open([team]))
    sharing.take(stages)
    timeline.run()
    sharing.finish()
    return sharing


def a_stage(start: dt.date, end: dt.date, children: int = 2, waits_days: int = 0) -> Stage:
    return Stage("assessment", "assessment_north", start, end, children, waits_days)


class TestTimeline:
    def test_what_is_due_first_happens_first_and_nothing_after_the_last_day(self) -> None:
        timeline, seen = Timeline(LAST), []
        for day, order in ((LAST + DAY, NOTES), (LAST, STARTS), (LAST, NOTES), (LAST - DAY, STARTS)):
            timeline.at(day, order, lambda today, order=order: seen.append((today, order)))
        timeline.run()
        assert seen == [(LAST - DAY, STARTS), (LAST, NOTES), (LAST, STARTS)]

    def test_a_story_goes_on_on_the_days_it_asks_for(self) -> None:
        timeline, seen = Timeline(LAST), []

        def story(first: dt.date) -> Iterator[dt.date]:
            for count in range(3):
                yield first + count * DAY
                seen.append(timeline.today)

        timeline.follow(story(SINCE))
        timeline.follow(story(SINCE + DAY))
        timeline.run()
        assert seen == [SINCE + each * DAY for each in (0, 1, 1, 2, 2, 3)]


class TestCaseloads:
    @pytest.fixture
    def loads(self) -> Caseloads:
        loads = Caseloads("north", "SW0", limit=4)
        for name, full_time in (("SW1", 1.0), ("SW2", 0.5)):
            loads.join(Worker(name, name, "north", SINCE, full_time=full_time))
        return loads

    def give(self, loads: Caseloads, number: int) -> str:
        holding = Holding(number, a_stage(SINCE, LAST, children=1))
        loads.hold(holding, SINCE, loads.lightest(), "FCONTA")
        return holding.worker

    def test_who_works_half_the_week_gets_half_the_children_and_nobody_more_than_the_limit(
        self, loads: Caseloads
    ) -> None:
        given = Counter()
        while loads.has_room():
            given[self.give(loads, given.total())] += 1
        assert given == {"SW1": 4, "SW2": 2}

    def test_the_manager_holds_what_nobody_else_can(self, loads: Caseloads) -> None:
        loads.leave("SW1")
        loads.leave("SW2")
        assert not loads.has_room()
        assert self.give(loads, 1) == "SW0"

    def test_a_case_given_on_ends_one_spell_and_begins_another(self, loads: Caseloads) -> None:
        holding = Holding(1, a_stage(SINCE, LAST))
        loads.hold(holding, SINCE, "SW1", "FCONTA")
        loads.release(holding, SINCE + DAY)
        loads.hold(holding, SINCE + DAY, loads.lightest("SW1"), "CHCHAN")
        loads.release(holding, LAST)
        spells = [(each.worker, each.start_date, each.end_date, each.reason) for each in holding.stage.spells]
        assert spells == [("SW1", SINCE, SINCE + DAY, "FCONTA"), ("SW2", SINCE + DAY, LAST, "CHCHAN")]


@pytest.fixture(scope="module")
def stages() -> list[Stage]:
    days = [dt.date(2021, 1, 4) + 7 * each * DAY for each in range(300)]
    return [a_stage(day + lag * DAY, day + (150 + lag) * DAY) for day in days for lag in (0, 2)]


@pytest.fixture(scope="module")
def sharing(stages: list[Stage]) -> Sharing:
    return shared(stages)


class TestSharing:
    def test_the_spells_of_a_stage_follow_one_another_inside_it(self, sharing: Sharing, stages: list[Stage]) -> None:
        held = [stage for stage in stages if stage.spells]
        assert len(held) > 0.98 * len([stage for stage in stages if stage.start_date <= LAST])
        for stage in held:
            assert stage.start_date <= stage.spells[0].start_date
            assert all(one.end_date <= other.start_date for one, other in pairwise(stage.spells))
            assert stage.spells[-1].end_date <= stage.end_date

    def test_whoever_holds_a_case_is_in_post(self, sharing: Sharing, stages: list[Stage]) -> None:
        workers = {worker.id: worker for worker in sharing.workers}
        for spell in (spell for stage in stages for spell in stage.spells):
            worker = workers[spell.worker]
            assert worker.start_date <= spell.start_date
            assert worker.end_date is None or spell.end_date <= worker.end_date

    def test_caseloads_come_near_the_usual_and_none_is_twice_it(self, sharing: Sharing, stages: list[Stage]) -> None:
        day = dt.date(2024, 6, 1)
        loads: Counter[str] = Counter()
        for stage in stages:
            for spell in stage.spells:
                loads[spell.worker] += 2 * (spell.start_date <= day < spell.end_date)
        held = [load for load in loads.values() if load]
        assert 10 <= sum(held) / len(held) <= 20
        assert max(held) < 32

    def test_posts_grow_with_the_work(self, sharing: Sharing) -> None:
        standing = [post for post in sharing.posts if post.end_date is None]
        assert len([post for post in sharing.posts if post.start_date == SINCE]) == 2
        assert 4 <= len(standing) <= 8

    def test_a_stage_that_waits_has_nobody_at_first(self) -> None:
        stage = a_stage(SINCE + 10 * DAY, LAST, waits_days=14)
        shared([stage])
        assert stage.spells[0].start_date == SINCE + 24 * DAY
        assert stage.worker_on(SINCE) == stage.spells[0].worker

    def test_cases_wait_while_every_caseload_is_full_but_not_for_ever(self) -> None:
        stages = [a_stage(SINCE + each * DAY, LAST, children=4) for each in range(1, 26)]
        shared(stages)
        waits = [(stage.spells[0].start_date - stage.start_date).days for stage in stages]
        assert waits[0] == 0
        assert 0 < max(waits) < 100

    def test_a_stage_before_workers_are_followed_names_nobody(self) -> None:
        stage = a_stage(dt.date(2001, 1, 1), dt.date(2001, 5, 1))
        shared([stage])
        assert stage.worker_on(SINCE) == ""

    def test_work_that_goes_away_takes_posts_with_it(self) -> None:
        sharing = shared([a_stage(SINCE + 5 * DAY, dt.date(2023, 6, 1), children=3) for _ in range(60)])
        made = len(sharing.posts)
        given_up = [post for post in sharing.posts if post.is_given_up]
        assert len(given_up) > made / 2
        for post in given_up:
            assert all(worker.start_date <= (post.end_date or LAST) for worker in post.workers)
