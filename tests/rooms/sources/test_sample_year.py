import csv
from collections import Counter
from pathlib import Path

import pytest
from tests.rooms.sources.ssda903_files import AUTHORITY, load, staged
from tests.support import samples

from sherwood import sources
from sherwood.definitions.home import Home

SAMPLES = samples.RETURN
EVIDENCE = Path(__file__).parents[3] / "tests" / "evidence"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the sample return is not at {SAMPLES}")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("sample") / "home")
    return home, load(home, SAMPLES)


def written(name: str) -> list[dict[str, str]]:
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_file_is_loaded_as_the_year_2017_18(loaded):
    _, report = loaded
    assert len(report.files) == len(list(SAMPLES.glob("*.csv")))
    assert {(entry.status, entry.period) for entry in report.files} == {("loaded", "2017-18")}


def test_accepted_and_rejected_rows_make_up_the_rows_read(loaded):
    _, report = loaded
    expected = {row["file"]: int(row["rows"]) for row in written("sample_counts.csv")}
    assert {Path(entry.path).name: entry.counts.rows_read for entry in report.files} == expected
    for entry in report.files:
        assert entry.counts.rows_accepted + entry.counts.rows_rejected == entry.counts.rows_read


def test_every_filled_cell_is_typed_or_kept_with_a_problem(loaded):
    _, report = loaded
    filled = {(row["file"], row["column"].lower()): int(row["filled"]) for row in written("sample_counts.csv")}
    read = {(Path(e.path).name, name): cells.read for e in report.files for name, cells in e.counts.columns.items()}
    assert read == filled
    for entry in report.files:
        for cells in entry.counts.columns.values():
            assert cells.read == cells.typed + cells.problems + cells.in_rejected_rows


def test_the_problems_are_exactly_those_listed_by_hand(loaded):
    home, _ = loaded
    found = [
        (Path(p.file).name, str(p.line), p.column_name, p.value, p.severity) for p in sources.rejected(home, AUTHORITY)
    ]
    listed = [
        tuple(row[name] for name in ("file", "row", "column", "value", "severity"))
        for row in written("sample_expected_problems.csv")
    ]
    assert Counter(found) == Counter(listed)


def test_current_and_replaced_rows_make_up_the_rows_accepted(loaded):
    home, report = loaded
    build = staged(home)
    current = sum(build.count(name) for name in build.tables() if name.startswith("landing_ssda903_"))
    accepted = sum(entry.counts.rows_accepted for entry in report.files)
    assert current + build.count("landing_replaced") == accepted
    assert build.count("landing_replaced") == 15


def test_loading_twice_changes_no_row(loaded):
    home, _ = loaded
    before, again, after = staged(home), load(home, SAMPLES), staged(home)
    assert {entry.status for entry in again.files} == {"already_loaded"}
    assert {name: after.table_hash(name) for name in after.tables()} == {
        name: before.table_hash(name) for name in before.tables()
    }
