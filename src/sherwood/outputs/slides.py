"""Outputs: the charts of a document as slides: a sentence, the picture with its words for who cannot see it, and notes with its figures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from sherwood.outputs.contents import heading_lines, plain
from sherwood.outputs.drawing import png
from sherwood.reports.document import Chart, Document

WIDE, HIGH = Inches(13.333), Inches(7.5)
EDGE = Inches(0.6)
TITLE_ONLY = 5
MOST_NOTED = 40


def render(document: Document) -> bytes:
    """Return the slides: one that says of what, as at when and marked how, then one a chart."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = WIDE, HIGH
    slides.core_properties.title = plain(document.title)
    first = _slide(slides, document.title)
    _words(first, [f"{label}: {value}" for label, value in heading_lines(document)])
    for chart in charts(document):
        _drawn(_slide(slides, chart.title), chart)
    stream = io.BytesIO()
    slides.save(stream)
    return stream.getvalue()


def charts(document: Document) -> Iterator[Chart]:
    """Yield every chart of a document in reading order."""
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Chart))


def _slide(slides: Slides, title: str) -> Slide:
    slide: Slide = slides.slides.add_slide(slides.slide_layouts[TITLE_ONLY])
    place = slide.shapes.title
    if place is not None:
        place.left, place.top, place.width, place.height = EDGE, Inches(0.35), Emu(WIDE - 2 * EDGE), Inches(1.1)
        place.text_frame.text = plain(title)
        place.text_frame.paragraphs[0].font.size = Pt(24)
    return slide


def _words(slide: Slide, lines: list[str]) -> None:
    box = slide.shapes.add_textbox(EDGE, Inches(1.7), Emu(WIDE - 2 * EDGE), Inches(5.2)).text_frame
    box.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = box.paragraphs[0] if number == 0 else box.add_paragraph()
        paragraph.text = plain(line)
        paragraph.font.size = Pt(16)


def _drawn(slide: Slide, chart: Chart) -> None:
    """Place the picture as large as it fits, with its sentence as alternative words and its table in the notes."""
    room = HIGH - Inches(1.6) - EDGE
    picture = slide.shapes.add_picture(io.BytesIO(png(chart)), EDGE, Inches(1.6), height=Emu(room))
    if picture.width > WIDE - 2 * EDGE:
        picture.height = Emu(round(picture.height * (WIDE - 2 * EDGE) / picture.width))
        picture.width = Emu(WIDE - 2 * EDGE)
    picture.left = Emu((WIDE - picture.width) // 2)
    # The library has no name for the attribute that screen readers read.
    drawn: Any = picture._element
    drawn.nvPicPr.cNvPr.set("descr", plain(f"{chart.title}. {chart.sentence}"))
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = plain("\n".join([chart.sentence, "", *_table(chart)]))


def _table(chart: Chart) -> Iterator[str]:
    yield "\t".join(column.label for column in chart.table.columns)
    for row in chart.table.rows[:MOST_NOTED]:
        yield "\t".join(cell.text for cell in row)
    if len(chart.table.rows) > MOST_NOTED:
        yield f"and {len(chart.table.rows) - MOST_NOTED} more rows"
