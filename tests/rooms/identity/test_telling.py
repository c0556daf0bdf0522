import datetime as dt

import pytest
from tests.rooms.identity.landed import child, home_of, landed, partner

from sherwood.definitions.home import Home
from sherwood.identity import link
from sherwood.identity.telling import everybody, queue
from sherwood.store import MemoryReader

BORN, PLACE = dt.date(2014, 5, 17), "ZY1 4AB"


@pytest.fixture
def reader(tmp_path):
    build = landed(
        ssd_person=[child("1", "Lily", "Larkspur", BORN)],
        ssd_address=[home_of("1", PLACE)],
        mash_log_contacts=[
            partner("M1", "Lily", "Undershaw", BORN, PLACE),
            partner("M2", "Rowena", "Larkspur", BORN, PLACE),
        ],
        school_census_autumn_pupilonroll=[
            partner("SC1", "Lily", "Larkspur", BORN),
            partner("SC9", "Rufus", "Pike", BORN),
        ],
        school_census_addressesonroll=[("SC1", {"postcode": PLACE})],
    )
    link(build, Home.at(tmp_path), "local")
    return MemoryReader(build)


def test_the_export_counts_every_source_record_those_nobody_works_with_too(reader):
    found = list(everybody(reader))
    assert [row[:2] for row in found] == [
        ("mash_log", "M1"),
        ("mash_log", "M2"),
        ("school_census", "SC1"),
        ("school_census", "SC9"),
        ("ssd", "1"),
    ]
    person = {row[:2]: row[2] for row in found}
    assert person["ssd", "1"] == person["school_census", "SC1"] != person["school_census", "SC9"]


def test_the_queue_begins_with_the_likeliest_pair(reader):
    weights = [pair["match_weight"] for pair in queue(reader)]
    assert weights == sorted(weights, reverse=True)
