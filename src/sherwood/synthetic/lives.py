"""Synthetic: everything recorded of a child outside care, as plain records handed to the writers of every feed's files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sherwood.synthetic.people import Child


@dataclass(frozen=True, slots=True)
class HomeAddress:
    """A stretch at one address; the end is the day the next begins, none while it lasts."""

    start_date: dt.date
    end_date: dt.date | None
    postcode: str
    district: str
    house: str
    street: str


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A contact with the front door: who made it (code of `contact_source`) and what was decided (of `contact_outcome`)."""

    contact_date: dt.date
    source: str
    outcome: str


@dataclass(frozen=True, slots=True)
class EarlyHelpCase:
    """Early help from start to end (none while open), why, and who leads it."""

    start_date: dt.date
    end_date: dt.date | None
    reason: str
    end_reason: str
    organisation: str
    worker: str
    assessment_completed_date: dt.date | None


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment; not authorised while open. `factors`: codes of `assessment_factor`."""

    start_date: dt.date
    authorised_date: dt.date | None
    is_child_seen: bool
    is_no_further_action: bool
    factors: tuple[str, ...]
    worker: str
    team: str


@dataclass(frozen=True, slots=True)
class EnquiryRecord:
    """A section 47 enquiry, begun by a strategy discussion on its first day, and the conference it led to."""

    start_date: dt.date
    end_date: dt.date | None
    is_no_further_action: bool
    conference_target_date: dt.date | None
    conference_date: dt.date | None
    led_to_plan: bool
    worker: str
    team: str


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit to the child."""

    visit_date: dt.date
    is_seen: bool
    is_seen_alone: bool


@dataclass(frozen=True, slots=True)
class ProtectionPlanRecord:
    """A child protection plan with its reviews and visits; no end while open."""

    start_date: dt.date
    end_date: dt.date | None
    initial_category: str
    latest_category: str
    previous_plans: int
    conference_date: dt.date
    review_dates: tuple[dt.date, ...]
    visits: tuple[VisitRecord, ...]


@dataclass(frozen=True, slots=True)
class NeedPlanRecord:
    """A child in need plan with its visits; no end while open."""

    start_date: dt.date
    end_date: dt.date | None
    visits: tuple[VisitRecord, ...]


@dataclass(frozen=True, slots=True)
class WorkerSpell:
    """A stretch in which one worker of one team was responsible; no end while it lasts. `reason`: of `reason_worker_changed`."""

    worker: str
    team: str
    start_date: dt.date
    end_date: dt.date | None
    reason: str


@dataclass(slots=True)
class ReferralRecord:
    """A referral and everything under it until the case closes (none while open)."""

    referral_date: dt.date
    source: str
    primary_need: str
    is_no_further_action: bool
    close_date: dt.date | None = None
    close_reason: str = ""
    worker: str = ""
    team: str = ""
    assessments: list[AssessmentRecord] = field(default_factory=list)
    enquiries: list[EnquiryRecord] = field(default_factory=list)
    protection_plans: list[ProtectionPlanRecord] = field(default_factory=list)
    need_plans: list[NeedPlanRecord] = field(default_factory=list)


@dataclass(slots=True)
class Life:
    """A child known to the authority's children's services.

    `child` holds number, birth date, sex, ethnicity, pupil number, family and home, and the periods of care if there were any (empty
    periods: never looked after). `care_visits` are the visits while looked after. An unborn child has an expected birth date only.
    `contacts_made` are the contacts as they were made, where what was entered of them differs; none where it does not.
    """

    child: Child
    forename: str
    surname: str
    expected_birth_date: dt.date | None = None
    is_unborn: bool = False
    death_date: dt.date | None = None
    disabilities: tuple[str, ...] = ()
    addresses: list[HomeAddress] = field(default_factory=list)
    contacts: list[ContactRecord] = field(default_factory=list)
    early_help: list[EarlyHelpCase] = field(default_factory=list)
    referrals: list[ReferralRecord] = field(default_factory=list)
    worker_spells: list[WorkerSpell] = field(default_factory=list)
    care_visits: list[VisitRecord] = field(default_factory=list)
    contacts_made: list[ContactRecord] | None = None

    @property
    def true_contacts(self) -> list[ContactRecord]:
        """The contacts as they were made, whatever was entered of them."""
        return self.contacts if self.contacts_made is None else self.contacts_made
