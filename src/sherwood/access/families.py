"""Access: which people of a programme are closed to a viewer, so that no family of theirs is shown to them, named or counted.

What was issued or claimed names people by their keys of that day. A person's key is the record key received first, so that it
changes when an earlier record is found to be theirs; every question here goes by the records, of today's build.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from sqlglot import exp

from sherwood.access.asking import Bound, as_type, column, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.errors import NotAllowed
from sherwood.access.kept import Answers, Kept
from sherwood.access.permissions import Permission, may
from sherwood.access.programme import feeds_of_programme
from sherwood.access.viewer import Viewer
from sherwood.definitions.programmes import PURPOSE
from sherwood.store import Reader

_PERSON, _RECORD = "asked_person", "asked_record"
# People whom the council works with, and the rest, whom the programme alone knows.
_RECORDS = ("person_record", "matching_store")
# The cohort is looked at often; of a county's million records the few that matter are looked up once a build.
_MOVED: Answers[Mapping[str, str | None]] = Answers(most=16)
_CLOSED: Kept[frozenset[str]] = Kept(most=64)
READERS = (Permission.FAMILIES_ASSESS, Permission.FAMILIES_READ, Permission.FAMILIES_CLAIMS)


def require_reader(viewer: Viewer) -> None:
    """Go on only for somebody whom the programme employs, for its own purpose; raises NotAllowed."""
    if PURPOSE not in viewer.purposes or not any(may(viewer, each) for each in READERS):
        raise NotAllowed("Families of the programme are shown to those who run it, for its purpose alone.")


def closed_to(reader: Reader, viewer: Viewer, people: Iterable[str]) -> frozenset[str]:
    """Of these keys, kept on whatever day, those of people whose record is closed to the viewer now.

    A key that no record has any more is closed: nobody can tell whose it was. Raises NotAllowed.
    """
    require_reader(viewer)
    ask, asked = Ask.of(reader, viewer, "f"), frozenset(people)
    known = _records(ask.bound, viewer, column("record_key", _RECORD)).where(
        ask.bound.listed(column("record_key", _RECORD), sorted(asked)), _is_open(ask)
    )
    return asked - {str(key) for (key,) in reader.select(known, ask.bound.values).rows}


def closed_in(
    reader: Reader, viewer: Viewer, name: Hashable, people: Callable[[], Iterable[str]]
) -> frozenset[str]:  # fmt: skip
    """As `closed_to`, of the very many people of one kept file, which `name` tells from others. Raises NotAllowed."""
    require_reader(viewer)

    def moved() -> Mapping[str, str | None]:
        return {key: now for key, now in people_now(reader, viewer, people()).items() if now != key}

    closed = _CLOSED.of_viewer(reader, viewer, "closed", lambda: _closed(reader, viewer))
    elsewhere = _MOVED.of_build(reader, (viewer.authority, name), moved)
    return closed | {key for key, now in elsewhere.items() if now is None or now in closed}


def people_now(reader: Reader, viewer: Viewer, keys: Iterable[str]) -> dict[str, str | None]:
    """Of each of these record keys, the key its person goes by in this build; None if no record has it any more."""
    bound, asked = Bound("w"), sorted(set(keys))
    names = (column(each, _RECORD) for each in ("record_key", "person_key"))
    known = _records(bound, viewer, *names).where(bound.listed(column("record_key", _RECORD), asked))
    found = {str(key): str(person) for key, person in reader.select(known, bound.values).rows}
    return {key: found.get(key) for key in asked}


def _closed(reader: Reader, viewer: Viewer) -> frozenset[str]:
    """Everybody of this build whose record is closed to the viewer."""
    ask = Ask.of(reader, viewer, "f")
    closed = _records(ask.bound, viewer, column("person_key", _RECORD)).where(exp.not_(_is_open(ask))).distinct()
    return frozenset(str(key) for (key,) in reader.select(closed, ask.bound.values).rows)


def _is_open(ask: Ask) -> exp.Expr:
    return exp.func("coalesce", conditions(ask, _RECORD, "child"), exp.false())


def _records(bound: Bound, viewer: Viewer, *columns: exp.Expr) -> exp.Select:
    """Columns of the records of everybody the authority was told of."""
    names = ("authority", "record_key", "person_key")
    worked_with, others = (exp.select(*(column(each, name) for each in names)).from_(table(name)) for name in _RECORDS)
    every = exp.union(worked_with, others, distinct=False).subquery(_RECORD)
    return exp.select(*columns).from_(every).where(column("authority", _RECORD).eq(bound.value(viewer.authority)))


def names_of(reader: Reader, viewer: Viewer, people: Iterable[str]) -> dict[str, str]:
    """Forename and surname, as most often written, of people of families, by the keys asked for, of feeds that may be used today.

    Whoever calls has written to the trail that they are shown.
    """
    asked = frozenset(people)
    now = people_now(reader, viewer, asked - closed_to(reader, viewer, asked))
    bound = Bound("n")
    named = (
        exp.select(*(column(each, _PERSON) for each in ("person_key", "forename", "surname")))
        .from_(table("programme_person", _PERSON))
        .where(
            column("authority", _PERSON).eq(bound.value(viewer.authority)),
            bound.one_of(column("feed", _PERSON), feeds_of_programme(viewer)),
            bound.listed(column("person_key", _PERSON), sorted(filter(None, now.values()))),
        )
    )
    found = {key: names for key, *names in reader.select(named, bound.values).rows}
    return {
        key: " ".join(each.title() for each in found[person] if each) for key, person in now.items() if person in found
    }


def ethnicities_of(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """The ethnicity told of everybody, for tables of fairness alone. Raises NotAllowed."""
    require_reader(viewer)
    bound = Bound("e")
    asked = (
        exp.select(column("person_key", _PERSON), column("ethnicity", _PERSON))
        .from_(table("programme_person", _PERSON))
        .where(column("authority", _PERSON).eq(bound.value(viewer.authority)))
    )
    return {str(key): str(told) for key, told in reader.select(asked, bound.values).rows if told}


def arrivals_of(reader: Reader, viewer: Viewer, loads: Iterable[str]) -> dict[str, str]:
    """For each of these loads, the file it was read from and the day it came. Raises NotAllowed."""
    require_reader(viewer)
    bound = Bound("l")
    columns = (column(each, "came") for each in ("load", "file", "received"))
    asked = (
        exp.select(*columns)
        .from_(table("landing_delivery", "came"))
        .where(
            column("authority", "came").eq(bound.value(viewer.authority)),
            bound.one_of(column("load", "came"), sorted(set(loads))),
        )
    )
    found = reader.select(asked, bound.values).rows
    return {str(load): f"{file}, received {received}" for load, file, received in found}


def districts_of(reader: Reader, postcodes: Iterable[str]) -> dict[str, str]:
    """The district of each of these postcodes that the directory has; a postcode is no person."""
    bound = Bound("d")
    asked = (
        exp.select(as_type(column("postcode", "p"), "VARCHAR"), column("district", "p"))
        .from_(table("postcode", "p"))
        .where(bound.one_of(column("postcode", "p"), sorted(set(postcodes))))
    )
    return {str(postcode): str(district) for postcode, district in reader.select(asked, bound.values).rows if district}
