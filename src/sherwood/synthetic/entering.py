"""Synthetic: what was entered in the case system while recording was out of order, handed on beside what was true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sherwood.synthetic.chance import Chance
from sherwood.synthetic.lives import AssessmentRecord, ContactRecord, Life, ReferralRecord
from sherwood.synthetic.plantings import Planted, Plantings
from sherwood.synthetic.workdays import Workdays

_REFERRED, _OTHER_SOURCE = "referral", "10"
_DAYS_TO_CATCH_UP, _DAYS_TO_DECIDE = 5, 14
_ONE_DAY = dt.timedelta(days=1)


def enter(chance: Chance, lives: list[Life], plantings: Plantings, workdays: Workdays, last: dt.date) -> list[Life]:
    """The lives as they were entered: contacts of an outage missing or dated when they were typed in, sources and factors left out.

    Who took a contact as a referral entered it with the referral, so only the others can be missing or late. A life whose contacts are
    not as they were made keeps the true ones beside (`Life.contacts_made`).
    """
    entering = Entering(chance, plantings, workdays, last)
    if entering.has_work:
        for life in lives:
            entering.enter(life)
    return lives


class Entering:
    """Spoils records as planted failures of recording do, and nothing else."""

    def __init__(self, chance: Chance, plantings: Plantings, workdays: Workdays, last: dt.date) -> None:
        self._chance = chance
        self._outages = plantings.of_kind("recording_outage")
        self._backlogs = plantings.of_kind("recording_backlog")
        self._forms = plantings.of_kind("new_form")
        self._recoded = plantings.of_kind("source_recoded")
        self._of_contacts = (*self._outages, *self._backlogs, *self._recoded)
        self._workdays = workdays
        self._last = last
        self._entered: dict[tuple[int, ContactRecord], ContactRecord | None] = {}

    @property
    def has_work(self) -> bool:
        """Whether anything of the kind is planted at all."""
        return bool(self._outages or self._backlogs or self._forms or self._recoded)

    def enter(self, life: Life) -> None:
        """Put in the place of a life's records what was entered of them."""
        made = life.contacts
        entered = [self._contact(life, each) for each in made]
        if entered != made:
            life.contacts_made, life.contacts = made, [each for each in entered if each is not None]
        if self._forms or self._recoded:
            sources = {
                (each.contact_date, each.source): found.source
                for each, found in zip(made, entered, strict=True)
                if found and each.outcome == _REFERRED
            }
            life.referrals = [self._referral(each, sources) for each in life.referrals]

    def _contact(self, life: Life, record: ContactRecord) -> ContactRecord | None:
        """The contact as entered, the same for every child it names; None if it never was."""
        if not any(each.holds_on(record.contact_date) for each in self._of_contacts):
            return record
        key = life.child.family, record
        if key not in self._entered:
            self._entered[key] = self._drawn(life, record)
        return self._entered[key]

    def _drawn(self, life: Life, record: ContactRecord) -> ContactRecord | None:
        day = record.contact_date
        if self._falls(_on(self._recoded, day, record.source)):
            record = replace(record, source=_OTHER_SOURCE)
        if record.outcome == _REFERRED:
            return record
        if self._falls(_on(self._outages, day)):
            return None
        late = _on(self._backlogs, day, _district(life, day))
        if late and late.last_day and self._falls(late):
            typed = self._workdays.after(late.last_day, self._chance.random.randint(1, _DAYS_TO_CATCH_UP))
            if typed <= min(self._last, life.death_date or self._last):
                return replace(record, contact_date=typed)
        return record

    def _falls(self, planted: Planted | None) -> bool:
        """Whether this record is among the share that the failure touches."""
        return planted is not None and self._chance.share(planted.size)

    def _referral(self, referral: ReferralRecord, sources: dict[tuple[dt.date, str], str]) -> ReferralRecord:
        """The referral with the source its contact was entered with, and with what was entered of its assessments."""
        near = (referral.referral_date - days * _ONE_DAY for days in range(_DAYS_TO_DECIDE + 1))
        source = next((found for day in near if (found := sources.get((day, referral.source)))), referral.source)
        assessments = [self._assessment(each) for each in referral.assessments]
        return replace(referral, source=source, assessments=assessments)

    def _assessment(self, assessment: AssessmentRecord) -> AssessmentRecord:
        authorised = assessment.authorised_date
        is_left_out = authorised is not None and self._falls(_on(self._forms, authorised))
        return replace(assessment, factors=()) if is_left_out else assessment


def _on(planted: Iterable[Planted], day: dt.date, unit: str = "") -> Planted | None:
    return next((each for each in planted if each.unit in (unit, "") and each.holds_on(day)), None)


def _district(life: Life, day: dt.date) -> str:
    """The district of the home on the day; of the first one before anything is known."""
    homes: Sequence[str] = [each.district for each in life.addresses if each.start_date <= day]
    return homes[-1] if homes else life.child.home_district
