"""Access: which people of a programme are closed to a viewer, so that no family of theirs is shown to them, named or counted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from sherwood.access.asking import Bound, as_type, column, table
from sherwood.access.clauses import Ask, conditions
from sherwood.access.errors import NotAllowed
from sherwood.access.permissions import Permission, may
from sherwood.access.viewer import Viewer
from sherwood.definitions.programmes import PURPOSE
from sherwood.store import Reader

_PERSON = "asked_person"
READERS = (Permission.FAMILIES_ASSESS, Permission.FAMILIES_READ, Permission.FAMILIES_CLAIMS)


def require_reader(viewer: Viewer) -> None:
    """Go on only for somebody whom the programme employs, for its own purpose; raises NotAllowed."""
    if PURPOSE not in viewer.purposes or not any(may(viewer, each) for each in READERS):
        raise NotAllowed("Families of the programme are shown to those who run it, for its purpose alone.")


def closed_to(reader: Reader, viewer: Viewer, people: Iterable[str] | None = None) -> frozenset[str]:
    """The people whose record is closed to the viewer: of these, or of everybody the programme knows. Raises NotAllowed."""
    require_reader(viewer)
    ask = Ask.of(reader, viewer, "f")
    is_open = exp.func("coalesce", conditions(ask, _PERSON, "child"), exp.false())
    asked = (
        exp.select(column("person_key", _PERSON))
        .from_(table("programme_person", _PERSON))
        .where(column("authority", _PERSON).eq(ask.bound.value(viewer.authority)), exp.not_(is_open))
    )
    if people is not None:
        asked = asked.where(ask.bound.one_of(column("person_key", _PERSON), sorted(set(people))))
    return frozenset(str(key) for (key,) in reader.select(asked, ask.bound.values).rows)


def names_of(reader: Reader, viewer: Viewer, people: Iterable[str]) -> dict[str, str]:
    """Forename and surname, as most often written, of people of families; whoever calls has written to the trail that they are shown."""
    wanted = sorted(set(people) - closed_to(reader, viewer, people))
    bound = Bound("n")
    asked = (
        exp.select(*(column(each, _PERSON) for each in ("person_key", "forename", "surname")))
        .from_(table("programme_person", _PERSON))
        .where(
            column("authority", _PERSON).eq(bound.value(viewer.authority)),
            bound.one_of(column("person_key", _PERSON), wanted),
        )
    )
    found = reader.select(asked, bound.values).rows
    return {str(key): " ".join(each.title() for each in (first, last) if each) for key, first, last in found}


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
