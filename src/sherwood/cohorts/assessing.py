"""Cohorts: every family assessed for a programme on a day, handed on with each criterion, its evidence and what is missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sherwood.cohorts.asking import BENEFIT, Answer, Asked, Person, PersonFact, answer, is_asked_of
from sherwood.cohorts.families import LOOKED_AFTER, Family, Spell, families_on
from sherwood.definitions.programmes import ProgrammeBook
from sherwood.definitions.shapes.programme import Indicator

ELIGIBLE, NOT_ELIGIBLE, CANNOT_TELL = "eligible", "not_eligible", "cannot_tell"


@dataclass(frozen=True)
class Known:
    """What is told of people: their homes, birth dates and facts, and the newest day each usable feed speaks of."""

    spells: Sequence[Spell]
    birth_dates: Mapping[str, dt.date]
    facts: Mapping[str, Sequence[PersonFact]]
    newest: Mapping[str, dt.date]


@dataclass(frozen=True)
class Evidence:
    """A fact that makes an indicator true, and of whom."""

    indicator: str
    person: Person
    fact: PersonFact


@dataclass(frozen=True)
class Criterion:
    """What is counted: whether it is met, None where that can't be told, by which indicators, and the evidence.

    `is_told` is false where no feed tells any of it: then nobody's answer hangs on it.
    """

    id: str
    met: bool | None
    is_told: bool
    indicators: Mapping[str, bool | None]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class FamilyResult:
    """One family, whether the programme is for it, and how that was found."""

    family: Family
    result: str
    criteria: tuple[Criterion, ...]
    one_short: bool


@dataclass(frozen=True)
class Assessment:
    """Every family assessed for one version of a programme on one day, and the feeds that were missing or stale."""

    programme: str
    as_at: dt.date
    families: tuple[FamilyResult, ...]
    missing_feeds: Mapping[str, str]
    not_told: tuple[str, ...]

    def counted(self) -> Mapping[str, int]:
        """How many families came out each way."""
        return Counter(each.result for each in self.families)

    def to_json(self, key_of: Callable[[str, str], str]) -> dict[str, Any]:
        """Return the shape of `families assess --json`; `key_of` makes the key of a `family` or a `person` that may be shown."""
        return {
            "programme": self.programme,
            "as_at": self.as_at.isoformat(),
            "missing_feeds": dict(self.missing_feeds),
            "not_told": list(self.not_told),
            "families": [_family_json(each, self.as_at, key_of) for each in self.families],
        }


def assess(book: ProgrammeBook, as_at: dt.date, known: Known) -> Assessment:
    """Assess every family that lives together on the day, by what is told of its members up to that day."""
    missing = _missing_feeds(book, as_at, known.newest)
    sitting = _sitting(book, Asked(as_at, book.of.closed_terms), missing, known.facts)
    families = tuple(
        _result(sitting, family)
        for family in families_on(as_at, known.spells, known.birth_dates, _looked_after(known.facts, as_at))
    )
    not_told = tuple(name for name, each in book.indicators.items() if each.pattern == "not_told")
    return Assessment(book.of.id, as_at, families, missing, not_told)


def decided(criteria: Iterable[bool | None], at_least: int) -> str:
    """Eligible with enough that are met; not eligible where even those that can't be told would not be enough; else nobody can tell."""
    met = Counter(criteria)
    if met[True] >= at_least:
        return ELIGIBLE
    return CANNOT_TELL if met[True] + met[None] >= at_least else NOT_ELIGIBLE


def _missing_feeds(book: ProgrammeBook, as_at: dt.date, newest: Mapping[str, dt.date]) -> dict[str, str]:
    """Name the feeds an indicator asks that never came, or whose newest word is too old, with which it is."""
    found: dict[str, str] = {}
    for indicator in book.indicators.values():
        for feed in indicator.feeds:
            if feed not in newest:
                found[feed] = "absent"
            elif indicator.fresh_days is not None and (as_at - newest[feed]).days > indicator.fresh_days:
                found[feed] = "stale"
    return found


def _looked_after(facts: Mapping[str, Sequence[PersonFact]], as_at: dt.date) -> set[str]:
    return {
        key
        for key, own in facts.items()
        if any(each.fact == LOOKED_AFTER and each.start_date <= as_at < each.until_date for each in own)
    }


_Kinds = Mapping[str, Sequence[PersonFact]]


_FamilyAnswer = tuple[bool | None, tuple[Evidence, ...]]


@dataclass(frozen=True)
class _Sitting:
    """What is the same for every family of one assessment.

    Facts by person and kind; the indicators that are counted together; those to be asked of a family at all: `heard` by the kind of
    fact they ask for and `silent` ones, which count silence; `aged` ones, which no feed tells of people of some ages; `untold`, what all
    others come to, with and without an adult; and criteria that rest on no evidence, by the answers they roll up, since most families
    have the same ones.
    """

    book: ProgrammeBook
    asked: Asked
    missing: Mapping[str, str]
    facts: Mapping[str, _Kinds]
    together: Mapping[str, Sequence[str]]
    heard: Mapping[str, Sequence[str]]
    silent: Sequence[str]
    aged: Sequence[str]
    untold: Mapping[bool, Mapping[str, _FamilyAnswer]]
    bare: dict[tuple[bool | None, ...], tuple[Criterion, ...]]


def _sitting(
    book: ProgrammeBook, asked: Asked, missing: Mapping[str, str], facts: Mapping[str, Sequence[PersonFact]]
) -> _Sitting:
    heard: dict[str, list[str]] = defaultdict(list)
    for name, indicator in book.indicators.items():
        if indicator.pattern != "not_told" and indicator.fact:
            heard[indicator.fact].append(name)
    silent = [
        name for name, each in book.indicators.items() if each.pattern != "not_told" and each.silence == "unknown"
    ]
    aged = [name for name, each in book.indicators.items() if each.pattern == "not_told" and each.min_age is not None]
    untold: dict[bool, dict[str, _FamilyAnswer]] = {
        has_adults: {
            name: (None if _is_unknown(each, missing, (), has_adults=has_adults) else False, ())
            for name, each in book.indicators.items()
        }
        for has_adults in (True, False)
    }
    return _Sitting(book, asked, missing, _by_kind(facts), _counted_together(book), heard, silent, aged, untold, {})


def _by_kind(facts: Mapping[str, Sequence[PersonFact]]) -> dict[str, _Kinds]:
    found: dict[str, _Kinds] = {}
    for key, own in facts.items():
        kinds: dict[str, list[PersonFact]] = defaultdict(list)
        for each in own:
            kinds[each.fact].append(each)
        found[key] = kinds
    return found


def _counted_together(book: ProgrammeBook) -> dict[str, list[str]]:
    """The indicators of each heading, or each by itself where needs are counted."""
    together: dict[str, list[str]] = defaultdict(list)
    for name, indicator in book.indicators.items():
        together[indicator.heading if book.of.counts == "headings" else name].append(name)
    return together


def _result(sitting: _Sitting, family: Family) -> FamilyResult:
    book = sitting.book
    kinds = {each.person_key: sitting.facts.get(each.person_key, {}) for each in family.members}
    answers = dict(sitting.untold[bool(family.adults)])
    told = {kind for of_person in kinds.values() for kind in of_person}
    for name in {*sitting.silent, *(name for kind in told for name in sitting.heard.get(kind, ()))}:
        answers[name] = _of_family(sitting, name, family, kinds)
    for name in sitting.aged:
        if not any(is_asked_of(book.indicators[name], each.birth_date, sitting.asked.as_at) for each in family.members):
            answers[name] = False, ()
    criteria = _criteria(sitting, answers)
    met = [each.met for each in criteria if each.is_told]
    return FamilyResult(
        family, decided(met, book.of.at_least), criteria, one_short=met.count(True) == book.of.at_least - 1
    )


def _of_family(sitting: _Sitting, name: str, family: Family, kinds: Mapping[str, _Kinds]) -> _FamilyAnswer:
    """True if it is of anybody; unknown if a feed is missing, nobody it asks about is known, or somebody's answer is unknown."""
    indicator, asked = sitting.book.indicators[name], sitting.asked
    # Of somebody of whom nothing of the kind is told the answer is no, unless silence says otherwise.
    kind, counts_silence = indicator.fact or "", indicator.silence == "unknown"
    answers: list[tuple[Person, Answer]] = [
        (each, answer(indicator, each.birth_date, kinds[each.person_key].get(kind, ()), asked))
        for each in family.members
        if (counts_silence or kind in kinds[each.person_key]) and is_asked_of(indicator, each.birth_date, asked.as_at)
    ]
    evidence = tuple(Evidence(name, person, fact) for person, found in answers if found.met for fact in found.evidence)
    if evidence:
        return True, evidence
    values = [found.met for _, found in answers]
    return None if _is_unknown(indicator, sitting.missing, values, has_adults=bool(family.adults)) else False, ()


def _is_unknown(
    indicator: Indicator, missing: Mapping[str, str], answers: Sequence[bool | None], *, has_adults: bool
) -> bool:
    """Whether an indicator that is true of nobody can't be told of a family."""
    if indicator.pattern == "not_told" or None in answers or any(feed in missing for feed in indicator.feeds):
        return True
    return indicator.who == "adult" and not has_adults


def _criteria(sitting: _Sitting, answers: Mapping[str, _FamilyAnswer]) -> tuple[Criterion, ...]:
    """Roll indicators up to what the programme counts; criteria without evidence are made once for all families with these answers."""
    if any(evidence for _, evidence in answers.values()):
        return tuple(_rolled(sitting, answers))
    key = tuple(met for met, _ in answers.values())
    if key not in sitting.bare:
        sitting.bare[key] = tuple(_rolled(sitting, answers))
    return sitting.bare[key]


def _rolled(sitting: _Sitting, answers: Mapping[str, _FamilyAnswer]) -> Iterable[Criterion]:
    """Each criterion. An indicator that no feed tells can add to what is met and never to what is unknown."""
    indicators = sitting.book.indicators
    for identifier, names in sitting.together.items():
        met = {name: answers[name][0] for name in names}
        told = [value for name, value in met.items() if indicators[name].pattern != "not_told"]
        evidence = tuple(each for name in names for each in answers[name][1])
        yield Criterion(identifier, _rolled_up(told), bool(told), met, evidence)


def _rolled_up(values: Sequence[bool | None]) -> bool | None:
    if True in values:
        return True
    return None if None in values or not values else False


def _family_json(found: FamilyResult, as_at: dt.date, key_of: Callable[[str, str], str]) -> dict[str, Any]:
    children = set(found.family.children)
    return {
        "family_key": key_of("family", found.family.anchor),
        "result": found.result,
        "one_short": found.one_short,
        "criteria": [
            {
                "id": each.id,
                "met": each.met,
                "evidence": [_evidence_json(row, as_at, key_of) for row in each.evidence],
                "indicators": dict(each.indicators),
            }
            for each in found.criteria
        ],
        "members": [
            {"person_key": key_of("person", each.person_key), "role": "child" if each in children else "adult"}
            for each in found.family.members
        ],
    }


def _evidence_json(row: Evidence, as_at: dt.date, key_of: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "indicator": row.indicator,
        "person_key": key_of("person", row.person.person_key),
        "feed": row.fact.feed,
        "source_row": row.fact.source_row,
        "fact": row.fact.fact,
        # Of the benefit match the day and yes or no go further, and which benefit it is does not.
        "detail": None if row.fact.fact == BENEFIT else row.fact.detail,
        "date": row.fact.start_date.isoformat(),
        "amount": row.fact.amount,
        "age_days": (as_at - row.fact.start_date).days,
    }
