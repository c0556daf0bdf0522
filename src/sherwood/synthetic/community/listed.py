"""Synthetic: which adults the authority lists for the monthly match of benefits, and on which days, handed to the feed of answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sherwood.synthetic.community.antisocial import antisocial_behaviour
from sherwood.synthetic.community.crowd import OF_AGE, Crowd
from sherwood.synthetic.community.domestic import domestic_incidents
from sherwood.synthetic.community.offending import child_offences
from sherwood.synthetic.community.treating import treatment_of
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of, day_number
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.education import marks
from sherwood.synthetic.education.counted import Counted
from sherwood.synthetic.education.schooling import Schooling, schooling_of
from sherwood.synthetic.everyone import NOBODY, Days, Positions, Role
from sherwood.vocabulary.intervals import add_months

_AFTER_TRIGGER = 20
_DAYS_A_YEAR = 365
_DAYS_OF_FOUR_TERMS = 450
_SCHOOL_AGES = (5, 16)


def listed(draw: Draw, crowd: Crowd, courses: LifeCourses) -> tuple[Positions, Days]:
    """The adults listed at each match, one row an adult and match.

    For most of the years they are those of families who came to notice not too long before. In the last ones the authority lists
    everybody of whose family one sign is recorded, or of whose child no school tells: those whom the answer may decide.
    """
    matches = _matches(draw, crowd)
    named = _noticed(draw, crowd, courses, matches)
    wide = matches > day_number(add_months(date_of(crowd.last), -round(draw.rate("months_of_wide_lists"))))
    shown = _first_sign(draw, crowd, courses)[:, None] + _AFTER_TRIGGER <= matches[None, :]
    family, at = np.nonzero(np.where(wide[None, :], shown | named, named))
    owner, adult = crowd.everybody.of(family.astype(np.int32))
    day = matches[at[owner]]
    fits = crowd.is_alive(adult, day) & (crowd.ages(adult, day) >= OF_AGE) & (crowd.homes(adult, day) != NOBODY)
    fits[fits] &= _is_of_the_household(crowd, adult[fits], day[fits])
    return adult[fits], day[fits]


def _is_of_the_household(crowd: Crowd, adult: Positions, day: Days) -> NDArray[np.bool_]:
    """Whether each is a parent or partner, or a grown-up child or grandparent who lives with the head of the family."""
    head = crowd.heads[crowd.people.family[adult]]
    with_head = (head != NOBODY) & (crowd.homes(np.maximum(head, 0), day) == crowd.homes(adult, day))
    role = crowd.people.role[adult]
    found: NDArray[np.bool_] = ((role > Role.CHILD) & (role < Role.GRANDPARENT)) | with_head
    return found


def _matches(draw: Draw, crowd: Crowd) -> Days:
    """The last days of the months in which a list was matched."""
    last = date_of(crowd.last)
    months = round(draw.rate("months_of_matches"))
    ends = [day_number(add_months(last.replace(day=1), -month)) - 1 for month in range(months)]
    return np.array(sorted(day for day in ends if day >= crowd.first), np.int32)


def _noticed(draw: Draw, crowd: Crowd, courses: LifeCourses, matches: Days) -> NDArray[np.bool_]:
    """By family and match: whether some contact, call-out or offence had brought the family to notice, the stronger the more often."""
    family, day = _signs(crowd, courses)
    noticed: NDArray[np.bool_] = draw.happens("noticed", len(day))
    family, since = family[noticed], day[noticed]
    first = np.searchsorted(matches, since + _AFTER_TRIGGER)
    past = np.searchsorted(matches, since + _AFTER_TRIGGER + round(draw.rate("days_on_the_list")))
    changes = np.zeros((crowd.families, len(matches) + 1), np.int32)
    np.add.at(changes, (family, first), 1)
    np.add.at(changes, (family, past), -1)
    found: NDArray[np.bool_] = np.cumsum(changes, axis=1)[:, : len(matches)] > 0
    return found


def _signs(crowd: Crowd, courses: LifeCourses) -> tuple[Positions, Days]:
    """Contacts, call-outs, offences, anti-social behaviour and treatment: the family, and the day."""
    whom, when, _ = crowd.contacts
    domestic, offences = domestic_incidents(crowd, courses), child_offences(crowd, courses)
    behaviour, treatment = antisocial_behaviour(crowd, courses), treatment_of(crowd, courses)
    people = np.concatenate([whom, offences.person, behaviour.person, treatment.person])
    days = np.concatenate([when, offences.day, behaviour.day, treatment.referred])
    return np.concatenate([domestic.family, crowd.people.family[people]]), np.concatenate([domestic.day, days])


def _first_sign(draw: Draw, crowd: Crowd, courses: LifeCourses) -> Days:
    """The day on which the first sign of each family was recorded; long after the county's last day where there is none."""
    found = np.full(crowd.families, crowd.last + _DAYS_A_YEAR, np.int32)
    family, day = _signs(crowd, courses)
    np.minimum.at(found, family, day.astype(np.int32))
    of_school = _children_of_concern(draw, crowd, schooling_of(crowd.everyone, courses))
    np.minimum.at(found, crowd.people.family[of_school], np.int32(crowd.last - 2 * _DAYS_A_YEAR))
    return found


def _children_of_concern(draw: Draw, crowd: Crowd, schooling: Schooling) -> Positions:
    """Children who missed much of the last four terms, and those of school age of whom no school tells."""
    possible, missed = np.zeros((2, len(schooling.pupils)), np.int64)
    since = crowd.last - _DAYS_OF_FOUR_TERMS
    for stretch in schooling.years.stretches:
        if stretch.last >= since:
            told = Counted.of(schooling.registers_of(stretch), len(schooling.enrolments))
            pupil = schooling.enrolments.pupil[told.enrolment]
            np.add.at(possible, pupil, told.possible)
            np.add.at(missed, pupil, told.missed(marks.AUTHORISED) + told.missed(marks.UNAUTHORISED))
    absent = schooling.pupils.person[missed > draw.rate("share_missed_to_be_listed") * possible]
    children = np.flatnonzero(crowd.is_child).astype(np.int32)
    age = crowd.ages(children, np.full(len(children), crowd.last, np.int32))
    of_school = children[(age >= _SCHOOL_AGES[0]) & (age < _SCHOOL_AGES[1])]
    return np.concatenate([absent, np.setdiff1d(of_school, schooling.pupils.person[possible > 0])]).astype(np.int32)
