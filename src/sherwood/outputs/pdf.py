"""Outputs: a document as a tagged PDF (PDF/UA-1), which Typst refuses to make where something could not be read aloud."""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from sherwood.outputs.contents import MARKING, NUMBERED, figures_table, heading_lines, plain, rows_held, widths
from sherwood.outputs.drawing import alternative, png
from sherwood.reports.document import Cell, Chart, Document, KeyFigures, Name, Note, Section, Table, Timeline

STANDARD: Literal["ua-1"] = "ua-1"
TEMPLATE = files("sherwood.outputs") / "templates" / "document.typ"
MOST_UPRIGHT = 7
# Latin, Greek and Cyrillic letters, dashes, quotation marks, the euro: what every typeface of the template can draw.
NOT_IN_EVERY_TYPEFACE = re.compile(
    r"[^\x00-\x7e\xa0-\u017f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0401-\u040c\u040e-\u044f"
    r"\u0451-\u045c\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac]"
)
# A fixed day, so that the same document gives the same bytes; when it was made stands in its own words.
STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class _Pages:
    """What the template is given: words as data, never as markup, and pictures by name."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}

    def of(self, document: Document) -> dict[str, Any]:
        """Return the whole document as plain objects."""
        return {
            "title": plain(document.title),
            "question": plain(document.question),
            "author": plain(document.provenance.get("Made by", "")),
            "marking": plain(document.marking or MARKING),
            "sections": [self.section(each) for each in document.sections],
            "about": [[plain(label), plain(value)] for label, value in heading_lines(document)],
        }

    def section(self, section: Section) -> dict[str, Any]:
        """Return a section; one with a wide table lies on its side."""
        is_wide = any(isinstance(each, Table) and len(each.columns) > MOST_UPRIGHT for each in section.blocks)
        blocks = [self.block(section.title, each) for each in section.blocks]
        return {"title": plain(section.title), "wide": is_wide, "blocks": blocks}

    def block(self, title: str, block: object) -> dict[str, Any]:
        """Return a block by its kind."""
        if isinstance(block, KeyFigures):
            return _table(figures_table(title, block), above=title)
        if isinstance(block, Table):
            return _table(block, above=title)
        if isinstance(block, Chart):
            return self._chart(block)
        if isinstance(block, Note):
            return _note(block.heading, block.text, *block.points)
        if isinstance(block, Timeline):
            return _note(block.title, block.sentence)
        return _note("", block.initials if isinstance(block, Name) else "")

    def _chart(self, chart: Chart) -> dict[str, Any]:
        name = f"picture-{len(self.pictures)}.png"
        if chart.spec:
            self.pictures[name] = png(chart)
        return {
            "kind": "chart",
            "title": plain(chart.title),
            "picture": name if chart.spec else "",
            "alt": plain(alternative(chart)),
            "sentence": plain(chart.sentence),
            "table": _table(chart.table),
        }


def render(document: Document) -> bytes:
    """Return the PDF; raises TypstError where the standard is not met.

    A letter that no typeface here can draw is spelled by its number, such as [U+4E2D]: left as it is it would be a blank box.
    """
    pages = _Pages()
    content = json.dumps(pages.of(document), ensure_ascii=False)
    try:
        return _made(content, pages.pictures)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _made(NOT_IN_EVERY_TYPEFACE.sub(lambda found: f"[U+{ord(found[0]):04X}]", content), pages.pictures)


def _made(content: str, pictures: dict[str, bytes]) -> bytes:
    """Compile the template with what it is given."""
    held = {"main.typ": TEMPLATE.read_bytes(), "document.json": content.encode(), **pictures}
    # Files in memory may hold text alone, so that pictures need a folder; it is readable by its owner only.
    with TemporaryDirectory() as folder:
        for name, each in held.items():
            (Path(folder) / name).write_bytes(each)
        return _compiled(Path(folder) / "main.typ")


def _compiled(path: Path) -> bytes:
    return typst.compile(path, root=path.parent, format="pdf", pdf_standards=[STANDARD], timestamp=STAMP)


def _table(table: Table, *, above: str = "") -> dict[str, Any]:
    """Return a table; its caption is left out where the same words stand above it."""
    held = rows_held(table) if (table.total_rows or 0) > len(table.rows) else ""
    return {
        "kind": "table",
        "caption": "" if table.caption == above else plain(table.caption),
        "columns": [{"label": plain(each.label), "right": each.is_number} for each in table.columns],
        "widths": widths(table),
        "rows": [[_cell(each) for each in row] for row in table.rows],
        "empty": plain(table.empty),
        "held": held,
    }


def _cell(cell: Cell) -> dict[str, str]:
    tag, tone = (cell.tag.text, cell.tag.tone) if cell.tag else ("", "note")
    return {"text": plain(cell.text), "tag": plain(tag), "tone": tone, "detail": plain(cell.detail)}


def _note(heading: str, text: str, *points: str) -> dict[str, Any]:
    numbered = NUMBERED.fullmatch(plain(text))
    number, words = numbered.groups() if numbered else ("", plain(text))
    told = [plain(each) for each in points]
    return {"kind": "note", "heading": plain(heading), "number": number, "text": words, "points": told}
