"""Sources: tells what sort of file something is from its first bytes, and refuses those that no reader can open."""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import Literal

from sherwood.sources.errors import Refused

FileKind = Literal["csv", "xml", "xlsx", "parquet"]

_SAVE_ANEW = "open it, save it as an Excel workbook (.xlsx) and load that"
_UNPACK = "unpack it and load the files inside"
_DECRYPT = "decrypt it first and load the file inside"
_ASK_AGAIN = "ask for it again as CSV, XML or an Excel workbook (.xlsx)"

_OFFICE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_ZIP = b"PK\x03\x04"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "this is a PDF document, which holds pages and not rows", _ASK_AGAIN),
    (b"\x1f\x8b", "this is a compressed (gzip) file", _UNPACK),
    (b"BZh", "this is a compressed (bzip2) file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "this is a 7-Zip archive", _UNPACK),
    (b"Rar!", "this is a RAR archive", _UNPACK),
    (b"-----BEGIN PGP", "this file is encrypted (PGP)", _DECRYPT),
    (b"Salted__", "this file is encrypted", _DECRYPT),
    (b"SQLite format 3", "this is a database file", _ASK_AGAIN),
)


def kind_of(content: bytes) -> FileKind:
    """What sort of file the content is, whatever it is called; raises Refused with the remedy for what no reader opens."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise Refused("the file is empty", "ask for it again, or leave it out if there is nothing to return")
    if content.startswith(_ZIP):
        return _packed_kind(content)
    if content.startswith(b"PAR1"):
        return "parquet"
    _refuse_older_office(content)
    for signature, what, remedy in _SIGNATURES:
        if content.startswith(signature):
            raise Refused(what, remedy)
    if content.startswith(_UTF16):
        return _wide_text_kind(content)
    if b"\0" in content:
        raise Refused("this is no text file: it is damaged, encrypted or of another kind", _ASK_AGAIN)
    return _text_kind(content.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower())


def _packed_kind(content: bytes) -> FileKind:
    """Take an Excel workbook for one; raise Refused for the other files that are packed in the same way."""
    names = _names_in(content)
    if "xl/workbook.bin" in names:
        raise Refused("this is a binary Excel workbook (.xlsb)", _SAVE_ANEW)
    if _OPEN_DOCUMENT in content[:200]:
        raise Refused("this is an OpenDocument file (.ods)", _SAVE_ANEW)
    if any(name.startswith("xl/") for name in names) or (not names and b"xl/w" in content):
        return "xlsx"
    raise Refused("this is a ZIP archive or an office document", _UNPACK)


def _names_in(content: bytes) -> list[str]:
    """Return the names of what is packed; none where the list of them, which stands at the end, was cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def _refuse_older_office(content: bytes) -> None:
    """Raise Refused for the files of older office programs and for protected ones, in the words that fit each."""
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if _OFFICE_ENCRYPTED in content:
            raise Refused("this is a workbook protected by a password", "take the password off, save it and load that")
        raise Refused("this is an Excel workbook of the older kind (.xls)", _SAVE_ANEW)


def _wide_text_kind(content: bytes) -> FileKind:
    """Take UTF-16, which spreadsheets write as "Unicode text", for CSV but not for XML."""
    if content[:200].decode("utf-16", errors="ignore").lstrip().startswith("<"):
        raise Refused("this XML is in UTF-16, not in UTF-8 as the return asks", "save it as UTF-8, or ask for it again")
    return "csv"


def _text_kind(start: bytes) -> FileKind:
    if not start.startswith(b"<"):
        return "csv"
    if start.startswith((b"<html", b"<!doctype html")):
        raise Refused(
            "this is a web page, perhaps a sign-in page saved in the file's place",
            "download the file again after signing in",
        )
    return "xml"
