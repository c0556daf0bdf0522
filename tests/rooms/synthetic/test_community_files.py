"""The files written for partners in the community are read whole, and come as often as the partner sends them."""

import shutil
from pathlib import Path

import pytest
from tests.rooms.synthetic.test_specimens import HERE, rows_of

from sherwood import sources
from sherwood.definitions.home import Home
from sherwood.synthetic.community import COMMUNITY

SPECIMENS = [(feed, path.stem) for feed in COMMUNITY for path in sorted((HERE / feed).glob("*.csv"))]


@pytest.mark.parametrize(("feed", "table"), SPECIMENS)
def test_a_specimen_is_read_whole(feed, table, tmp_path):
    drop = tmp_path / "2024-10-31"
    (drop / feed).mkdir(parents=True)
    file = Path(shutil.copy(HERE / feed / f"{table}.csv", drop / feed))
    (entry,) = sources.load(Home.at(tmp_path / "home"), "local", [drop]).files
    assert entry.table == table
    assert entry.counts.rows_accepted == len(rows_of(file)[1]) > 0
    assert entry.counts.cell_problems == 0


@pytest.mark.parametrize("feed", COMMUNITY)
def test_every_row_a_clean_county_writes_is_read(partners, feed, tmp_path):
    """The history, a drop in the middle and the last one: all that was written is accepted and no cell is doubted."""
    drops = sorted(partners.glob(f"*/{feed}"))
    paths = [drops[0], drops[len(drops) // 2], drops[-1]]
    report = sources.load(Home.at(tmp_path / "home"), "local", paths)
    assert report.exit_code == 0, list(report.lines())
    written = sum(len(rows_of(file)[1]) for path in paths for file in path.iterdir())
    assert sum(each.counts.rows_accepted for each in report.files) == written > 0
    assert sum(each.counts.rows_rejected for each in report.files) == 0
    assert sum(each.counts.cell_problems for each in report.files) == 0


def test_police_send_a_file_nearly_every_night_of_the_last_fortnight_and_every_month_of_two_years(partners):
    """In a county so small there are nights of which there is nothing to tell."""
    days = sorted(path.parts[-3] for path in partners.glob("*/police_incidents/incidents_*.csv"))
    assert 8 <= sum(day > "2025-03-17" for day in days) <= 14
    assert len({day[:7] for day in days}) == 25
