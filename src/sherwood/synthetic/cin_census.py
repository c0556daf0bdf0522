"""Synthetic: writes one year of the children in need census as XML, handing on a file such as a council sends in July.

Structure, names and order of elements: children in need census schemas of 2019 to 2026; element order is fixed by the schema.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sherwood.synthetic.lives import AssessmentRecord, EnquiryRecord, Life, ProtectionPlanRecord, ReferralRecord
from sherwood.synthetic.pupil_numbers import pupil_number_on
from sherwood.synthetic.shapes import Former
from sherwood.vocabulary.periods import Period

_LETTERS_FOR_SEX_FROM, _PLAN_DATES_FROM = "2024-25", "2021-22"
_NUMBER_FOR_SEX = {"M": "1", "F": "2", "U": "0"}
# No authority has this number.
_AUTHORITY_NUMBER = "999"
Element = etree._Element


@dataclass(frozen=True)
class Census:
    """One year's census as it stood on `cover_to`; codes are written as they were in that year."""

    year: Period
    cover_to: dt.date
    former: tuple[Former, ...]

    def message(self, lives: Iterable[Life]) -> Element:
        """The whole message: every child with a case open at any time in the year; `lives` as known on the day covered."""
        root = etree.Element("Message")
        self._header(etree.SubElement(root, "Header"))
        children = etree.SubElement(root, "Children")
        for life in lives:
            if cases := [each for each in life.referrals if self.touches(each)]:
                self._child(etree.SubElement(children, "Child"), life, cases)
        return root

    def touches(self, case: ReferralRecord) -> bool:
        """Whether a case was open at any time in the year, as far as it is covered."""
        return self._touches(case.referral_date, case.close_date)

    def _touches(self, start: dt.date, end: dt.date | None) -> bool:
        return start <= self.cover_to and (end is None or end >= self.year.first_day)

    def _code(self, code: str) -> str:
        """The code as it was written in this year's census."""
        return next((each.was for each in self.former if each.code == code and self.year.label <= each.until), code)

    def _header(self, header: Element) -> None:
        details = etree.SubElement(header, "CollectionDetails")
        _fill(details, ("Collection", "CIN"), ("Year", self.year.last_day.year), ("ReferenceDate", self.year.last_day))
        _fill(
            etree.SubElement(header, "Source"),
            ("SourceLevel", "L"),
            ("LEA", _AUTHORITY_NUMBER),
            ("SoftwareCode", "Made-up county"),
            ("Release", "1"),
            ("SerialNo", "001"),
            ("DateTime", f"{self.cover_to}T09:00:00"),
        )

    def _child(self, element: Element, life: Life, cases: list[ReferralRecord]) -> None:
        _fill(etree.SubElement(element, "ChildIdentifiers"), *self._identifiers(life))
        particulars = etree.SubElement(element, "ChildCharacteristics")
        _fill(particulars, ("Ethnicity", life.child.ethnicity))
        disabilities = etree.SubElement(particulars, "Disabilities")
        _fill(disabilities, *(("Disability", code) for code in life.disabilities or ("NONE",)))
        for case in cases:
            self._case(etree.SubElement(element, "CINdetails"), case)

    def _identifiers(self, life: Life) -> Iterator[tuple[str, object]]:
        child = life.child
        upn = pupil_number_on(child, self.cover_to)
        why_none = "UN6" if life.is_unborn else upn if upn.startswith("UN") else ""
        yield "LAchildID", child.number
        yield ("UPNunknown", why_none) if why_none else ("UPN", upn)
        yield "PersonBirthDate", None if life.is_unborn else child.birth_date
        yield "ExpectedPersonBirthDate", life.expected_birth_date if life.is_unborn else None
        sex = "U" if life.is_unborn else child.sex
        has_letters = self.year.label >= _LETTERS_FOR_SEX_FROM
        yield ("Sex", sex) if has_letters else ("GenderCurrent", _NUMBER_FOR_SEX[sex])
        yield "PersonDeathDate", life.death_date

    def _case(self, element: Element, case: ReferralRecord) -> None:
        _fill(
            element,
            ("CINreferralDate", case.referral_date),
            ("ReferralSource", self._code(case.source)),
            ("PrimaryNeedCode", case.primary_need),
            ("CINclosureDate", case.close_date),
            ("ReasonForClosure", self._code(case.close_reason)),
            ("DateOfInitialCPC", _conference_without_enquiry(case)),
        )
        for assessment in (each for each in case.assessments if self._touches(each.start_date, each.authorised_date)):
            self._assessment(etree.SubElement(element, "Assessments"), assessment)
        if self.year.label >= _PLAN_DATES_FROM:
            for need_plan in (each for each in case.need_plans if self._touches(each.start_date, each.end_date)):
                dates = ("CINPlanStartDate", need_plan.start_date), ("CINPlanEndDate", need_plan.end_date)
                _fill(etree.SubElement(element, "CINPlanDates"), *dates)
        for enquiry in (each for each in case.enquiries if self._touches(each.start_date, _last_day(each))):
            self._enquiry(etree.SubElement(element, "Section47"), enquiry)
        _fill(element, ("ReferralNFA", _flag(case.is_no_further_action)))
        for plan in (each for each in case.protection_plans if self._touches(each.start_date, each.end_date)):
            self._plan(etree.SubElement(element, "ChildProtectionPlans"), plan)

    def _assessment(self, element: Element, assessment: AssessmentRecord) -> None:
        _fill(
            element,
            ("AssessmentActualStartDate", assessment.start_date),
            ("AssessmentAuthorisationDate", assessment.authorised_date),
        )
        if factors := dict.fromkeys(self._code(each) for each in assessment.factors):
            block = etree.SubElement(element, "FactorsIdentifiedAtAssessment")
            _fill(block, *(("AssessmentFactors", code) for code in factors))

    def _enquiry(self, element: Element, enquiry: EnquiryRecord) -> None:
        is_not_required = enquiry.end_date is not None and enquiry.conference_target_date is None
        _fill(
            element,
            ("S47ActualStartDate", enquiry.start_date),
            ("InitialCPCtarget", enquiry.conference_target_date),
            ("DateOfInitialCPC", enquiry.conference_date),
            ("ICPCnotRequired", _flag(is_not_required)),
        )

    def _plan(self, element: Element, plan: ProtectionPlanRecord) -> None:
        _fill(
            element,
            ("CPPstartDate", plan.start_date),
            ("CPPendDate", plan.end_date),
            ("InitialCategoryOfAbuse", plan.initial_category),
            ("LatestCategoryOfAbuse", plan.latest_category),
            ("NumberOfPreviousCPP", plan.previous_plans),
        )
        if plan.review_dates:
            reviews = etree.SubElement(element, "Reviews")
            _fill(reviews, *(("CPPreviewDate", day) for day in plan.review_dates))


def write_census(path: Path, message: Element) -> int:
    """Write the message; return how many children it holds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(etree.tostring(message, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    return len(message.findall("Children/Child"))


def _fill(element: Element, *cells: tuple[str, object]) -> None:
    """Add one element for each cell that holds something, in the order given."""
    for tag, value in cells:
        if value is not None and value != "":
            etree.SubElement(element, tag).text = str(value)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _last_day(enquiry: EnquiryRecord) -> dt.date | None:
    """The day an enquiry was over: its conference where one was held, else its end; none while it goes on."""
    if enquiry.conference_target_date and not enquiry.conference_date:
        return None
    return enquiry.conference_date or enquiry.end_date


def _conference_without_enquiry(case: ReferralRecord) -> dt.date | None:
    """The initial conference of a plan that followed no enquiry here, as when the child moved in with a plan."""
    held = {each.conference_date for each in case.enquiries}
    return next((plan.conference_date for plan in case.protection_plans if plan.conference_date not in held), None)
