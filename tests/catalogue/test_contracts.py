"""What the page of contracts says of the warehouse's tables is what they are declared to be."""

import re
from pathlib import Path

import pytest

from sherwood.definitions.catalogue import load_catalogue

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "rooms-and-contracts.md"
ROW = re.compile(r"^\| ([a-z_]+) \| .+? \| (.+) \|$", re.MULTILINE)
CATALOGUE = load_catalogue()
COMMON = {"authority", "feed", "person_key", "source_row"}
HOLD_NO_PEOPLE = {"build_facts", "calendar_day", "code", "collection_year", "organisation", "timescale_limit", "worker"}
# Tables whose many alike columns are told together, in words.
IN_WORDS = {"health_year": "the OC2 answers", "care_leaver": "the yes/no columns"}
TABLES = {name: told for name, told in ROW.findall(PAGE.read_text(encoding="utf-8")) if name != "table"}


def columns_told(text):
    return {part.strip() for part in re.sub(r"\([^)]*\)", "", text).split(",")}


def test_every_table_of_people_is_told_and_no_other():
    assert set(TABLES) == set(CATALOGUE.tables) - HOLD_NO_PEOPLE - {"person_record"}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_columns_told_are_the_columns_declared(name):
    declared = set(CATALOGUE.table(name).columns) - COMMON
    told = columns_told(TABLES[name])
    if name in IN_WORDS:
        worded = {each for each in told if each.startswith(IN_WORDS[name])}
        assert worded
        assert told - worded <= declared
        return
    assert told == declared
