"""Job: a person asked what is held on them: everything, its sources, links and who looked, for an officer to review and redact."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sherwood.access import Reader, records_of_person, viewers
from sherwood.access.subject import Held, held_on
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.accounts import NoSuchAccount
from sherwood.outputs import excel
from sherwood.reports.document import Cell, Document, Section, Table, TableColumn
from sherwood.vocabulary.intervals import add_months

# UK GDPR Article 12(3): a month from the day of the request.
MONTHS_TO_ANSWER = 1
# What tells the person nothing and belongs to nobody's copy.
INNER = ("authority", "person_key")
WHY = {
    "third_party": "Names or tells of other people: redact what is theirs unless they agree or it is reasonable without",
    "serious_harm": "Health or harm: a professional says whether knowing it would seriously harm anybody",
    "adoption": "Adoption: disclosed under the Adoption and Children Act 2002 alone",
    "court": "Court or criminal records: ask the court, or legal advice, first",
    "": "May be copied to the person once read",
}


def subject(home: Home, authority: str, person: str, *, as_user: str | None, asked_on: dt.date) -> dict[str, Any]:
    """Everything held on a person given by record key or as `feed:number`; raises Problem for nobody, NotAllowed."""
    reader = Reader.current(home, authority)
    viewer = _viewer(home, authority, as_user)
    keys = records_of_person(reader, authority, person)
    if not keys:
        raise Problem("no record of that key or number is in the warehouse: give a record key, or feed:number")
    held = held_on(reader, viewer, keys)
    return {
        "record_keys": list(keys),
        "asked_on": asked_on.isoformat(),
        "answer_by": add_months(asked_on, MONTHS_TO_ANSWER).isoformat(),
        "sources": _sources(held),
        "tables": [_table(each) for each in held],
        "to_review": sum(len(each.rows) for each in held if each.table.review),
        "seen_by": _seen_by(home, keys),
    }


def workbook(answer: dict[str, Any]) -> bytes:
    """The answer as a workbook for the officer: a sheet a table, each row with why it is looked at and room for what was decided."""
    sections = [_section(each) for each in answer["tables"]]
    seen = _sheet("Who looked", ("when", "who", "what"), [tuple(each.values()) for each in answer["seen_by"]])
    document = Document(
        id="subject",
        title="Everything held on one person",
        question=f"Answer by {answer['answer_by']}. Read every row, decide, redact; then give the person the copy, not this file.",
        data_line=f"{answer['to_review']:,} rows need a second look.",
        scope_line="Everything, restricted records too.",
        sections=(*sections, Section("Who looked", (seen,))),
    )
    return excel.render(document)


def _viewer(home: Home, authority: str, as_user: str | None) -> Any:
    if as_user is None:
        return viewers.owner(home, authority)
    from sherwood.jobs.accounts import open_office

    open_office(home)
    from sherwood.office import directory

    account = directory.account_named(as_user)
    if account is None:
        raise NoSuchAccount(f"there is no account '{as_user}'; `sherwood user list` shows them")
    return viewers.for_account(home, account.id, authority)


def _sources(held: list[Held]) -> list[dict[str, Any]]:
    """Which feeds the rows were read from, and how many from each."""
    counts: dict[str, int] = {}
    for each in held:
        for row in each.rows:
            feed = str(row.get("feed") or "")
            counts[feed] = counts.get(feed, 0) + 1
    return [{"feed": feed, "rows": rows} for feed, rows in sorted(counts.items())]


def _table(held: Held) -> dict[str, Any]:
    rows = [{name: value for name, value in row.items() if name not in INNER} for row in held.rows]
    review = held.table.review or ""
    return {"table": held.table.name, "title": held.table.title, "review": review, "why": WHY[review], "rows": rows}


def _seen_by(home: Home, keys: tuple[str, ...]) -> list[dict[str, str]]:
    """Everybody who was shown one of the records, for the person may ask to whom it was disclosed."""
    from sherwood.office.presence import has_accounts

    if not has_accounts(home):
        return []
    from sherwood.office import audit, directory

    names = {each.id: each.display_name for each in directory.list_accounts()}
    return [
        {"at": each.at.isoformat(), "who": names.get(each.account_id, "at the keyboard"), "action": each.action}
        for each in audit.who_looked_at(keys, limit=100_000)
    ]


def _section(found: dict[str, Any]) -> Section:
    columns = tuple(found["rows"][0])
    rows = [(found["why"], "", *(_words(row[name]) for name in columns)) for row in found["rows"]]
    return Section(found["title"], (_sheet(found["title"], ("why to look", "decided", *columns), rows),))


def _sheet(caption: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Table:
    cells = tuple(tuple(Cell(str(value)) for value in row) for row in rows)
    shown = tuple(TableColumn(name.replace("_", " ").capitalize()) for name in columns)
    return Table(caption, shown, cells, empty="Nothing.")


def _words(value: object) -> str:
    return "" if value is None else str(value)
