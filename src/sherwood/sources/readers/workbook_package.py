"""Sources: opens the package of a workbook and refuses one that is damaged, protected or a bomb, before any sheet is read."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from sherwood.sources.errors import Refused

MEGABYTE = 1_000_000
MOST_MEGABYTES = 1_000
# The sheets of returns shrink to a tenth or a thirtieth; only a file made to fill a disk shrinks to less than this.
_MOST_SHRUNK = 200
_SMALL_MEGABYTES = 50
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CUT_SHORT = Refused(
    "this workbook is damaged or was cut short on its way", "ask for it again, or open it, save it anew and load that"
)


@dataclass(frozen=True)
class Package:
    """An open workbook file: where the XML of each sheet stands, by the sheet's name, and whether it carries macros."""

    archive: zipfile.ZipFile
    sheets: Mapping[str, str]
    has_macros: bool

    def sheet_xml(self, name: str) -> bytes:
        """The XML of a sheet; empty where the sheet is none of cells. Raises Refused if its bytes are damaged."""
        part = self.sheets.get(name, "")
        return read_part(self.archive, part) if part in self.archive.namelist() else b""


def open_package(content: bytes) -> Package:
    """Open a workbook's package; raises Refused, in words, for one that can't or must not be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _CUT_SHORT from error
    _refuse_bomb(archive, len(content))
    names = archive.namelist()
    sheets = _sheets(archive) if "xl/workbook.xml" in names else {}
    if not sheets:
        raise _CUT_SHORT
    for name in names:
        # What a part declares of its size is true only if it unpacks to that; the reader that follows relies on it.
        if name == "xl/sharedStrings.xml":
            read_part(archive, name)
    return Package(archive, sheets, any(name.endswith("vbaProject.bin") for name in names))


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part of the package; raises Refused if they are damaged or locked."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError) as error:
        raise _CUT_SHORT from error
    except RuntimeError as error:
        raise Refused(
            "this workbook is protected by a password", "take the password off, save it and load that"
        ) from error


def _refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = sum(each.file_size for each in archive.infolist())
    is_too_large = unpacked > MOST_MEGABYTES * MEGABYTE
    if is_too_large or (unpacked > _SMALL_MEGABYTES * MEGABYTE and unpacked > packed * _MOST_SHRUNK):
        raise Refused(
            f"this workbook would unpack to {unpacked / MEGABYTE:,.0f} megabytes, far more than a return holds",
            "check where it came from; if it is right, take out what is not part of the return, or split it",
        )


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where the XML of each sheet stands, by the sheet's name."""
    try:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        workbook = etree.fromstring(read_part(archive, "xl/workbook.xml"), parser)
        relations = etree.fromstring(read_part(archive, "xl/_rels/workbook.xml.rels"), parser)
    except etree.XMLSyntaxError as error:
        raise _CUT_SHORT from error
    targets = {str(each.get("Id")): str(each.get("Target")) for each in relations.iter("{*}Relationship")}
    found = {}
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(str(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)), "")
        found[str(sheet.get("name"))] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return found
