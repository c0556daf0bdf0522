"""Synthetic: follows a referral through assessment, plans and closing, and hands on the case at its natural end."""

from __future__ import annotations

import datetime as dt

from sherwood.synthetic.assessing import Assessing
from sherwood.synthetic.cases import ONE_DAY, Case, Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import NeedPlanRecord
from sherwood.synthetic.protecting import Protecting
from sherwood.synthetic.shapes import Work
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.workdays import Workdays
from sherwood.synthetic.workload import Workload

PLAN = "plan"
_ENDED, _TO_EARLY_HELP = "RC7", "RC9"
_DISABLED = "N2"
# No plan outlasts a childhood.
_LONGEST_DAYS = 18 * 365


class Referring:
    """Opens cases and takes them from team to team."""

    def __init__(self, chance: Chance, teams: Teams, workload: Workload, workdays: Workdays) -> None:
        self._chance = chance
        self._teams = teams
        self._workdays = workdays
        self.assessing = Assessing(chance, workload, workdays)
        self.protecting = Protecting(chance, workload, workdays)
        # Cases thought of so far, each until somebody takes it to the teams.
        self.opened: list[Case] = []

    def refer(self, day: dt.date, source: str, district: str, age: int, *, children: int, factor: float = 1.0) -> Case:
        """A case of a family referred on a working day; `factor` makes enquiries likelier."""
        chance = self._chance
        case = self.open(day, source, chance.pick("primary_need"), district, children)
        if chance.happens("referral_nfa"):
            case.is_nfa, case.need = True, ""
            case.close(self._workdays.after(day, chance.random.randint(0, 2)), _ENDED)
            return case
        self.hand(case, "assessment", self._workdays.after(day, chance.random.choice((0, 1, 1, 1))), district, children)
        if chance.share(min(chance.courses.rates["enquiry_at_referral"] * factor, 0.9)):
            self._enquired(case, district, age, children, factor)
        else:
            self._assessed(case, district, age, children, factor)
        if chance.happens("closed_early"):
            self._close_early(case)
        return case

    def refer_disabled(self, day: dt.date, source: str, district: str, age: int) -> Case:
        """A case of a disabled child, who stays for years with the team for it."""
        case = self.open(day, source, _DISABLED, district, 1)
        self.hand(case, "disability", self._workdays.after(day, 1), district, 1)
        team = case.stages[-1]
        assessed = self.assessing.assess(team.start_date, team.team, age, is_not_in_need=False)
        case.assessments.append(assessed)
        start = assessed.authorised_date or team.start_date
        self._close_after(case, self.need_plan(case, start, self._days("disability_plan")))
        return case

    def refer_to_plan(self, day: dt.date, source: str, district: str, age: int, *, children: int) -> Case:
        """A case that led to a protection plan: the history of a family that comes back."""
        case = self.open(day, source, self._chance.pick("primary_need"), district, children)
        team = self.hand(case, "assessment", self._workdays.after(day, 1), district, children)
        start = case.stages[-1].start_date
        authorised = self._assess(case, start, age, is_not_in_need=False)
        enquiry = self.protecting.enquire(case, self._workdays.after(start, 2), team, outcome="conference")
        if enquiry.plan_date:
            self.hand(case, "safeguarding", enquiry.plan_date, district, children)
            self._protect(case, enquiry.plan_date, age, not_before=authorised)
        else:
            self._close_on(case, authorised)
        return case

    def open(self, day: dt.date, source: str, need: str, district: str, children: int) -> Case:
        """A case on its first day, with the front door."""
        case = Case(day, source, need)
        self.opened.append(case)
        self.hand(case, "front_door", day, district, children)
        return case

    def hand(self, case: Case, work: Work, day: dt.date, district: str, children: int) -> str:
        """Hand the case to the team that does this work in the district; return the id of the team that has it now."""
        case.pass_to(self.stage(work, day, district, children))
        return case.stages[-1].team

    def stage(self, work: Work, day: dt.date, district: str, children: int) -> Stage:
        """A stretch with the team for this work from a day on; some families wait before a worker is allocated."""
        waits = 0
        if work != "front_door" and self._chance.happens("never_allocated_at_once"):
            waits = self._chance.days("waits_for_worker")
        return Stage(work, self._teams.team(work, district).id, day, dt.date.max, children, waits)

    def need_plan(self, case: Case, start: dt.date, days: int) -> NeedPlanRecord:
        """Add a child in need plan; its visits are not made yet."""
        plan = NeedPlanRecord(start, start + dt.timedelta(days=days), ())
        case.need_plans.append(plan)
        return plan

    def _days(self, length: str) -> int:
        return min(self._chance.days(length), _LONGEST_DAYS)

    def _assess(self, case: Case, start: dt.date, age: int, *, is_not_in_need: bool) -> dt.date:
        found = self.assessing.assess(start, case.stages[-1].team, age, is_not_in_need=is_not_in_need)
        case.assessments.append(found)
        return found.authorised_date or start

    def _assessed(self, case: Case, district: str, age: int, children: int, factor: float) -> None:
        """The way of most referrals: an assessment, then nothing further, early help or a plan."""
        outcome = self._chance.pick("after_assessment")
        start = case.stages[-1].start_date
        authorised = self._assess(case, start, age, is_not_in_need=outcome != PLAN)
        if outcome != PLAN:
            case.close(self._workdays.after(authorised, self._chance.random.randint(0, 2)), outcome)
            return
        self.hand(case, "safeguarding", authorised, district, children)
        self._need(case, authorised, district, age, children, factor)

    def _enquired(self, case: Case, district: str, age: int, children: int, factor: float) -> None:
        """An enquiry beside the assessment: a conference and a plan, support as a child in need, or nothing further."""
        stage = case.stages[-1]
        enquiry = self.protecting.enquire(
            case, self._workdays.after(stage.start_date, self._chance.random.randint(0, 4)), stage.team
        )
        has_no_action = enquiry.record.is_no_further_action
        authorised = self._assess(case, stage.start_date, age, is_not_in_need=has_no_action)
        done = max(authorised, enquiry.record.end_date or authorised)
        if enquiry.plan_date:
            self.hand(case, "safeguarding", max(enquiry.plan_date, stage.start_date + ONE_DAY), district, children)
            self._protect(case, enquiry.plan_date, age, not_before=authorised)
        elif has_no_action:
            case.close(self._workdays.after(done, 1), _ENDED)
        else:
            self.hand(case, "safeguarding", done, district, children)
            self._need(case, done, district, age, children, factor)

    def _need(self, case: Case, start: dt.date, district: str, age: int, children: int, factor: float) -> None:
        """A child in need plan to its end, unless an enquiry on the way leads to a protection plan."""
        chance = self._chance
        days = self._days("child_in_need_plan")
        self._reassess(case, start, days, age)
        day = self._workdays.from_day(start + dt.timedelta(days=chance.random.randint(5, max(days, 6))))
        if chance.share(min(chance.courses.rates["enquiry_in_plan"] * factor, 0.9)):
            enquiry = self.protecting.enquire(case, day, case.stages[-1].team)
            if enquiry.plan_date:
                self.need_plan(case, start, (enquiry.plan_date - start).days)
                self._protect(case, enquiry.plan_date, age, not_before=self._last_authorised(case))
                return
            days = max(days, ((enquiry.record.end_date or day) - start).days)
        self._close_after(case, self.need_plan(case, start, days))

    def _protect(self, case: Case, start: dt.date, age: int, *, not_before: dt.date) -> None:
        """A protection plan to its end, and what follows it."""
        plan = self.protecting.plan(case, start, case.stages[-1].team)
        end = plan.end_date or start
        self._reassess(case, start, (end - start).days, age)
        if self._chance.pick("after_plan") == PLAN:
            self._close_after(case, self.need_plan(case, end, self._days("child_in_need_plan")))
        else:
            self._close_on(case, max(end, not_before))

    def _reassess(self, case: Case, start: dt.date, days: int, age: int) -> None:
        if days > 120 and self._chance.happens("reassessed"):
            day = self._workdays.from_day(start + dt.timedelta(days=self._chance.random.randint(60, days - 50)))
            self._assess(case, day, age, is_not_in_need=False)

    def _last_authorised(self, case: Case) -> dt.date:
        return max((each.authorised_date or each.start_date for each in case.assessments), default=case.referral_date)

    def _close_after(self, case: Case, plan: NeedPlanRecord) -> None:
        self._close_on(case, max(plan.end_date or plan.start_date, self._last_authorised(case)))

    def _close_on(self, case: Case, day: dt.date) -> None:
        done = max([day, self._last_authorised(case), *(each.end_date or day for each in case.enquiries)])
        case.close(self._workdays.after(done, self._chance.days("plan_end_to_close")), _ENDED)

    def _close_early(self, case: Case) -> None:
        """Break the case off: everything in it ends on the day the family moved or the case was closed at a stroke."""
        days = (case.close_date - case.referral_date).days
        if days > 90:
            day = self._workdays.from_day(
                case.referral_date + dt.timedelta(days=self._chance.random.randint(60, days - 10))
            )
            case.stages = [stage for stage in case.stages if stage.start_date < day]
            case.close(day, self._chance.pick("reason_closed_early"))
