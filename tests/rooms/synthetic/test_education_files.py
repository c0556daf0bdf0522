"""Files of schools: the school census has the columns, days and codes of the reference, and every feed is read whole."""

import csv
import json
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from tests.rooms.synthetic.test_specimens import HERE, rows_of
from tests.support.samples import FOLDER

from sherwood import sources
from sherwood.definitions.home import Home
from sherwood.synthetic.education import EDUCATION

REFERENCE = FOLDER.parent / "reference" / "school_census.json"
SAMPLE = FOLDER / "school_census_2024_autumn"
TERMS = ("2024_spring", "2024_summer", "2024_autumn")
SPECIMENS = [(feed, path.stem) for feed in EDUCATION for path in sorted((HERE / feed).glob("*.csv"))]
# Columns that samples of 2024 hold and the reference of 2026 no longer does.
NO_LONGER = {
    "preferredsurname", "termlysessionsauthorised", "termlysessionsunauthorised", "summerhalfterm2sessionsauthorised",
    "summerhalfterm2sessionsunauthorised", "summerhalfterm2sessionseducational", "summerhalfterm2sessionsexceptional",
    "summerhalfterm2sessionscoronavirus",
}  # fmt: skip
needs_reference = pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference is not on this machine")
needs_sample = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the school census sample is not on this machine")


@cache
def reference():
    return json.loads(REFERENCE.read_text(encoding="utf-8"))["terms"]


def census_files(folder, term):
    """The files of a term by their table."""
    return {path.stem.removeprefix(f"{term}_"): path for path in folder.glob(f"*/school_census/{term}_*.csv")}


@needs_reference
@pytest.mark.parametrize("term", TERMS)
def test_a_census_has_the_columns_of_the_reference(partners, term):
    files = census_files(partners, term)
    assert {"pupilonroll", "pupilnolongeronroll", "school", "schoolcensus", "termlysessiondetailsonroll"} <= set(files)
    for table, path in files.items():
        heading = set(rows_of(path)[0])
        assert heading - set(reference()[term[5:]][table]) <= NO_LONGER, table
        assert set(reference()[term[5:]][table]) <= heading, table


@needs_sample
def test_a_census_of_2024_has_the_columns_of_the_samples_of_that_term(partners):
    for path in SAMPLE.glob("*.csv"):
        written = census_files(partners, "2024_autumn")[path.stem.removeprefix("2024_autumn_")]
        assert set(rows_of(written)[0]) == set(rows_of(path)[0])


@needs_reference
@pytest.mark.parametrize("term", TERMS)
def test_a_census_holds_only_codes_of_the_reference(partners, term):
    for table, path in census_files(partners, term).items():
        heading, lines = rows_of(path)
        for place, column in enumerate(heading):
            codes = reference()[term[5:]][table].get(column, {}).get("codes")
            # Codes of the area's number and type of school are each council's own.
            if codes and column not in ("lea", "type"):
                found = {line[place] for line in lines} - {""}
                assert found <= set(codes), (table, column, found - set(codes))


@pytest.mark.parametrize("term", TERMS)
def test_days_are_written_as_in_the_samples(partners, term):
    for path in census_files(partners, term).values():
        heading, lines = rows_of(path)
        for column in ("dob", "entrydate", "leavingdate", "startdate", "fsmstartdate", "referencedate"):
            if column in heading:
                cells = {line[heading.index(column)] for line in lines} - {""}
                assert all(re.fullmatch(r"\d{4}-[A-Z][a-z]{2}-\d{2} 00:00:00", cell) for cell in cells), (path, column)


def test_rows_of_a_census_belong_to_pupils_of_the_same_school_and_term(partners):
    for term in TERMS:
        files = census_files(partners, term)
        for side, pupils in (("onroll", "pupilonroll"), ("offroll", "pupilnolongeronroll")):
            known = {(row["NativeId"], row[f"{pupils}tableid"]) for row in _rows(files[pupils])}
            for table in ("termlysessiondetails", "termlyexclusions"):
                told = {(row["NativeId"], row[f"{pupils}tableid"]) for row in _rows(files[f"{table}{side}"])}
                assert told <= known, (term, table)


def test_the_sessions_a_census_tells_are_those_of_the_registers(partners):
    """Spring 2025 tells of the autumn term before, whose registers stand in a file of their own."""
    missed = {}
    for path in partners.glob("*/attendance_daily/registers_2024-12-*.csv"):
        for row in _rows(path):
            marks = sum(row["Marks"].count(code) for code in "IMCRTSEGOUN")
            key = row["URN"], row["Pupil no"]
            missed[key] = missed.get(key, 0) + marks
    files = census_files(partners, "2025_spring")
    urns = {row["NativeId"]: row["urn"] for row in _rows(files["schoolcensus"])}
    told = {}
    for side, pupils in (("onroll", "pupilonroll"), ("offroll", "pupilnolongeronroll")):
        for row in _rows(files[f"termlysessiondetails{side}"]):
            key = urns[row["NativeId"]], row[f"{pupils}tableid"]
            told[key] = told.get(key, 0) + (int(row["sessions"]) if row["attendancereason"] != "X" else 0)
    assert told
    assert {key: number for key, number in told.items() if number} == {k: n for k, n in missed.items() if n}


def _rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(("feed", "table"), SPECIMENS)
def test_a_specimen_is_read_whole(feed, table, tmp_path):
    drop = tmp_path / "2024-10-31"
    (drop / feed).mkdir(parents=True)
    file = Path(shutil.copy(HERE / feed / f"{table}.csv", drop / feed))
    (entry,) = sources.load(Home.at(tmp_path / "home"), "local", [drop]).files
    assert entry.table == table
    assert entry.counts.rows_accepted == len(rows_of(file)[1]) > 0
    assert entry.counts.cell_problems == 0


@pytest.mark.parametrize("feed", EDUCATION)
def test_every_row_a_clean_county_writes_is_read(partners, feed, tmp_path):
    """The first drop, a middle one and the last: all that was written is accepted and no cell is doubted."""
    drops = sorted(partners.glob(f"*/{feed}"))
    paths = sorted({drops[0], drops[len(drops) // 2], drops[-1]})
    report = sources.load(Home.at(tmp_path / "home"), "local", paths)
    assert report.exit_code == 0, list(report.lines())
    written = sum(len(rows_of(file)[1]) for path in paths for file in path.iterdir())
    assert sum(each.counts.rows_accepted for each in report.files) == written > 0
    assert sum(each.counts.rows_rejected for each in report.files) == 0
    assert sum(each.counts.cell_problems for each in report.files) == 0


def test_a_census_is_read_as_of_its_own_day_whenever_it_came(partners, tmp_path):
    (folder,) = {path.parent for path in census_files(partners, "2024_autumn").values()}
    report = sources.load(Home.at(tmp_path / "home"), "local", [folder])
    assert {each.period for each in report.files} == {"2024-10-03"}


def test_no_file_of_a_school_says_who_is_looked_after(partners):
    for feed in ("school_census", "attendance_daily", "exclusions"):
        for path in partners.glob(f"*/{feed}/*.csv"):
            with path.open(encoding="utf-8") as handle:
                heading = handle.readline().lower()
            assert "care" not in heading.replace("carer", "").replace("childcare", "")
            assert "looked" not in heading
