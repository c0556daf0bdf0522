"""Unloads of several days: each file holds what the tables of its day hold, whether a child was settled by then or not."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.rooms.synthetic.known import LAST, events, known
from tests.rooms.synthetic.lives_by_hand import a_life
from tests.rooms.synthetic.test_ssd_tables import writer

from sherwood.synthetic.known import as_known, first_known, known_on, last_change
from sherwood.synthetic.spans import Spans
from sherwood.synthetic.ssd import IN_PARQUET
from sherwood.synthetic.ssd_drops import SsdDrops
from sherwood.synthetic.ssd_tables import HEADINGS

DAYS = [dt.date(2024, 11, 30), dt.date(2026, 10, 21), LAST]
LIVES = known(2, 2_500).lives


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("unloads")
    unloads = SsdDrops(folder, writer(), Spans(LIVES, LAST), DAYS)
    written = {}
    for drop in unloads.drops():
        written |= unloads.finish(drop)
    return folder, written


def rows_in(path: Path) -> Counter[tuple[str, ...]]:
    if path.suffix == ".parquet":
        return Counter(tuple(str(cell or "") for cell in row.values()) for row in pq.read_table(path).to_pylist())
    with path.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return Counter(tuple(row) for row in rows)


@pytest.mark.parametrize("day", DAYS)
def test_the_files_of_a_day_hold_what_the_tables_of_that_day_hold(
    files: tuple[Path, dict[str, int]], day: dt.date
) -> None:
    folder, written = files
    made = writer().tables(known_on(LIVES, day), day)
    for table in HEADINGS:
        name = f"{day}/ssd/ssd_{table}.{'parquet' if table == IN_PARQUET else 'csv'}"
        expected = Counter(tuple("" if cell is None else str(cell) for cell in row) for row in made[table])
        assert rows_in(folder / name) == expected, table
        assert written[name] == expected.total()


def test_each_file_begins_with_its_headings(files: tuple[Path, dict[str, int]]) -> None:
    for table, headings in HEADINGS.items():
        for day in DAYS if table != IN_PARQUET else []:
            first = (files[0] / f"{day}/ssd/ssd_{table}.csv").read_text(encoding="utf-8").splitlines()[0]
            assert first == ",".join(headings)


def test_after_its_last_change_a_life_is_known_as_it_is_told() -> None:
    settled = [life for life in LIVES if last_change(life, LAST) < dt.date(2026, 6, 1)]
    assert len(settled) > 100
    assert all(as_known(life, last_change(life, LAST)) == as_known(life, LAST) for life in settled)


def test_before_it_is_first_known_nothing_is_known_of_a_life_and_then_something_is() -> None:
    for life in LIVES[:500]:
        first = first_known(life)
        assert as_known(life, first)
        assert as_known(life, first - dt.timedelta(days=1)) is None


def test_nothing_of_a_life_lies_after_its_last_change() -> None:
    for life in [*LIVES[:500], a_life()]:
        days = [day for _, *pair in events(life) for day in pair if day and day <= LAST]
        assert max(days) <= last_change(life, LAST)
