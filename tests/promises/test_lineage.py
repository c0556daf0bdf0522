"""Figures drawn from a county lead to files and lines, each line is found in the file as it came, and each file leads back."""

import random
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from tests.support import counties
from tests.support.draws import seed_for, so_many

from sherwood.access import viewers
from sherwood.access.landed import landed
from sherwood.definitions.catalogue import load_catalogue
from sherwood.jobs.history.figure import Wanted, figure_of
from sherwood.jobs.history.lineage import followed
from sherwood.sources import every_table
from sherwood.store import Reader

FIGURES, MOST_TRIED = so_many(200, 60), 1_000
PERIODS = {"month": ("2026-04", "2026-07", "2026-09"), "year": ("2025-26", "2026-27"), "quarter": ("2025-26-Q4",)}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    _, home = counties.make(
        tmp_path_factory.mktemp("lineage"),
        children=2000,
        first="2024-04-01",
        last="2026-10-20",
        seed=random.Random(seed_for("county of lineage")).randrange(1000),
    )
    return home


class Files:
    """The stored files, read by nothing of Sherwood's and each once."""

    def __init__(self, home, catalogue):
        self.folder = home.landing(counties.AUTHORITY) / "files"
        self.catalogue = catalogue
        self.kept = {}

    def text_at(self, place):
        """What stands at a place: the line of a CSV, or the whole record around the XML row's element."""
        if place.file.sha256 not in self.kept:
            self.kept[place.file.sha256] = (self.folder / place.file.sha256).read_bytes()
        content = self.kept[place.file.sha256]
        if content.lstrip()[:1] != b"<":
            return content.decode("utf-8-sig").split("\n")[place.line - 1]
        feed = self.catalogue.feed(place.file.feed)
        name = place.table.removeprefix(f"landing_{place.file.feed}_")
        year = max(feed.years.values(), key=lambda each: each.period)
        root = ET.fromstring(content)
        return next(
            ET.tostring(record, encoding="unicode")
            for record in self.records(root, year.xml.record, year.tables[name].xml, place.line)
        )

    @staticmethod
    def records(root, record_name, rows, line):
        """The record that holds the row's element of this number."""
        count = 0
        for record in root.iter(record_name):
            outer = record.iter(rows.within) if rows.within else [record]
            count += sum(1 for each in outer for _ in each.iter(rows.element))
            if count >= line:
                yield record


def keys_of(catalogue, place):
    feed = catalogue.feed(place.file.feed)
    return every_table(feed)[place.table.removeprefix(f"landing_{feed.id}_")].key


def own_key(catalogue, place, read):
    """What a row without a child's number is known by, as the file spells it."""
    return str(read[keys_of(catalogue, place)[0]])


def test_drawn_figures_lead_to_lines_of_their_files_and_back(county):
    catalogue, reader = load_catalogue(county.council), Reader.current(county, counties.AUTHORITY)
    viewer, files = viewers.owner(county, counties.AUTHORITY), Files(county, catalogue)
    draw = random.Random(seed_for("figures of lineage"))
    measures = sorted(catalogue.measures.values(), key=lambda each: each.id)
    followed_feeds = Counter()
    for _ in range(MOST_TRIED):
        measure = draw.choice(measures)
        wanted = Wanted.of(catalogue, measure.id, draw.choice(PERIODS.get(measure.grain, PERIODS["month"])), {})
        found = followed(county, reader, catalogue, viewer, wanted)
        if not found.rows:
            continue
        row, place = draw.choice(found.rows)
        parts = sum(each["numerator"] or 0 for each in found.figure.rows)
        assert parts == pytest.approx(found.figure.point.numerator or 0)
        (read,) = landed(reader, viewer, place.table, keys_of(catalogue, place), source_rows=[row["source_row"]])
        child = read.get("source_id") or own_key(catalogue, place, read)
        assert child in files.text_at(place), (wanted.measure.id, place)
        back = figure_of(reader, catalogue, viewer, wanted, "test", load=row["source_row"].partition(":")[0])
        assert row["source_row"] in {each["source_row"] for each in back.rows}
        followed_feeds[place.file.feed] += 1
        if followed_feeds.total() == FIGURES:
            break
    print(dict(followed_feeds))
    assert followed_feeds.total() == FIGURES
    assert len(followed_feeds) >= 2
