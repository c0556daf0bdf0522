from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.identity import link
from sherwood.identity.clusters import Clusters
from sherwood.identity.outcome import place
from sherwood.identity.persons import BELIEVED_FIRST, FeedTold, gather, numbers_with_leading_zeros
from sherwood.store import memory, scratch
from sherwood.vocabulary.identifiers import record_key

DAY, LATER = date(2026, 11, 1), date(2026, 11, 20)
SHARED = dict.fromkeys(BELIEVED_FIRST, "authority")


class Record(NamedTuple):
    """One person of one feed: the number there, the day first received, and whether a row still names it."""

    feed: str
    source_id: str
    received: date
    is_current: bool = True

    @property
    def key(self):
        return f"key-{self.feed}-{self.source_id}"


def record(feed, number, received=DAY, *, is_current=True):
    return Record(feed, number, received, is_current)


def gathered(tables, records, numberings):
    """The groups of records told in any order, each under a key that can be read."""
    ends = list(zip(*records, strict=True)) or [()] * 4
    kinds = (pa.string(), pa.string(), pa.date32(), pa.bool_())
    feeds, numbers, days, are_current = (pa.array(each, kind) for each, kind in zip(ends, kinds, strict=True))
    told = {"feed": feeds, "source_id": numbers}
    heard = {"first_received": days, "last_received": days, "is_current": are_current}
    tables.insert_arrow("heard", pa.table(told | heard))
    named = {
        "record_key": pa.array([each.key for each in records], pa.string()),
        "is_hidden": pa.array([False] * len(records), pa.bool_()),
    }
    tables.insert_arrow("keyed", pa.table(told | named))
    return gather(tables, [FeedTold(feed, numbering or None) for feed, numbering in numberings.items()])


def persons(records, numberings):
    """Each record of people still known with the key of its person, before anybody is matched."""
    with memory() as build, scratch(build) as tables:
        place(tables, "local", Clusters(gathered(tables, records, numberings)))
        rows = tables.select("SELECT feed, source_id, person_key FROM placed").rows
    found = {(each.feed, each.source_id): each for each in records}
    return sorted((found[row[:2]], row[2]) for row in rows)


def keys(*records, numberings=SHARED):
    return {(each.feed, each.source_id): key for each, key in persons(records, numberings)}


def test_one_number_in_two_feeds_of_one_numbering_is_one_person():
    assert set(keys(record("ssd", "1"), record("annex_a", "1")).values()) == {"key-ssd-1"}


def test_the_person_bears_the_key_of_the_record_received_first():
    assert set(keys(record("ssd", "1", LATER), record("annex_a", "1", DAY)).values()) == {"key-annex_a-1"}


@pytest.mark.parametrize("at", range(len(BELIEVED_FIRST) - 1))
def test_of_records_received_on_one_day_the_feed_nearest_the_live_record_names_the_person(at):
    feeds = BELIEVED_FIRST[at:]
    assert set(keys(*(record(feed, "1") for feed in reversed(feeds))).values()) == {f"key-{feeds[0]}-1"}


def test_a_feed_that_is_on_no_list_comes_after_those_that_are():
    numberings = SHARED | {"other": "authority"}
    assert set(keys(record("other", "1"), record("annex_a", "1"), numberings=numberings).values()) == {"key-annex_a-1"}


def test_another_number_is_another_person():
    assert len(set(keys(record("ssd", "1"), record("annex_a", "2")).values())) == 2


def test_feeds_that_share_no_numbering_share_no_person_though_the_number_is_the_same():
    numberings = {"ssd": "authority", "schools": "", "police": ""}
    found = keys(record("ssd", "1"), record("schools", "1"), record("police", "1"), numberings=numberings)
    assert len(set(found.values())) == 3


def test_a_record_that_no_row_names_any_more_stays_while_its_person_is_named_elsewhere():
    found = keys(record("ssd", "1", DAY, is_current=False), record("ssda903", "1", LATER))
    assert found == {("ssd", "1"): "key-ssd-1", ("ssda903", "1"): "key-ssd-1"}


def test_a_person_whom_no_row_names_any_more_is_nobody():
    assert keys(record("ssd", "1", is_current=False), record("annex_a", "1", is_current=False)) == {}


def written_both_ways(records, numberings):
    with memory() as build, scratch(build) as tables:
        gathered(tables, records, numberings)
        return numbers_with_leading_zeros(tables)


def test_numbers_with_and_without_leading_zeros_are_kept_apart_and_counted():
    records = [record("ssd", "0012"), record("annex_a", "12"), record("ssda903", "12"), record("ssd", "7")]
    assert len(set(keys(*records).values())) == 3
    assert written_both_ways(records, SHARED) == 1


def test_zeros_of_another_numbering_are_no_matter():
    assert written_both_ways([record("ssd", "012"), record("schools", "12")], {"ssd": "authority"}) == 0


def test_zeros_of_a_feed_that_shares_its_numbers_with_no_other_are_no_matter():
    assert written_both_ways([record("schools", "012"), record("schools", "12")], {"ssd": "authority"}) == 0


RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(BELIEVED_FIRST),
        st.sampled_from(["1", "01", "2", "3"]),
        st.dates(date(2026, 1, 1), date(2026, 1, 5)),
        is_current=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: (each.feed, each.source_id),
)


@settings(max_examples=20, deadline=None)
@given(RECORDS)
def test_every_record_key_leads_to_exactly_one_person_whose_own_key_is_one_of_its_records(records):
    found = list(persons(records, SHARED))
    assert len({each.key for each, _ in found}) == len(found)
    for each, person_key in found:
        same = [other for other, key in found if key == person_key]
        assert person_key in {other.key for other in same}
        assert {other.source_id for other in same} == {each.source_id}


@settings(max_examples=20, deadline=None)
@given(RECORDS, st.randoms())
def test_the_order_in_which_records_are_told_changes_nothing(records, chance):
    mixed = list(records)
    chance.shuffle(mixed)
    assert list(persons(mixed, SHARED)) == list(persons(records, SHARED))


def landing(**tables):
    """A build with landing tables of (feed, source_id, first received) rows."""
    build = memory()
    for name, rows in tables.items():
        build.create_table(
            f"landing_{name}", {"feed": "VARCHAR", "source_id": "VARCHAR", "first_received_date": "DATE"}
        )
        for feed, source_id, received in rows:
            build.execute(
                f"INSERT INTO landing_{name} VALUES ($feed, $id, $received)",
                {"feed": feed, "id": source_id, "received": received},
            )
    return build


def test_the_feeds_of_the_catalogue_that_hold_an_authoritys_own_numbers_are_linked(tmp_path):
    build = landing(
        ssda903_header=[("ssda903", "1", DAY)],
        ssd_person=[("ssd", "1", LATER)],
        cin_census_children=[("cin_census", "1", LATER)],
        annex_a_contacts=[("annex_a", "1", LATER), ("annex_a", "2", LATER)],
    )
    home = Home.at(tmp_path)
    assert link(build, home, "local") == []
    found = build.select("SELECT feed, source_id, person_key FROM person_record ORDER BY ALL").rows
    first = record_key(home.secret("record-keys"), "local", "ssda903", "1")
    assert [(feed, number) for feed, number, key in found if key == first] == [
        ("annex_a", "1"),
        ("cin_census", "1"),
        ("ssd", "1"),
        ("ssda903", "1"),
    ]


def test_a_former_record_keeps_the_persons_key_as_it_was(tmp_path):
    home = Home.at(tmp_path)
    before = landing(ssd_person=[("ssd", "1", DAY)], ssda903_header=[("ssda903", "1", LATER)])
    after = landing(former=[("ssd", "1", DAY), ("ssd", "9", DAY)], ssda903_header=[("ssda903", "1", LATER)])
    for build in (before, after):
        link(build, home, "local")
    ask = "SELECT feed, source_id, person_key FROM person_record ORDER BY ALL"
    assert before.select(ask).rows == after.select(ask).rows


def test_numbers_that_differ_in_their_zeros_are_told_without_being_named(tmp_path):
    build = landing(ssd_person=[("ssd", "0099887", DAY)], annex_a_contacts=[("annex_a", "99887", DAY)])
    (note,) = link(build, Home.at(tmp_path), "local")
    assert "leading zeros" in note
    assert "99887" not in note


def test_the_feeds_of_the_authority_share_a_numbering():
    feeds = load_catalogue().feeds
    assert {name for name, feed in feeds.items() if feed.numbering == "authority"} == set(BELIEVED_FIRST)
