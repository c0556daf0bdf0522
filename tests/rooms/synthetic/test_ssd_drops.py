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

from sherwood.synthetic.changing import days_of_change
from sherwood.synthetic.delivering import nights_before
from sherwood.synthetic.known import as_known, first_known, known_on, last_change
from sherwood.synthetic.moving import Moving
from sherwood.synthetic.spans import Spans
from sherwood.synthetic.ssd import IN_PARQUET
from sherwood.synthetic.ssd_drops import SsdDrops
from sherwood.synthetic.ssd_tables import HEADINGS

FIRST_UNLOAD, BETWEEN = dt.date(2026, 10, 21), dt.date(2026, 11, 15)
WHOLES = [FIRST_UNLOAD, LAST]
LIVES = known(2, 2_500).lives


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("unloads")
    spans = Spans(LIVES, LAST)
    unloads = SsdDrops(folder, writer(), list(spans.settled(FIRST_UNLOAD)))
    moving = list(spans.moving(LAST, since=FIRST_UNLOAD))
    unloads.begin(WHOLES)
    written = unloads.write_changes(BETWEEN, changed())
    for day in WHOLES:
        written |= unloads.finish(day, writer().tables(known_on(moving, day), day))
    return folder, written


def changed() -> dict[str, list[list[object]]]:
    return {
        "contacts": [["100001-C1", "100001", dt.date(2026, 11, 15), "1A", None, "{}"]],
        IN_PARQUET: [["100001-UPN", "100001", "Unique Pupil Number", "A1", dt.date(2020, 1, 1), None]],
    }


def rows_in(path: Path) -> Counter[tuple[str, ...]]:
    if path.suffix == ".parquet":
        return Counter(tuple(str(cell or "") for cell in row.values()) for row in pq.read_table(path).to_pylist())
    with path.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return Counter(tuple(row) for row in rows)


@pytest.mark.parametrize("day", WHOLES)
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
        for day in WHOLES if table != IN_PARQUET else []:
            first = (files[0] / f"{day}/ssd/ssd_{table}.csv").read_text(encoding="utf-8").splitlines()[0]
            assert first == ",".join(headings)


def test_a_night_between_brings_a_file_named_so_for_each_table_that_changed(
    files: tuple[Path, dict[str, int]],
) -> None:
    folder, written = files
    found = sorted(path.name for path in (folder / f"{BETWEEN}/ssd").iterdir())
    assert found == ["ssd_contacts_changes.csv", "ssd_linked_identifiers_changes.parquet"]
    assert {name: rows for name, rows in written.items() if "_changes" in name} == {
        f"{BETWEEN}/ssd/{name}": 1 for name in found
    }
    told = (folder / f"{BETWEEN}/ssd/ssd_contacts_changes.csv").read_text(encoding="utf-8").splitlines()
    assert told == [",".join(HEADINGS["contacts"]), "100001-C1,100001,2026-11-15,1A,,{}"]
    identifiers = rows_in(folder / f"{BETWEEN}/ssd/ssd_linked_identifiers_changes.parquet")
    assert identifiers == Counter([("100001-UPN", "100001", "Unique Pupil Number", "A1", "2020-01-01", "")])


def test_rows_made_again_only_on_days_of_change_are_those_of_every_day() -> None:
    days = [FIRST_UNLOAD, *nights_before(LAST)]
    moving, rows = Moving(writer(), LIVES, days), {}
    for day in days:
        rows |= dict(moving.changed(day))
        made = writer().tables(known_on(LIVES, day), day)
        for table in HEADINGS:
            kept = Counter(str(row) for each in rows.values() for name, row in each if name == table)
            assert kept == Counter(map(str, made[table])), (day, table)


def test_every_dated_thing_of_a_life_is_a_day_of_change() -> None:
    for life in [*LIVES[:500], a_life()]:
        days = {day for _, *pair in events(life) for day in pair if day}
        assert days <= set(days_of_change(life))


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
