"""Outputs: the charts of a document as slides: a sentence, the picture with its words for who cannot see it, and notes with its figures."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.shapes.picture import Picture
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from sherwood.outputs.contents import heading_lines, plain
from sherwood.outputs.drawing import png
from sherwood.reports.document import Chart, Document

WIDE, HIGH = Inches(13.333), Inches(7.5)
EDGE = Inches(0.6)
ROOM_BELOW = Inches(0.9)
# What the first slide says; whence the figures come stands whole in its notes.
FIRST = ("Marking", "Question", "Data", "You see", "Quarter")
TITLE_ONLY = 5
MOST_NOTED = 40
PROPERTIES = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"


def render(document: Document) -> bytes:
    """Return the slides: one that says of what, as at when and marked how, then one a chart."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = WIDE, HIGH
    slides.core_properties.title = plain(document.title)
    told = dict(heading_lines(document))
    first = _slide(slides, document.title)
    _words(first, [f"{label}: {told[label]}" for label in FIRST if label in told])
    _note(first, [f"{label}: {value}" for label, value in told.items()])
    for chart in charts(document):
        slide = _slide(slides, chart.title)
        _drawn(slide, chart)
        _line(slide, f"{chart.sentence} {told['Marking']}.".strip())
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


def _line(slide: Slide, words: str) -> None:
    """Write below the picture what it shows and how the slide is marked: slides are taken apart."""
    box = slide.shapes.add_textbox(EDGE, Emu(HIGH - ROOM_BELOW), Emu(WIDE - 2 * EDGE), Emu(ROOM_BELOW)).text_frame
    box.word_wrap = True
    box.paragraphs[0].text = plain(words)
    box.paragraphs[0].font.size = Pt(14)


def _note(slide: Slide, lines: list[str]) -> None:
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = plain("\n".join(lines))


def _drawn(slide: Slide, chart: Chart) -> None:
    """Place the picture as large as it fits, with its sentence as alternative words and its table in the notes."""
    room = HIGH - Inches(1.6) - ROOM_BELOW
    picture = slide.shapes.add_picture(io.BytesIO(png(chart)), EDGE, Inches(1.6), height=Emu(room))
    if picture.width > WIDE - 2 * EDGE:
        picture.height = Emu(round(picture.height * (WIDE - 2 * EDGE) / picture.width))
        picture.width = Emu(WIDE - 2 * EDGE)
    picture.left = Emu((WIDE - picture.width) // 2)
    _describe(picture, plain(f"{chart.title}. {chart.sentence}"))
    _note(slide, [chart.sentence, "", *_table(chart)])


def _describe(picture: Picture, words: str) -> None:
    """Set what screen readers read; the library has no name for it."""
    for properties in picture.element.iter(PROPERTIES):
        properties.set("descr", words)


def _table(chart: Chart) -> Iterator[str]:
    yield "\t".join(column.label for column in chart.table.columns)
    for row in chart.table.rows[:MOST_NOTED]:
        yield "\t".join(cell.text for cell in row)
    if len(chart.table.rows) > MOST_NOTED:
        yield f"and {len(chart.table.rows) - MOST_NOTED} more rows"
