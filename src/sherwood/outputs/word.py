"""Outputs: a document as an editable Word file: real headings and styles, tables whose first row repeats, pictures with words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from sherwood.outputs.contents import MARKING, NUMBERED, figures_table, heading_lines, plain, rows_held, widths
from sherwood.outputs.drawing import alternative, png
from sherwood.reports.document import Cell, Chart, Document, KeyFigures, Name, Note, Section, Table, Timeline

LANGUAGE = "en-GB"
FONT = "Arial"
A4 = (Cm(21), Cm(29.7))
# A table of more columns than this is read on a page turned to its side.
MOST_UPRIGHT = 7
HANGING = Cm(1)
# Room above and below a cell's words, in twentieths of a point.
CELL_ROOM = "40"
# A year or a date is not broken at the end of a line.
WITHIN_A_PERIOD = re.compile(r"(?<=\d)-(?=\d|Q)")
# A word always stands beside the colour; each is dark enough on white for small print.
TONES = {"late": "B10E1E", "soon": "7A4B00", "good": "00592F", "note": "4A4A4A"}


def render(document: Document) -> bytes:
    """Return the Word file; every text goes in as text, so that none becomes a field or a link."""
    file = docx.Document()
    _set_up(file, document)
    file.add_paragraph(plain(document.title), style="Title")
    if document.question:
        file.add_paragraph(plain(document.question), style="Subtitle")
    for section in document.sections:
        _write_section(file, section)
    file.add_heading("About this document", 1)
    _write_pairs(file, dict(heading_lines(document)))
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _set_up(file: WordFile, document: Document) -> None:
    """Give the file its title, language, typeface, paper, marking above and page number below."""
    properties = file.core_properties
    properties.title, properties.language = plain(document.title)[:255], LANGUAGE
    properties.author, properties.comments = plain(document.provenance.get("Made by", ""))[:255], ""
    page = file.sections[0]
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    _speak_english(file)
    for name, size in (
        ("Normal", 11),
        ("Title", 22),
        ("Subtitle", 13),
        ("Heading 1", 16),
        ("Heading 2", 13),
        ("Caption", 10),
    ):
        _set_font(file, name, size)
    page.header.paragraphs[0].text = plain(document.marking or MARKING)
    below = page.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.add_run("Page ")
    _add_field(below, "PAGE")
    below.add_run(" of ")
    _add_field(below, "NUMPAGES")


def _set_font(file: WordFile, name: str, size: int) -> None:
    """Give a style the document's typeface; the template's own headings are pale blue, too pale for some to read."""
    style: Any = file.styles[name]
    style.font.name, style.font.size, style.font.italic = FONT, Pt(size), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]


def _speak_english(file: WordFile) -> None:
    """Declare the language by which a screen reader speaks the text."""
    for each in file.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), LANGUAGE)


def _add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word works out, such as the page's number."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _write_section(file: WordFile, section: Section) -> None:
    is_wide = any(isinstance(each, Table) and len(each.columns) > MOST_UPRIGHT for each in section.blocks)
    if is_wide:
        _turn(file, WD_ORIENT.LANDSCAPE)
    if section.title:
        file.add_heading(plain(section.title), 1)
    for block in section.blocks:
        if isinstance(block, KeyFigures):
            _write_table(file, figures_table(section.title, block), above=section.title)
        elif isinstance(block, Table):
            _write_table(file, block, above=section.title)
        else:
            WRITERS[type(block)](file, block)
    if is_wide:
        _turn(file, WD_ORIENT.PORTRAIT)


def _turn(file: WordFile, way: WD_ORIENT) -> None:
    """Begin a page that lies or stands."""
    page = file.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = way
    page.page_width, page.page_height = A4 if way == WD_ORIENT.PORTRAIT else A4[::-1]


def _write_note(file: WordFile, note: Note) -> None:
    if note.heading:
        file.add_heading(plain(note.heading), 2)
    if note.text:
        _write_paragraph(file, plain(note.text))
    for point in note.points:
        file.add_paragraph(plain(point), style="List Bullet")


def _write_paragraph(file: WordFile, text: str) -> None:
    """Write a paragraph; the number of a numbered one stands before its lines."""
    numbered = NUMBERED.fullmatch(text)
    made = file.add_paragraph(f"{numbered[1]}\t{numbered[2]}" if numbered else text)
    if numbered:
        made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = HANGING, -HANGING
        made.paragraph_format.tab_stops.add_tab_stop(HANGING)


def _write_chart(file: WordFile, chart: Chart) -> None:
    """Write what happened, the picture with its words for those who do not see it, and the numbers."""
    file.add_heading(plain(chart.title), 2)
    if chart.spec:
        picture = file.add_picture(io.BytesIO(png(chart)), width=Cm(16))
        picture._inline.docPr.set("descr", plain(alternative(chart)))
    file.add_paragraph(plain(chart.sentence))
    _write_table(file, chart.table)


def _write_table(file: WordFile, table: Table, *, above: str = "") -> None:
    """Write a caption, unless it stands above, and a table without merged cells, whose first row is repeated on each page."""
    if table.caption != above:
        caption = file.add_paragraph(plain(table.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
    if not table.rows:
        file.add_paragraph(plain(table.empty))
        return
    size = Pt(9 if len(table.columns) <= MOST_UPRIGHT else 8)
    made = file.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    made._tbl.tblPr.find(qn("w:tblLook")).addprevious(_cell_room())
    made._tbl.tblPr.append(_marked("w:tblDescription", plain(f"{table.caption}. {rows_held(table)}")))
    for place, column in enumerate(table.columns):
        _write_text(made.rows[0].cells[place], column.label, size, bold=True, right=column.is_number)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _set_widths(file, made, widths(table))
    for row in table.rows:
        line = made.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, held) in enumerate(zip(line.cells, row, strict=True)):
            _write_cell(cell, held, size, right=table.columns[place].is_number)
    if table.total_rows is not None and table.total_rows > len(table.rows):
        file.add_paragraph(rows_held(table))
    file.add_paragraph()


def _set_widths(file: WordFile, made: Any, wanted: list[int]) -> None:
    """Share the page's width among the columns; new rows take the widths of the first."""
    page = file.sections[-1]
    room = int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)
    for column, cell, width in zip(made.columns, made.rows[0].cells, wanted, strict=True):
        column.width = cell.width = room * width // sum(wanted)


def _cell_room() -> Any:
    """Return the room above and below each cell's words."""
    room = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), CELL_ROOM)
        part.set(qn("w:type"), "dxa")
        room.append(part)
    return room


def _marked(name: str, value: str) -> Any:
    part = OxmlElement(name)
    part.set(qn("w:val"), value)
    return part


def _write_cell(cell: _Cell, held: Cell, size: Pt, *, right: bool) -> None:
    """Write a cell's text, its tag in words and in colour, and the line of detail below."""
    text = _write_text(cell, held.text, size, right=right)
    if held.tag is not None:
        run = text.add_run(f"{' ' if held.text else ''}{plain(held.tag.text)}")
        run.font.size, run.font.bold, run.font.color.rgb = size, True, RGBColor.from_string(TONES[held.tag.tone])
    if held.detail:
        cell.add_paragraph().add_run(plain(held.detail)).font.size = size


def _write_text(cell: _Cell, text: str, size: Pt, *, right: bool, bold: bool = False) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    run = paragraph.add_run()
    for place, part in enumerate(WITHIN_A_PERIOD.split(plain(text))):
        if place:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)
    run.font.size, run.font.bold = size, bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _write_pairs(file: WordFile, pairs: Mapping[str, str]) -> None:
    for label, value in pairs.items():
        paragraph = file.add_paragraph()
        paragraph.add_run(f"{plain(label)}: ").bold = True
        paragraph.add_run(plain(value))


def _write_timeline(file: WordFile, timeline: Timeline) -> None:
    """Write a child's history as its sentence: the lanes are drawn on the site alone."""
    file.add_heading(plain(timeline.title), 2)
    file.add_paragraph(plain(timeline.sentence))


def _write_name(file: WordFile, name: Name) -> None:
    """Write initials: a name never leaves the site in a file."""
    file.add_paragraph(plain(name.initials))


WRITERS: dict[type, Callable[[WordFile, Any], None]] = {
    Chart: _write_chart,
    Note: _write_note,
    Timeline: _write_timeline,
    Name: _write_name,
}
