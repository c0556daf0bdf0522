"""Families of the case system: one row for each number and person, however many records say it."""

import pytest
from tests.rooms.warehouse.partners import Partners


@pytest.fixture
def families(tmp_path):
    return Partners(tmp_path)


def test_each_person_stands_once_in_each_family(families):
    for child, number in (("1", "F1"), ("2", "F1"), ("1", "F2"), ("9", "F1")):
        families.ssd("family", child, fami_family_id=number)
    rows = families.same_person("1", "9").built().family
    told = sorted((row.family_number, row.person_key) for row in rows)
    assert len(told) == len(set(told)) == 3
    assert [number for number, _ in told] == ["F1", "F1", "F2"]
