"""Job: a paper for a committee made from one build, kept as it was issued, and given again to the letter."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.access import NotAllowed, Permission, Viewer, require
from sherwood.access.events import ROWS_EXPORTED, audited
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.build import reader_known_at
from sherwood.measures.needs import lacking
from sherwood.reports import ReportRequest, desk_for
from sherwood.reports.document import Document, Table
from sherwood.reports.paper import PackRequest, committee_paper
from sherwood.reports.words import plural
from sherwood.sources import Erasures
from sherwood.store import Reader, mark_kept

FOLDER = "packs"
FIGURES = pa.schema(
    [
        ("paragraph", pa.int64()), ("measure", pa.string()), ("first_day", pa.date32()), ("last_day", pa.date32()),
        ("numerator", pa.float64()), ("denominator", pa.float64()), ("value", pa.float64()),
    ]
)  # fmt: skip
# Papers kept before it was noted what they count are taken for the county's.
WHOLE_COUNTY: dict[str, Any] = {"county": True, "grants": (), "workers": (), "restricted_all": False}
ABOUT = ("id", "title", "quarter", "audience", "known_at", "build", "catalogue_hash", "issued_at", "made_by")


class UnknownPack(Problem):
    """No paper of that name was issued; the message says how to see those that were."""


def issue_pack(
    home: Home, viewer: Viewer, name: str, asked: PackRequest, *, known_at: dt.date | None = None
) -> tuple[str, Document]:
    """Make a paper, keep it with its build, and return its identifier and the paper.

    Raises Problem for a quarter that is not over, NotAllowed without the permission to export, AuditNotWritten.
    """
    require(viewer, Permission.EXPORT_FIGURES)
    authority, catalogue = viewer.authority, load_catalogue(home.council)
    reader = reader_known_at(home, authority, known_at) if known_at else Reader.current(home, authority)
    desk = desk_for(reader, catalogue, load_council(home), viewer, ReportRequest())
    document = committee_paper(desk, catalogue.pack(name), asked)
    _write_to_trail(viewer, document, "paper")
    mark_kept(home, authority, reader.build_id)
    return _keep(home, viewer, document, asked, known_at), document


def pack_again(home: Home, viewer: Viewer, identifier: str, *, as_open_data: bool = False) -> Document:
    """Return a paper as it was issued; where people were erased since, it says how many.

    Raises UnknownPack for one that was not; NotAllowed for one of others' children or of what the viewer's purposes do not include,
    or for managers where it is to be open data.
    """
    from sherwood.outputs.kept import document_of

    require(viewer, Permission.EXPORT_FIGURES)
    for path in _files(home, viewer.authority):
        about = _about(path)
        if about["id"] == identifier:
            _require_sight(
                home, viewer, about, pq.read_table(path, columns=["measure"])["measure"].unique().to_pylist()
            )
            if as_open_data and about["audience"] == "managers":
                raise NotAllowed("Open data are of official figures alone: this paper was made for managers.")
            return _with_erasures(home, viewer.authority, about, document_of(about["document"]))
    raise UnknownPack(f"no pack '{identifier}' was issued: `sherwood pack list` shows those that were")


def packs_issued(home: Home, viewer: Viewer) -> list[dict[str, Any]]:
    """Return what was issued, the earliest first: what it is, of which build, known at which day."""
    require(viewer, Permission.EXPORT_FIGURES)
    return [{key: about[key] for key in ABOUT} for about in map(_about, _files(home, viewer.authority))]


def file_of(viewer: Viewer, document: Document, form: str) -> bytes:
    """Return the file, once it is written to the trail that it was taken. Raises AuditNotWritten."""
    from sherwood.outputs import forms

    _write_to_trail(viewer, document, form)
    return forms.render(document, form)


def _write_to_trail(viewer: Viewer, document: Document, form: str) -> None:
    from sherwood.outputs.contents import tables

    rows = sum(len(each.rows) for each in tables(document))
    audited(viewer, ROWS_EXPORTED, (), {"of": document.id, "rows": rows, "as": form})


def _with_erasures(home: Home, authority: str, about: dict[str, Any], document: Document) -> Document:
    """The paper with how many people were erased since the day it was issued: its figures are sums, and count them as they did."""
    issued = dt.datetime.fromisoformat(about["issued_at"]).date()
    gone = sum(each.authority == authority and each.on >= issued for each in Erasures.of(home).all())
    if not gone:
        return document
    words = f"{plural(gone, 'person', 'people')} since the day of issue; the figures count them as they did"
    return replace(document, provenance={**document.provenance, "Erased": words})


def _require_sight(home: Home, viewer: Viewer, about: dict[str, Any], measures: Iterable[str]) -> None:
    """Let a paper with small numbers in it go to those who may see today all that it counts; the others to all who may ask.

    Whoever made it is asked too: a role that was lost opens nothing it once did.
    """
    if about["audience"] != "managers":
        require(viewer, Permission.FIGURES_OFFICIAL)
        return
    if not _answers_for(viewer, about.get("sight", WHOLE_COUNTY)):
        raise NotAllowed("This paper was made for managers, of children others answer for.")
    reader, known = Reader.current(home, viewer.authority), load_catalogue(home.council).measures
    named = [measure for measure in known.values() if measure.name in set(measures)]
    if any(lacking(reader, viewer, measure) for measure in named):
        raise NotAllowed("This paper tells of what your purposes do not include.")


def _sight(viewer: Viewer) -> dict[str, Any]:
    """What the maker of a paper counted: whose children, and which restricted records."""
    return {
        "county": viewer.county,
        "workers": sorted(viewer.caseloads),
        "teams": sorted(viewer.team_ids),
        "services": sorted(viewer.service_ids),
        "grants": sorted({*viewer.grants, *viewer.opened}),
        "restricted_all": viewer.restricted_all,
    }


def _answers_for(viewer: Viewer, sight: dict[str, Any]) -> bool:
    """Whether a viewer's own figures count all that was counted.

    A caseload opens records that are restricted to others, the whole county's manager too: an adopted child's to the allocated worker.
    """
    mine = _sight(viewer)
    opens = (set(sight[name]) <= set(mine[name]) for name in ("grants", "workers"))
    if not viewer.restricted_all and (sight["restricted_all"] or not all(opens)):
        return False
    return viewer.county or not (
        sight["county"] or any(set(sight[name]) - set(mine[name]) for name in ("workers", "teams", "services"))
    )


def _keep(home: Home, viewer: Viewer, document: Document, asked: PackRequest, known_at: dt.date | None) -> str:
    """Write one file that is never changed again: the paper's figures as rows, and the whole of it beside them."""
    from sherwood.outputs.json import tree

    now = dt.datetime.now(dt.UTC)
    identifier = f"{document.id.rpartition('/')[2]}-{asked.quarter}-{asked.audience}-{now:%Y%m%dT%H%M%S%f}"
    about = {
        "id": identifier,
        "title": document.title,
        "quarter": asked.quarter,
        "audience": asked.audience,
        "known_at": known_at.isoformat() if known_at else None,
        "build": document.provenance["Build"],
        "catalogue_hash": document.provenance["Catalogue"],
        "issued_at": now.isoformat(),
        "made_by": viewer.display_name,
        "account": viewer.account_id,
        "sight": _sight(viewer),
        "document": tree(document),
    }
    table = pa.Table.from_pylist(list(_figures(document)), schema=FIGURES.with_metadata({"pack": json.dumps(about)}))
    folder = home.issued(viewer.authority) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{now:%Y%m%dT%H%M%S%f}-{identifier}.parquet"
    beside = final.with_suffix(".part")
    pq.write_table(table, beside)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.rename(final)
    return identifier


def _figures(document: Document) -> Iterator[dict[str, Any]]:
    """Yield the figures behind the text, which stand in the paper's last table."""
    block = document.sections[-1].blocks[0]
    for row in block.rows if isinstance(block, Table) else ():
        paragraph, measure, first, last, numerator, denominator, value = row
        yield {
            "paragraph": int(paragraph.number or 0),
            "measure": measure.text,
            "first_day": first.date,
            "last_day": last.date,
            "numerator": numerator.number,
            "denominator": denominator.number,
            "value": value.number,
        }


def _files(home: Home, authority: str) -> list[Path]:
    return sorted((home.issued(authority) / FOLDER).glob("*.parquet"))


def _about(path: Path) -> dict[str, Any]:
    """Return what a kept file says of its paper, the paper itself included."""
    metadata = pq.read_schema(path).metadata or {}
    about: dict[str, Any] = json.loads(metadata[b"pack"])
    return about
