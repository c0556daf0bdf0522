import openpyxl
import pytest
from tests.support import samples

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.readers.workbook import open_workbook, read_sheet
from sherwood.sources.sheets import choose_sheets

SAMPLES = samples.FOLDER / "annex_a"
FEED = load_catalogue().feed("annex_a")
TABLES = FEED.years[max(FEED.years)].tables

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the sample workbook is not at {SAMPLES}")


@pytest.fixture(scope="module")
def read():
    opened = open_workbook("Annex_A.xlsx", (SAMPLES / "Annex_A.xlsx").read_bytes())
    chosen = choose_sheets(opened, TABLES).chosen
    return {name: read_sheet(sheet, name, TABLES[name], 1000) for name, sheet in chosen.items()}


@pytest.fixture(scope="module")
def shown():
    """The filled cells of each sheet below its headings, as another reader sees them."""
    workbook = openpyxl.load_workbook(SAMPLES / "Annex_A.xlsx", data_only=True)
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in workbook}


def test_every_list_of_the_sample_is_found(read):
    assert set(read) == set(TABLES)


def test_every_row_and_every_filled_cell_of_the_sample_arrives(read, shown):
    for raw in read.values():
        rows = [row for row in shown[raw.sheet] if any(cell is not None for cell in row)]
        assert len(raw.lines) == len(rows)
        filled = sum(1 for row in rows for cell in row if cell is not None and str(cell).strip())
        passed_over = [note for note in raw.notes if "was not read (" in note]
        assert not passed_over
        assert sum(1 for cells in raw.columns.values() for cell in cells if cell.strip()) == filled


def test_days_and_numbers_of_the_sample_are_those_that_the_sheet_shows(read, shown):
    contacts = read["contacts"]
    days = [row[5].date().isoformat() for row in shown[contacts.sheet]]
    assert contacts.columns["contact_date"] == days
    assert [int(child) for child in contacts.columns["child"]] == [row[0] for row in shown[contacts.sheet]]
    assert [float(age) for age in contacts.columns["age"]] == [row[4] for row in shown[contacts.sheet]]


def test_formulas_of_the_sample_are_named_where_they_stand(read):
    with_formulas = {name for name, raw in read.items() if any(note.startswith("formulas in") for note in raw.notes)}
    assert with_formulas == {"adoption", "adopters"}


def test_error_marks_of_the_sample_are_kept_as_text(read):
    assert "#N/A" in {cell for cells in read["children_in_need"].columns.values() for cell in cells}
