"""Synthetic: early help to families, handed on as cases of their children."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sherwood.synthetic.cases import Member, Stage
from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import EarlyHelpCase
from sherwood.synthetic.teams import Teams
from sherwood.synthetic.workdays import Workdays

_COUNCIL, _STEPPED_UP = "Sherwood County Council", "Stepped up to social care"


@dataclass(frozen=True)
class HelpGiven:
    """When early help ended and whether it ended in a referral."""

    end_date: dt.date
    is_stepped_up: bool


class Helping:
    """Draws early help to its end; the council's own cases are held by its early help teams."""

    def __init__(self, chance: Chance, teams: Teams, workdays: Workdays) -> None:
        self._chance = chance
        self._teams = teams
        self._workdays = workdays
        # Stages thought of so far, each until somebody takes it to the teams.
        self.stages: list[Stage] = []

    def help(self, named: list[Member], start: dt.date, district: str) -> HelpGiven:
        """Give the children already born a case of early help from a working day on."""
        chance = self._chance
        named = [member for member in named if member.child.birth_date <= start and not member.death_date]
        end = self._workdays.from_day(start + dt.timedelta(days=chance.days("early_help")))
        assessed = self._workdays.from_day(start + dt.timedelta(days=chance.days("early_help_assessment")))
        why = chance.pick("early_help_end")
        organisation = chance.pick("early_help_organisation")
        stage = None
        if organisation == _COUNCIL:
            stage = Stage("early_help", self._teams.team("early_help", district).id, start, end, len(named))
            self.stages.append(stage)
        reason = chance.pick("early_help_reason")
        completed = assessed if assessed <= end else None
        case = EarlyHelpCase(start, end, reason, why, organisation, "", completed)
        for member in named:
            member.help_given.append((case, stage))
        return HelpGiven(end, why == _STEPPED_UP)
