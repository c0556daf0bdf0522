"""Reads a finished paper back from its Word file or PDF: what it says piece by piece, and every number in it."""

import io
import re
from collections import Counter
from dataclasses import dataclass

import docx
from docx.table import Table
from pypdf import PdfReader

NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?(?!\w)")
# Numbers told in words; a quarter of a year is a period.
IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million"
    r"|half|halves|thirds?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|quarters? of (?!a year)|three[- ]quarters"
    r"|twice|double[sd]?|triple[sd]?|treble[sd]?|dozens?|once|majority|minority|most)\b",
    re.IGNORECASE,
)
DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BELOW = re.compile(r"Page \d+ of \d+")


@dataclass(frozen=True)
class Piece:
    """A heading, paragraph, row or words for a picture, with the heading and caption it stands under."""

    kind: str
    heading: str
    caption: str
    texts: tuple[str, ...]

    @property
    def text(self):
        """All it says, in one line."""
        return " | ".join(self.texts)


def pieces(content):
    """Every piece of a Word file in reading order, its header and footer last."""
    file, found, heading, caption = docx.Document(io.BytesIO(content)), [], "", ""
    for block in file.iter_inner_content():
        if isinstance(block, Table):
            columns, *rows = [[cell.text for cell in row.cells] for row in block.rows]
            found.append(Piece("columns", heading, caption, tuple(columns)))
            found += [Piece("row", heading, caption, tuple(row)) for row in rows]
            continue
        style, text = block.style.name, block.text.replace("\t", " ")
        heading = text if style == "Heading 1" else heading
        caption = text if style in ("Caption", "Heading 2") else "" if style == "Heading 1" else caption
        found += [Piece("alternative", heading, caption, (each.get("descr"),)) for each in block._p.iter(DESCRIBED)]
        if text.strip():
            found.append(Piece(style, heading, caption, (text,)))
    page = file.sections[0]
    around = [*page.header.paragraphs, *page.footer.paragraphs]
    return [*found, *(Piece("around", "", "", (each.text,)) for each in around)]


def words_of_pdf(content):
    """What a PDF says, in one line, without the numbers of its pages."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return BELOW.sub(" ", " ".join(" ".join(pages).split()))


def numbers(text):
    """How often each number stands in a text, in figures or in words."""
    return Counter([*NUMBER.findall(text), *(each.lower() for each in IN_WORDS.findall(text))])


def alternatives(content):
    """The words for each picture of a PDF, as its tags hold them in reading order."""
    found, waiting = [], [PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            found += [node["/Alt"]] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    return found
