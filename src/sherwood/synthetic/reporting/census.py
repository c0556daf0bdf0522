"""Synthetic: reads one year's children in need census back, one case after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sherwood.synthetic.reporting.columns import day_in

Day = dt.date | None
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True)
class Assessment:
    """An assessment: begun, authorised, and the factors found."""

    start_date: Day
    authorised_date: Day
    factors: tuple[str, ...]


@dataclass(frozen=True)
class Enquiry:
    """A section 47 enquiry and the initial conference it led to, if it did."""

    start_date: Day
    conference_date: Day


@dataclass(frozen=True)
class Plan:
    """A child protection plan."""

    start_date: Day
    end_date: Day
    category: str
    previous_plans: int


@dataclass(frozen=True)
class Case:
    """One CINdetails of a child."""

    child: str
    birth_date: Day
    sex: str
    ethnicity: str
    referral_date: Day
    source: str
    need: str
    close_date: Day
    close_reason: str
    is_no_further_action: bool
    conference_date: Day
    assessments: tuple[Assessment, ...]
    enquiries: tuple[Enquiry, ...]
    plans: tuple[Plan, ...]


def read_census(path: Path) -> list[Case]:
    """Every case of a census file, in its order."""
    return [case for child in etree.parse(path).getroot().iterfind("Children/Child") for case in _cases(child)]


def _cases(child: etree._Element) -> Iterator[Case]:
    for case in child.iterfind("CINdetails"):
        yield Case(
            child=_text(child, "ChildIdentifiers/LAchildID"),
            birth_date=_day(child, "ChildIdentifiers/PersonBirthDate"),
            sex=_text(child, "ChildIdentifiers/GenderCurrent") or _text(child, "ChildIdentifiers/Sex"),
            ethnicity=_text(child, "ChildCharacteristics/Ethnicity"),
            referral_date=_day(case, "CINreferralDate"),
            source=_text(case, "ReferralSource"),
            need=_text(case, "PrimaryNeedCode"),
            close_date=_day(case, "CINclosureDate"),
            close_reason=_text(case, "ReasonForClosure"),
            is_no_further_action=_text(case, "ReferralNFA") in _TRUE,
            conference_date=_day(case, "DateOfInitialCPC"),
            assessments=tuple(_assessment(each) for each in case.iterfind("Assessments")),
            enquiries=tuple(
                Enquiry(_day(each, "S47ActualStartDate"), _day(each, "DateOfInitialCPC"))
                for each in case.iterfind("Section47")
            ),
            plans=tuple(_plan(each) for each in case.iterfind("ChildProtectionPlans")),
        )


def _assessment(element: etree._Element) -> Assessment:
    factors = (each.text or "" for each in element.iterfind("FactorsIdentifiedAtAssessment/AssessmentFactors"))
    return Assessment(
        _day(element, "AssessmentActualStartDate"), _day(element, "AssessmentAuthorisationDate"), tuple(factors)
    )


def _plan(element: etree._Element) -> Plan:
    return Plan(
        _day(element, "CPPstartDate"),
        _day(element, "CPPendDate"),
        _text(element, "InitialCategoryOfAbuse"),
        int(_text(element, "NumberOfPreviousCPP") or 0),
    )


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _day(element: etree._Element, path: str) -> Day:
    return day_in(_text(element, path))
