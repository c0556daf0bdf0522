"""The catalogue's hash decides whether a warehouse is built again, so it must change with anything that decides a figure."""

import pytest
from tests.rooms.definitions.little_catalogue import ENTRIES


def test_same_content_has_the_same_hash(little, load):
    before = load().content_hash
    little.put("roles/worker", ENTRIES["roles/worker"])
    assert load().content_hash == before


@pytest.mark.parametrize("entry", sorted(ENTRIES))
def test_change_to_any_entry_changes_the_whole_hash(little, load, entry):
    before = load().content_hash
    little.change(entry, 'title = "', 'title = "The ')
    assert load().content_hash != before


def test_change_to_a_year_changes_it_and_the_years_based_on_it(little, load):
    before = load().feed("little")
    little.change("sources/little/2017_18", 'header = "LS"', 'header = "LEGAL"')
    after = load().feed("little")
    changed = [name for name in before.years if before.years[name].content_hash != after.years[name].content_hash]
    assert changed == ["2017_18", "2018_19"]
    assert before.content_hash != after.content_hash


def test_change_to_a_later_year_leaves_the_earlier_one(little, load):
    before = load().feed("little")
    little.change("sources/little/2018_19", "2018 to 2019", "the year after")
    after = load().feed("little")
    changed = [name for name in before.years if before.years[name].content_hash != after.years[name].content_hash]
    assert changed == ["2018_19"]


def test_change_to_one_measure_leaves_the_hash_of_another(little, load):
    little.copy("measures/looked_after/cla_open", "measures/local/ours", ('"children_looked_after"', '"ours"'))
    before = load()
    little.change("measures/local/ours", "Children looked after on the day", "Ours")
    after = load()
    assert before.measure("cla_open").content_hash == after.measure("cla_open").content_hash
    assert before.measure("local/ours").content_hash != after.measure("local/ours").content_hash


def test_unchanged_catalogue_is_read_once(load):
    assert load() is load()
