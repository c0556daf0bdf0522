"""What the county writes for a partner looks as the partner's own file does: the same headings, dates in the same style, known codes.

The specimens are written by hand and nothing here reads a declaration: a slip in a declaration, which writer and reader share, shows.
"""

import csv
import json
import re
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

HERE = Path(__file__).parents[2] / "evidence" / "specimens"
CODES = json.loads((HERE / "codes.json").read_text(encoding="utf-8"))
SPECIMENS = sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.csv"))
STYLES = [r"\d{2}/\d{2}/\d{4}", r"\d{4}-\d{2}-\d{2}", r"\d{2}-[A-Z][a-z]{2}-\d{4}", r"\d{2}:\d{2}"]


def specimen(name):
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        heading, *lines = csv.reader(handle)
    return heading, lines


def rows_of(path):
    """Heading and lines of a written file, whatever its form, as text."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            heading, *lines = csv.reader(handle)
        return heading, lines
    if path.suffix == ".xlsx":
        heading, *lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        return heading, [[str(cell) for cell in line] for line in lines]
    table = pq.read_table(path)
    return table.column_names, [
        ["" if cell is None else str(cell) for cell in row.values()] for row in table.to_pylist()
    ]


@cache
def written(folder, name):
    """The newest file of a table that holds rows."""
    feed, table = name.split("/")
    files = sorted(folder.glob(f"*/{feed}/**/*{table}*"), reverse=True)
    assert files, f"the county wrote no file for {name}"
    return next(((heading, lines) for heading, lines in map(rows_of, files) if lines), rows_of(files[0]))


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_written_file_has_the_headings_of_the_specimen(partners, name):
    assert written(partners, name)[0] == specimen(name)[0]


@pytest.mark.parametrize("name", SPECIMENS)
def test_dates_and_times_are_written_in_the_specimens_style(partners, name):
    heading, lines = written(partners, name)
    for place, cell in enumerate(specimen(name)[1][0]):
        style = next((style for style in STYLES if re.fullmatch(style, cell)), None)
        if style:
            wrong = [line[place] for line in lines if line[place] and not re.fullmatch(style, line[place])]
            assert not wrong, (heading[place], wrong[:3])


@pytest.mark.parametrize("name", SPECIMENS)
def test_coded_columns_hold_only_the_codes_the_partner_uses(partners, name):
    heading, lines = written(partners, name)
    for column, codes in CODES.get(name.split("/")[0], {}).items():
        if column in heading:
            found = {line[heading.index(column)] for line in lines} - {""}
            assert found <= set(codes), (column, found - set(codes))
