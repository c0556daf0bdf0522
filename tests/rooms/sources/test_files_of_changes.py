"""Files of changes between two whole snapshots: what they hold is believed, what they do not hold stands."""

import pytest
from tests.rooms.sources.snapshot_files import contact, load, put_ssd, rows_of
from tests.rooms.sources.ssda903_files import AUTHORITY, staged

from sherwood import sources
from sherwood.definitions.shapes.feed import Covers

CHANGES = "ssd_contacts_changes.csv"


def test_what_a_file_of_changes_does_not_hold_stands_and_what_it_holds_is_believed(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1"), contact("C2", "2"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C2", "9"), contact("C3", "3"), name=CHANGES)
    load(home, drop)
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_id", "source_id") == [
        ("C1", "1"),
        ("C2", "9"),
        ("C3", "3"),
    ]


def test_a_whole_snapshot_after_a_file_of_changes_tells_what_was_deleted(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("C1", "1"))
    put_ssd(drop / "2026-11-20", "contacts", contact("C2", "2"), name=CHANGES)
    put_ssd(drop / "2026-11-21", "contacts", contact("C1", "1"))
    load(home, drop)
    assert rows_of(staged(home), "ssd_contacts", "cont_contact_id") == [("C1",)]


def test_what_is_wrong_in_a_whole_snapshot_stays_open_after_a_file_of_changes_until_the_next_whole_one(home, drop):
    put_ssd(drop / "2026-11-01", "contacts", contact("", "1"), contact("C2", "2"))
    put_ssd(drop / "2026-11-20", "contacts", contact("", "3"), contact("C4", "4"), name=CHANGES)
    load(home, drop)
    assert [(each.file, each.line) for each in sources.rejected(home, AUTHORITY)] == [
        ("2026-11-01/ssd_contacts.csv", 2),
        (f"2026-11-20/{CHANGES}", 2),
    ]
    put_ssd(drop / "2026-11-21", "contacts", contact("C2", "2"))
    load(home, drop / "2026-11-21")
    assert list(sources.rejected(home, AUTHORITY)) == []


@pytest.mark.parametrize(
    ("file", "is_of_changes"),
    [("ssd_contacts_changes.csv", True), ("Contacts_Changes.PARQUET", True), ("ssd_contacts.csv", False)],
)
def test_a_file_of_changes_is_known_by_the_end_of_its_name(file, is_of_changes):
    assert Covers(kind="everything", changes="_changes").is_of_changes(file) is is_of_changes
    assert not Covers(kind="everything").is_of_changes(file)
