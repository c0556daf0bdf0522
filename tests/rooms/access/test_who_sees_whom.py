"""Every figure, list, row and address answers exactly what a plain reading of the rules says, and no clause is spare."""

import random

import pytest
from tests.rooms.access import made_up

from sherwood.access import aggregate, clauses, listing, person_for, read

COUNTIES = 4
VIEWERS = 12
ADDRESSES = 4  # with a figure, a list and rows: 4 * 12 * 7 = 336 questions


def surprises(county, viewer) -> list[str]:
    """Where an answer is not what the rules say, in either direction."""
    facts = made_up.facts()
    counted = made_up.countable(county, viewer)
    found = []
    (total,) = [sum(row["numerator"] for row in aggregate(county.reader, facts, viewer))]
    if total != len(counted):
        found.append(f"figure {total}, not {len(counted)}")
    named = made_up.nameable(county, viewer, counted)
    listed = listing(county.reader, facts, viewer, reason="test", limit=1000)
    if sorted(row["record_key"] for row in listed.rows) != sorted(
        f"{row['authority']}-{row['person_key']}" for row in named
    ):
        found.append("list")
    if (listed.counted, listed.openable) != (len(counted), len(named)):
        found.append("numbers of the list")
    seen = {row["source_row"] for row in read(county.reader, "episode", viewer, ["source_row"])}
    if seen != {row["source_row"] for row in made_up.readable(county, viewer)}:
        found.append("rows")
    for record in random.Random(viewer.account_id).sample(county.rows["person_record"], ADDRESSES):
        if (person_for(county.reader, record["record_key"], viewer) is not None) != made_up.may_open(
            county, viewer, record
        ):
            found.append(f"address {record['record_key']}")
    return found


def questions(seed: int):
    draw = random.Random(seed)
    county = made_up.county(draw, children=8)
    for _ in range(VIEWERS):
        yield county, made_up.viewer(draw, county, account_id=str(draw.random()))


@pytest.mark.parametrize("seed", range(COUNTIES))
def test_random_viewers_see_what_the_rules_say_and_nothing_else(seed):
    for county, viewer in questions(seed):
        assert surprises(county, viewer) == [], viewer


@pytest.mark.parametrize("left_out", clauses.CLAUSES, ids=lambda clause: clause.name)
def test_leaving_out_any_one_clause_shows_somebody_too_much(left_out, monkeypatch):
    kept = tuple(clause for clause in clauses.CLAUSES if clause is not left_out)
    monkeypatch.setattr(clauses, "CLAUSES", kept)
    assert any(surprises(county, viewer) for seed in range(COUNTIES) for county, viewer in questions(seed))
