"""How partners write people down: at or above the rates linkage was measured with, counted against the truth, in every feed."""

from functools import lru_cache

import numpy as np
import pyarrow as pa
import pytest
from tests.oracles.exact_rules import joined, plain, precision_recall_f1, true_pairs
from tests.support.small_everyone import small_everyone

from sherwood.synthetic.everyone import Everyone, Role
from sherwood.synthetic.identifying import homes_on, register
from sherwood.synthetic.partner_feed import Registered
from sherwood.vocabulary.identifiers import nhs_number_is_valid

FEEDS = ("police_incidents", "health_cla", "attendance_daily")


@lru_cache(maxsize=4)
def made(feed: str, preset: str) -> tuple[Everyone, Registered]:
    """A feed that holds two in three of everybody."""
    everyone = small_everyone(preset=preset)
    generator = np.random.default_rng(FEEDS.index(feed))
    people = np.unique(everyone.living.person)
    people = np.sort(generator.choice(people, len(people) * 2 // 3, replace=False))
    since = generator.integers(everyone.first_day, everyone.last_day, len(people)).astype(np.int32)
    return everyone, register(everyone, feed, people, since, generator)


def told(everyone: Everyone, registered: Registered) -> list[tuple[dict, dict]]:
    """Every record beside what would have been right, as plain values."""
    people, homes, person = everyone.people, everyone.homes, registered.person
    home = homes_on(everyone, person, registered.since)
    true = pa.table(
        {
            "forename": everyone.forenames.take(pa.array(people.forename[person])),
            "surname": everyone.surnames.take(pa.array(people.surname[person])),
            "birth_date": pa.array(people.born[person].astype("datetime64[D]")),
            "nhs_number": pa.array(people.nhs_number[person].astype(str), pa.string()),
            "upn": people.upn.take(pa.array(person)),
            "uprn": pa.array(homes.uprn[home].astype(str), pa.string()),
            "postcode": everyone.postcodes.take(pa.array(homes.postcode[home])),
            "is_child": pa.array(people.role[person] == Role.CHILD),
            "has_home": pa.array(home >= 0),
        }
    )
    return list(zip(registered.columns.to_pylist(), true.to_pylist(), strict=True))


@pytest.fixture(params=FEEDS)
def pairs(request: pytest.FixtureRequest) -> list[tuple[dict, dict]]:
    return told(*made(request.param, "standard_mess"))


def share(cases: list[bool]) -> float:
    return sum(cases) / len(cases)


def is_swapped(record: dict, true: dict) -> bool:
    """Whether one of the names stands where the other should; a slip may have hidden the other one."""
    written, right = [(plain(each["forename"]), plain(each["surname"])) for each in (record, true)]
    return right[0] != right[1] and (written[0] == right[1] or written[1] == right[0])


def is_one_slip(written: str, right: str) -> bool:
    """Whether one letter was left out, added, changed, or changed about with its neighbour."""
    written, right = plain(written), plain(right)
    if written == right or abs(len(written) - len(right)) > 1:
        return False
    start = next((at for at, (one, two) in enumerate(zip(written, right, strict=False)) if one != two), None)
    start = min(len(written), len(right)) if start is None else start
    rest, other = written[start:], right[start:]
    turned = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return turned or rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other


@pytest.mark.parametrize(("field", "least"), [("forename", 0.10), ("surname", 0.08)])
def test_names_are_misspelt_at_the_declared_rates(pairs: list, field: str, least: float) -> None:
    assert least <= share([is_one_slip(record[field], true[field]) for record, true in pairs]) <= least + 0.06


def test_forenames_are_cut_short_and_surnames_changed(pairs: list) -> None:
    straight = [(record, true) for record, true in pairs if not is_swapped(record, true)]
    others = {
        field: share(
            [
                plain(record[field]) != plain(true[field]) and not is_one_slip(record[field], true[field])
                for record, true in straight
            ]
        )
        for field in ("forename", "surname")
    }
    assert 0.05 <= others["forename"] <= 0.11
    assert 0.05 <= others["surname"] <= 0.11


def test_names_are_swapped(pairs: list) -> None:
    assert 0.015 <= share([is_swapped(record, true) for record, true in pairs]) <= 0.03


def test_birth_dates_are_wrong_or_missing(pairs: list) -> None:
    told_dates = [(record["birth_date"], true["birth_date"]) for record, true in pairs if record["birth_date"]]
    assert 0.05 <= share([one != two for one, two in told_dates]) <= 0.08
    assert 0.03 <= 1 - len(told_dates) / len(pairs) <= 0.05
    about = [one for one, two in told_dates if one != two and (one.day, one.month) == (two.month, two.day)]
    assert about
    assert any((one.day, one.month) == (1, 1) for one, two in told_dates if one != two)


def test_addresses_are_of_another_time_or_missing(pairs: list) -> None:
    at_home = [(record, true) for record, true in pairs if true["has_home"]]
    told_homes = [(record["uprn"], true["uprn"]) for record, true in at_home if record["uprn"]]
    assert 0.18 <= share([one != two for one, two in told_homes]) <= 0.25
    assert 0.20 <= share([record["uprn"] is None for record, _ in at_home]) <= 0.25
    assert 0.05 <= share([record["postcode"] is None for record, _ in at_home]) <= 0.08


def test_numbers_are_missing_or_mistyped(pairs: list) -> None:
    assert 0.45 <= share([record["nhs_number"] is None for record, _ in pairs]) <= 0.5
    wrong = [r["nhs_number"] for r, true in pairs if r["nhs_number"] and r["nhs_number"] != true["nhs_number"]]
    assert wrong
    assert not any(nhs_number_is_valid(number) for number in wrong)
    children = [record for record, true in pairs if true["is_child"]]
    assert share([record["upn"] is None for record in children]) >= 0.25
    assert not any(record["upn"] for record, true in pairs if not true["is_child"])


def test_a_few_people_are_entered_twice(pairs: list) -> None:
    numbers = [record["source_id"] for record, _ in pairs]
    assert len(set(numbers)) == len(numbers)
    people = len({true["nhs_number"] for _, true in pairs})
    assert 0.015 <= (len(pairs) - people) / people <= 0.03


def test_what_is_wrong_comes_together(pairs: list) -> None:
    """A record without an NHS number is the likelier to be misspelt."""
    wrong = {is_missing: [] for is_missing in (True, False)}
    for record, true in pairs:
        wrong[record["nhs_number"] is None].append(plain(record["surname"]) != plain(true["surname"]))
    assert share(wrong[True]) > 1.3 * share(wrong[False])


def test_a_clean_county_is_written_down_without_a_mistake() -> None:
    for record, true in told(*made("health_cla", "clean")):
        home = {"uprn", "postcode"} if true["has_home"] else set()
        for field in {"forename", "surname", "birth_date", "nhs_number"} | home:
            assert record[field] == true[field], field


def test_a_feeds_numbers_tell_nothing_of_the_person() -> None:
    one, two = (made(feed, "standard_mess")[1] for feed in FEEDS[:2])
    assert not set(one.columns["source_id"].to_pylist()) & set(two.columns["source_id"].to_pylist())
    figures = np.array([int("".join(c for c in each if c.isdigit())) for each in one.columns["source_id"].to_pylist()])
    assert abs(np.corrcoef(figures, one.person)[0, 1]) < 0.05


def test_joining_by_equal_values_alone_misses_much() -> None:
    records: list[dict] = []
    persons: list[int] = []
    for feed in FEEDS:
        registered = made(feed, "standard_mess")[1]
        records += registered.columns.to_pylist()
        persons += registered.person.tolist()
    precision, recall, f1 = precision_recall_f1(joined(records), true_pairs(persons))
    assert precision > 0.95
    assert recall > 0.5
    assert f1 <= 0.85
