"""What is written for a partner looks like what that partner sends: specimens written by hand, no definition of Sherwood's read."""

import csv
import re

import pytest
from tests.support.community import FEEDS, SPECIMENS, deliver, rows

from sherwood import sources
from sherwood.definitions.home import Home

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
FORMS = {
    "text": r".*",
    "number": r"-?\d+(\.\d+)?",
    "hh:mm": r"[0-2]\d:[0-5]\d",
    "dd/mm/yyyy": r"[0-3]\d/[01]\d/\d{4}",
    "yyyy-mm-dd": r"\d{4}-[01]\d-[0-3]\d",
    "dd-mmm-yyyy": rf"[0-3]\d-({MONTHS})-\d{{4}}",
}
TABLES = [(path.parent.name, path.stem) for path in sorted(SPECIMENS.glob("*/*.csv")) if path.stem != "fields"]
MINE = [(feed, table) for feed, table in TABLES if feed in FEEDS]


def fields(feed, table):
    with (SPECIMENS / feed / "fields.csv").open(encoding="utf-8", newline="") as file:
        return {row["heading"]: row for row in csv.DictReader(file) if row["table"] == table}


def faults(feed, table, written):
    """Cells that are neither empty nor of the form or among the values the partner says."""
    header, *lines = written
    told = fields(feed, table)
    for place, heading in enumerate(header):
        form, values = told[heading]["form"], told[heading]["values"].split()
        pattern = "|".join(map(re.escape, values)) if form == "code" else FORMS[form]
        for line in lines:
            if line[place] and not re.fullmatch(pattern, line[place]):
                yield heading, line[place]


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """All files of the seven feeds."""
    folder = tmp_path_factory.mktemp("county")
    for feed in FEEDS:
        deliver(folder, feed)
    return folder


def files(county, feed, table):
    return sorted(path for path in county.glob(f"*/{feed}/{table}_*") if path.suffix in {".csv", ".xlsx"})


def test_every_feed_has_specimens():
    assert {feed for feed, _ in MINE} == set(FEEDS)


@pytest.mark.parametrize(("feed", "table"), MINE)
def test_a_specimen_has_the_forms_its_partner_names(feed, table):
    written = rows(SPECIMENS / feed / f"{table}.csv")
    assert list(faults(feed, table, written)) == []
    assert written[0] == list(fields(feed, table))


@pytest.mark.parametrize(("feed", "table"), MINE)
def test_a_specimen_is_read_whole(feed, table, tmp_path):
    drop = tmp_path / "2024-10-31" / feed
    drop.mkdir(parents=True)
    (drop / f"{table}.csv").write_bytes((SPECIMENS / feed / f"{table}.csv").read_bytes())
    (entry,) = sources.load(Home.at(tmp_path / "home"), "local", [tmp_path / "2024-10-31"]).files
    assert entry.table == table
    assert entry.counts.rows_accepted == len(rows(SPECIMENS / feed / f"{table}.csv")) - 1
    assert entry.counts.cell_problems == 0


@pytest.mark.parametrize(("feed", "table"), MINE)
def test_a_written_file_has_the_headings_dates_and_codes_of_its_specimen(county, feed, table):
    specimen = rows(SPECIMENS / feed / f"{table}.csv")
    first, *_, last = files(county, feed, table)
    for path in (first, last):
        written = rows(path)
        assert written[0] == specimen[0]
        assert list(faults(feed, table, written)) == []
    assert len(rows(first)) > 1


@pytest.mark.parametrize("feed", FEEDS)
def test_every_row_a_clean_county_writes_is_read(county, feed, tmp_path):
    """The history, the month before last and the last night: every accepted row is one that was written."""
    drops = sorted(folder.parent for folder in county.glob(f"*/{feed}"))
    paths = [drop / feed for drop in (drops[0], drops[len(drops) // 2], drops[-1])]
    report = sources.load(Home.at(tmp_path / "home"), "local", paths)
    written = sum(len(rows(file)) - 1 for path in paths for file in path.iterdir())
    assert report.exit_code == 0, list(report.lines())
    assert sum(each.counts.rows_accepted for each in report.files) == written
    assert sum(each.counts.rows_rejected for each in report.files) == 0
    assert sum(each.counts.cell_problems for each in report.files) == 0


def test_police_send_a_file_every_night_of_the_last_fortnight_and_every_month_of_two_years(county):
    days = [path.parts[-3] for path in files(county, "police_incidents", "incidents")]
    assert sum(day > "2025-03-17" for day in days) == 14
    assert len({day[:7] for day in days}) == 25
