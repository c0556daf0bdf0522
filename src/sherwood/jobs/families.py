"""Job: families assessed for a programme, for whoever is at the keyboard; nothing is decided by it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sherwood.access import Permission, Viewer
from sherwood.access.events import FAMILIES_ASSESSED, audited
from sherwood.access.programme import ProgrammeRows, programme_rows
from sherwood.cohorts import Assessment, PersonFact, assess
from sherwood.cohorts.asking import Asked, first_day_asked
from sherwood.cohorts.assessing import Known
from sherwood.cohorts.families import LOOKED_AFTER, Spell
from sherwood.cohorts.what_if import Compared, compared, sensitivity, with_numbers, without_feeds
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.programmes import ProgrammeBook, load_programme
from sherwood.definitions.reading import suggestion
from sherwood.jobs.build import reader_known_at
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.office.presence import has_accounts
from sherwood.store import Reader
from sherwood.vocabulary.collecting import uncollected
from sherwood.vocabulary.identifiers import record_key


@dataclass(frozen=True)
class Assessed:
    """An assessment with the build and the rules it was made by, and the secret its keys are made with."""

    found: Assessment
    book: ProgrammeBook
    build_id: str
    authority: str
    secret: bytes

    def to_json(self) -> dict[str, Any]:
        """Return what `families assess --json` prints."""
        made_by = {"build": self.build_id, "rules": self.book.content_hash, "status": self.book.of.status}
        outside = self.book.of.out_of_force(self.found.as_at)
        with uncollected():
            found = self.found.to_json(self._key)
        return found | {"made_by": made_by, "notes": [outside] if outside else []}

    def _key(self, kind: str, key: str) -> str:
        """A family's key is made of that of the child it is known by; a person's is opaque as it stands."""
        return key if kind == "person" else record_key(self.secret, self.authority, kind, key)


@dataclass(frozen=True)
class Question:
    """A version of a programme asked on a day: who asks, of which build, and all that is known then."""

    viewer: Viewer
    reader: Reader
    book: ProgrammeBook
    as_at: dt.date
    known: Known


def question_of(
    home: Home,
    authority: str,
    programme: str,
    *,
    as_at: dt.date,
    known_at: dt.date | None = None,
    as_user: str | None = None,
) -> Question:
    """Gather what an assessment asks for, by what had arrived by the end of `known_at`, or by now.

    Families with a member whose record is closed to the viewer are left out. Raises Problem for an unknown programme and a day the files
    can't speak of, NotAllowed for somebody whom the programme does not employ.
    """
    book = load_programme(programme, load_catalogue(home.council))
    viewer = _viewer(home, authority, as_user)
    reader = reader_known_at(home, authority, known_at) if known_at else Reader.current(home, authority)
    return asked_of(reader, viewer, book, as_at)


def asked_of(reader: Reader, viewer: Viewer, book: ProgrammeBook, as_at: dt.date) -> Question:
    """Gather what an assessment asks for from one build, for one viewer. Raises Problem for a day the files can't speak of."""
    last = dt.date.fromisoformat(reader.manifest["data_date"])
    if as_at > last:
        raise Problem(f"the data end on {last}: choose that day or an earlier one for --as-at")
    rows = programme_rows(reader, viewer, facts_wanted(book, as_at), as_at=as_at)
    return Question(viewer, reader, book, as_at, known_of(rows))


def assess_families(
    home: Home,
    authority: str,
    programme: str,
    *,
    as_at: dt.date,
    known_at: dt.date | None = None,
    as_user: str | None = None,
) -> Assessed:
    """Assess every family on a day and write that it was done to the audit trail; raises as `question_of` does."""
    with uncollected():
        asked = question_of(home, authority, programme, as_at=as_at, known_at=known_at, as_user=as_user)
        found = assess(asked.book, as_at, asked.known)
    told: dict[str, str | int] = {"of": programme, "rows": len(found.families), "as_at": as_at.isoformat()}
    audited(asked.viewer, FAMILIES_ASSESSED, (), told)
    return Assessed(found, asked.book, asked.reader.manifest["build_id"], authority, home.secret("record-keys"))


def tried(asked: Question, numbers: Mapping[str, float], feeds: Collection[str], *, each: bool) -> tuple[Compared, ...]:
    """The cohort before and after: under other numbers and without some feeds together, or with each part left out in turn.

    The look is written to the trail. Raises Problem for a number or a feed there is not.
    """
    told: dict[str, str | int] = {"of": asked.book.of.id, "rows": 0, "as_at": asked.as_at.isoformat()}
    audited(asked.viewer, FAMILIES_ASSESSED, (), told)
    if each:
        return tuple(sensitivity(asked.book, asked.as_at, asked.known))
    of_book = {feed for indicator in asked.book.indicators.values() for feed in indicator.feeds}
    for feed in feeds:
        if feed not in of_book:
            raise Problem(f"no indicator of '{asked.book.of.id}' asks the feed '{feed}'{suggestion(feed, of_book)}")
    # A longer window asks for older facts than those gathered: it is asked again of the warehouse.
    book = with_numbers(asked.book, numbers)
    again = asked_of(asked.reader, asked.viewer, book, asked.as_at)
    what = ", ".join(
        (*(f"{name} = {value:g}" for name, value in numbers.items()), *(f"without {feed}" for feed in feeds))
    )
    after = assess(book, asked.as_at, without_feeds(again.known, feeds))
    return (compared(what or "nothing changed", assess(asked.book, asked.as_at, asked.known), after),)


def facts_wanted(book: ProgrammeBook, as_at: dt.date) -> dict[str, dt.date]:
    """The kinds of facts a programme asks for, each with the first day that one of its indicators looks back to."""
    wanted = {LOOKED_AFTER: as_at}
    for each in book.indicators.values():
        if each.fact:
            first = first_day_asked(each, Asked(as_at, book.of.closed_terms))
            wanted[each.fact] = min(first, wanted.get(each.fact, first))
    return wanted


def known_of(rows: ProgrammeRows) -> Known:
    """Arrange the rows by person; every home of somebody whose record is closed to the viewer is left out, with all who live there."""
    hidden = {place for key, place, *_ in rows.homes if key in rows.closed}
    spells = [Spell(*each) for each in rows.homes if each[1] not in hidden]
    by_person: dict[str, list[PersonFact]] = defaultdict(list)
    for key, *fact in rows.facts:
        by_person[key].append(PersonFact(*fact))
    births: Mapping[str, dt.date] = {str(key): day for key, day in rows.people}
    return Known(spells, births, by_person, rows.newest)


def _viewer(home: Home, authority: str, as_user: str | None) -> Viewer:
    """Who asks; whoever owns a home without accounts runs the programme there too, as there is nobody else."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    if has_accounts(home):
        return viewer
    return replace(viewer, permissions=viewer.permissions | {str(Permission.FAMILIES_ASSESS)})
