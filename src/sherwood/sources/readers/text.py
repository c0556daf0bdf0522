"""Sources: turns the bytes of a text file into lines and tells its delimiter, for the CSV reader."""

from __future__ import annotations

import codecs
import csv

_DELIMITERS = (",", ";", "\t", "|")


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and a note where it was not UTF-8; a byte-order mark is no part of the text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), ("the file is UTF-16 and was read as such",)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = "the file is not UTF-8; it was read as Windows text (code page 1252)"
        return _windows_text(content), (note,)


def lines_of(text: str) -> list[str]:
    """The physical lines of a text, whichever way they end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def delimiter_of(header: str) -> str:
    """The delimiter that splits the header into most cells; a comma where none does."""
    return max(_DELIMITERS, key=lambda each: len(next(csv.reader([header], delimiter=each), [])))


def _windows_text(content: bytes) -> str:
    """Windows text; the five bytes that code page 1252 leaves undefined keep their number."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")
