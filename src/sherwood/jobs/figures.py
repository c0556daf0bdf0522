"""Job: a measure's value or a report's file for the person at the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sherwood.access import Permission, Viewer, require, viewers
from sherwood.access.events import ROWS_EXPORTED, audited
from sherwood.access.trail import AtKeyboard
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.definitions.reading import suggestion
from sherwood.jobs.accounts import organisation_loaded
from sherwood.jobs.build import answered_otherwise, reader_known_at
from sherwood.measures import Series, evaluate
from sherwood.measures.official import official_grain
from sherwood.office.presence import has_accounts
from sherwood.reports import sees_official_alone
from sherwood.store import Reader
from sherwood.vocabulary.periods import Grain

DEFAULT_SPAN = {"day": 31, "week": 91, "month": 365, "quarter": 730, "year": 1460}


def viewer_at_keyboard(home: Home, authority: str, as_user: str | None) -> Viewer:
    """Return whose scope applies: the home's owner where there are no accounts, else the account named."""
    if not has_accounts(home):
        if as_user:
            raise Problem(f"this home has no accounts, so '{as_user}' can't be named: leave out --as")
        return viewers.owner(home, authority)
    if not as_user:
        raise Problem("this home has accounts: name one with --as USER, and that account's scope applies")
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import directory

    found = directory.account_named(as_user)
    if found is None or not found.is_active:
        raise Problem(f"there is no active account '{as_user}'; `sherwood user list` shows them")
    viewer = viewers.for_account(home, found.id)
    return replace(viewer, trail=AtKeyboard(viewer.trail))


def _refuse_days_without_data(
    reader: Reader, as_at: dt.date | None, date_from: dt.date | None, date_to: dt.date | None
) -> None:
    """Refuse a day the files cannot speak of and periods that end before they begin: an empty answer would look like none."""
    last = dt.date.fromisoformat(reader.manifest["data_date"])
    if as_at is not None and as_at > last:
        raise Problem(f"the data end on {last}: choose that day or an earlier one for --as-at")
    if date_from is not None and date_from > (date_to or last):
        raise Problem(
            f"the periods would begin on {date_from}, after {date_to or last}: choose an earlier --from or a later --to"
        )


def _refuse_unknown_places(home: Home, authority: str, where: Mapping[str, str]) -> None:
    """Refuse a worker, team or service that is on no list: an answer of nought would look like a figure.

    The empty text stands for those without one. Raises Problem with the nearest id.
    """
    known = organisation_loaded(home, authority)
    for kind, place in where.items():
        if place and kind in known and place not in known[kind]:
            raise Problem(f"there is no {kind} '{place}' in the warehouse{suggestion(place, known[kind])}")


def measure_value(
    home: Home,
    authority: str,
    name: str,
    *,
    where: Mapping[str, str],
    by: Sequence[str],
    date_from: dt.date | None,
    date_to: dt.date | None,
    grain: Grain | None,
    as_at: dt.date | None,
    known_at: dt.date | None,
    official: bool,
    as_user: str | None,
) -> Series:
    """Work out a measure; without dates, about a year of months (or four years) up to the data date."""
    viewer = viewer_at_keyboard(home, authority, as_user)
    catalogue = load_catalogue(home.council)
    measure = catalogue.measure(name)
    reader = reader_known_at(home, authority, known_at) if known_at else Reader.current(home, authority)
    is_official = official or sees_official_alone(viewer)
    chosen = official_grain(measure, grain) if is_official else grain or measure.grain
    _refuse_unknown_places(home, authority, where)
    _refuse_days_without_data(reader, as_at, date_from, date_to)
    last = date_to or as_at or dt.date.fromisoformat(reader.manifest["data_date"])
    first = date_from or last - dt.timedelta(days=DEFAULT_SPAN[chosen])
    series = evaluate(
        reader,
        catalogue,
        measure.id,
        viewer,
        date_from=first,
        date_to=last,
        grain=chosen,
        by=tuple(by),
        where=where,
        as_at=as_at,
        figures="official" if is_official else "openable",
    )
    others = answered_otherwise(home, authority, reader) if known_at else ()
    if not others:
        return series
    note = f"This day was answered before by other definitions (build {', '.join(others)}); this answer is by those of today."
    return replace(series, notes=(*series.notes, note))


def export_report(
    home: Home, authority: str, name: str, *, kind: str, where: Mapping[str, str], as_user: str | None
) -> bytes:
    """Return a report as a file's content, with the scope of the account named; that it was taken is written first.

    Raises NotAllowed without the permission to export, AuditNotWritten.
    """
    from sherwood.outputs import forms
    from sherwood.outputs.contents import tables
    from sherwood.reports import ReportRequest, assemble, desk_for

    viewer = viewer_at_keyboard(home, authority, as_user)
    require(viewer, Permission.EXPORT_FIGURES)
    catalogue = load_catalogue(home.council)
    desk = desk_for(Reader.current(home, authority), catalogue, load_council(home), viewer, ReportRequest(where=where))
    document = assemble(replace(desk, for_export=True), catalogue.report(name))
    rows = sum(len(each.rows) for each in tables(document))
    audited(viewer, ROWS_EXPORTED, (), {"of": document.id, "rows": rows, "as": kind})
    return forms.render(document, kind)
