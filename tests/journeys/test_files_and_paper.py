import csv
import io

import openpyxl
import pytest

REPORT = "/reports/placements/pl_stability"


def downloaded(page, link):
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    return waiting.value


def test_excel_opens_and_says_whose_children_and_how_fresh(person):
    manager = person("manager", REPORT)
    page = manager.page
    scope = page.locator(".app-data-line p").last.inner_text()
    file = downloaded(page, "Download as Excel")
    book = openpyxl.load_workbook(io.BytesIO(file.path().read_bytes()))
    words = "\n".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell)
    assert file.suggested_filename == "placements-pl_stability.xlsx"
    assert scope in words
    assert "Data to" in words
    assert len(book.worksheets) > 2


def test_csv_opens_and_carries_the_same_key_figures_as_the_page(person):
    manager = person("manager", REPORT)
    page = manager.page
    scope = page.locator(".app-data-line p").last.inner_text()
    shown = manager.figures()
    rows = list(csv.reader(io.StringIO(downloaded(page, "Download as CSV").path().read_text(encoding="utf-8-sig"))))
    said = [cell for row in rows for cell in row]
    assert scope in said
    for label, value in shown:
        assert any(row[:1] == [label] and row[1] == value.split(":")[0].strip() for row in rows), (label, value)


def test_filter_goes_into_the_file(person):
    page = person("manager", f"{REPORT}?as_at=2025-03-31").page
    assert "31 March 2025" in downloaded(page, "Download as CSV").path().read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("path", ["/", REPORT])
def test_paper_has_no_navigation_and_every_row(person, path):
    page = person("manager", path).page
    page.emulate_media(media="print")
    for hidden in ("nav[aria-label='Main']", ".govuk-skip-link", ".app-header__person", ".app-filters__row"):
        assert [each for each in page.locator(hidden).all() if each.is_visible()] == []
    assert page.locator(".app-figure").first.is_visible()
    lists = page.locator("main > section .app-table:not(details .app-table)")
    assert lists.locator("tbody tr").first.is_visible()
    assert all(
        box.evaluate("box => box.scrollHeight <= box.clientHeight")
        for box in page.locator("main .app-scroll:visible").all()
    )
