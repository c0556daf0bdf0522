import gzip
import io
import zipfile

import pytest

from sherwood.sources.errors import Refused
from sherwood.sources.kinds import kind_of

ODS = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(*parts: str | tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(*(part if isinstance(part, tuple) else (part, "x")))
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (b"", "empty", "ask for it again"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty", "ask for it again"),
        (b"\xff\xfe", "empty", "ask for it again"),
        (zipped("episodes.csv"), "ZIP archive", "unpack it"),
        (zipped("[Content_Types].xml", "word/document.xml"), "office document", "unpack it"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "binary Excel workbook", "as an Excel workbook (.xlsx)"),
        (zipped(("mimetype", ODS)), "OpenDocument file", "as an Excel workbook (.xlsx)"),
        (
            OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"),
            "Excel workbook of the older kind",
            "as an Excel workbook (.xlsx)",
        ),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password", "take the password off"),
        (b"%PDF-1.7 ...", "PDF", "as CSV, XML or an Excel workbook"),
        (gzip.compress(b"CHILD,SEX", mtime=0), "gzip", "unpack it"),
        (b"7z\xbc\xaf\x27\x1c....", "7-Zip", "unpack it"),
        (b"Rar!\x1a\x07", "RAR", "unpack it"),
        (b"BZh91AY", "bzip2", "unpack it"),
        (b"-----BEGIN PGP MESSAGE-----\n", "encrypted (PGP)", "decrypt it"),
        (b"Salted__abcdefgh\x00\x01", "encrypted", "decrypt it"),
        (b"SQLite format 3\0", "database", "as CSV, XML or an Excel workbook"),
        (b"CHILD,SEX\n1,\0\0\0\n", "no text file", "as CSV, XML or an Excel workbook"),
        (b"\x85\x02\x0c\x03\x00\x9f\x13", "no text file", "as CSV, XML or an Excel workbook"),
        (b"<!DOCTYPE html><html>Sign in</html>", "web page", "after signing in"),
        ("<?xml version='1.0' encoding='UTF-16'?><EXPSSDA903/>".encode("utf-16"), "UTF-16", "UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_remedy_that_fits_it(content, what, remedy):
    with pytest.raises(Refused) as refusal:
        kind_of(content)
    assert what in str(refusal.value)
    assert remedy in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"CHILD,SEX\n1,M\n", "csv"),
        (b"\xef\xbb\xbfCHILD,SEX\n", "csv"),
        ("CHILD\tSEX\n".encode("utf-16"), "csv"),
        (b"<?xml version='1.0'?><EXPSSDA903/>", "xml"),
        (b"\xef\xbb\xbf\n  <EXPSSDA903/>", "xml"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")[:200], "xlsx"),
        (b"PAR1....", "parquet"),
    ],
)
def test_what_is_read_is_told_by_its_first_bytes_whatever_the_name(content, kind):
    assert kind_of(content) == kind
