"""What a build takes from the one before saves work and changes nothing."""

import datetime as dt
import random

import pyarrow as pa
import pytest
from tests.rooms.identity.landed import landed, partner, persons

from sherwood.definitions.home import Home
from sherwood.identity import link, records, scoring
from sherwood.identity.outcome import MERGED, SPLIT, Moved, events, moved_since
from sherwood.store import MemoryReader, memory

FORENAMES = ("Lily", "Oscar", "Jessica", "Rowena", "Rufus", "Amara", "Tobias", "Zoe")
SURNAMES = ("Larkspur", "Undershaw", "Pike", "Vane", "Oakes", "Mistry")
PLACES = tuple(f"ZY{number} 4AB" for number in range(1, 6))


def told_of(chance, number):
    born = dt.date(2010, 1, 1) + dt.timedelta(chance.randrange(2000))
    return number, chance.choice(FORENAMES), chance.choice(SURNAMES), born, chance.choice(PLACES)


def misspelt(chance, row):
    number, forename, surname, born, place = row
    letter = chance.randrange(len(surname))
    wrong = chance.choice((surname, surname[:letter] + "x" + surname[letter:]))
    return number, forename, wrong, chance.choice((born, born, None)), chance.choice((place, place, None))


def county(mash, help_):
    return landed(
        mash_log_contacts=[partner(f"M{row[0]}", *row[1:]) for row in mash],
        early_help_cases=[partner(f"E{row[0]}", *row[1:]) for row in help_],
    )


def table(build, name):
    return sorted(build.select(f"SELECT * FROM {name}").rows, key=str)


@pytest.mark.parametrize("seed", range(3))
def test_a_build_that_goes_on_from_another_ends_as_one_made_from_nothing(tmp_path, seed):
    chance, home = random.Random(seed), Home.at(tmp_path)
    mash = [told_of(chance, number) for number in range(40)]
    help_ = [misspelt(chance, row) for row in mash]
    changed = [*mash[:35], *(misspelt(chance, row) for row in mash[35:])]
    first = county(mash, help_[:36])
    link(first, home, "local")
    going_on, from_nothing = county(changed, help_), county(changed, help_)
    link(going_on, home, "local", before=MemoryReader(first))
    link(from_nothing, home, "local")
    for name in ("person_record", "link_pair", "link_node", "link_review", "link_explained"):
        assert table(going_on, name) == table(from_nothing, name), name


def test_only_what_is_new_or_changed_is_compared_with_the_rest(tmp_path, monkeypatch):
    compared = []
    score = scoring.score
    monkeypatch.setattr("sherwood.identity.matching.score", lambda *told: compared.append(score(*told)) or compared[-1])
    home, rows = Home.at(tmp_path), [told_of(random.Random(1), number) for number in range(1)]
    chance = random.Random(2)
    rows = [told_of(chance, number) for number in range(20)]
    first, same, more = county(rows, []), county(rows, []), county([*rows, told_of(chance, 99)], [])
    link(first, home, "local")
    link(same, home, "local", before=MemoryReader(first))
    link(more, home, "local", before=MemoryReader(first))
    assert compared == [20, 0, 1]


def test_only_records_that_are_new_get_a_key_and_the_others_keep_theirs(tmp_path, monkeypatch):
    made = []
    make = records.record_key
    monkeypatch.setattr(records, "record_key", lambda *told: made.append(told[2:]) or make(*told))
    home, chance = Home.at(tmp_path), random.Random(3)
    rows = [told_of(chance, number) for number in range(5)]
    first, more = county(rows, []), county([*rows, told_of(chance, 9)], [])
    link(first, home, "local")
    assert len(made) == 5
    link(more, home, "local", before=MemoryReader(first))
    assert made[5:] == [("mash_log", "M9")]
    keys = [dict(build.select("SELECT source_id, record_key FROM person_record").rows) for build in (first, more)]
    assert keys[0].items() <= keys[1].items()


def test_a_record_that_leaves_its_person_is_a_split_and_a_person_gone_into_another_a_merge():
    moved = [Moved("a", "a", "a"), Moved("b", "a", "b"), Moved("c", "c", "d")]
    assert events(moved) == [("b", SPLIT, "a", "b"), ("c", MERGED, "c", "d")]


def test_a_record_that_stays_where_it_was_is_no_event():
    assert events([Moved("a", "a", "a"), Moved("z", "a", "a")]) == []


def put_persons(build, **person_of):
    for table, people in (("person_record", "abc"), ("matching_store", "d")):
        keys = [name for name in person_of if name[0] in people]
        rows = {
            "record_key": pa.array(keys, pa.string()),
            "person_key": pa.array(map(person_of.get, keys), pa.string()),
        }
        build.insert_arrow(table, pa.table(rows))


def test_all_records_are_found_of_the_persons_that_some_record_left():
    with memory() as first, memory() as second:
        put_persons(first, a1="a1", a2="a1", b1="b1", c1="c1", d1="d1")
        put_persons(second, a1="a1", a2="a2", b1="b1", c2="c2", d1="b1")
        found = moved_since(second, MemoryReader(first))
        assert sorted(found) == [("a1", "a1", "a1"), ("a2", "a1", "a2"), ("d1", "d1", "b1")]
        assert moved_since(second, None) == []


def test_a_merge_is_written_by_the_build_that_makes_it(tmp_path):
    home, born = Home.at(tmp_path), dt.date(2014, 5, 17)
    row = ("1", "Lily", "Larkspur", born, "ZY1 4AB")
    first, second = county([row], [("1", "Lily", "Larkspur", born, None)]), county([row], [row])
    link(first, home, "local")
    apart = len(set(persons(first).values()))
    link(second, home, "local", before=MemoryReader(first))
    assert len(set(persons(second).values())) == 1
    assert second.count("link_event") == apart - 1
