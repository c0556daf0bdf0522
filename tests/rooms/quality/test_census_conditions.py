"""The engine's answer to a rule of the census is that of a slow reading of its conditions, row by row, on censuses drawn at random."""

import random

import pytest
from tests.oracles.rule_conditions import holds
from tests.rooms.quality.test_rule_conditions import as_text, drawn, written
from tests.rooms.quality.worked import CATALOGUE, ask, book, return_of
from tests.support.draws import seed_for

from sherwood.quality.days import days_of
from sherwood.vocabulary.calendar import WorkingCalendar

YEAR = "2025-26"
# What the slow reading does not do: it has no code lists, no parts of a pupil number, and no header of the census.
BEYOND = ("off_list", "children_upn", "reference_date")
RULES = {
    identifier: rule
    for identifier, rule in book("cin_census").rules.items()
    if rule.kind == "rows" and rule.is_in_force(YEAR) and not any(word in str(written(identifier)) for word in BEYOND)
}
FLAGS = ("0", "1", "true", "false", "")


def flag(chance, row):
    """Half the drawn texts of a flag are none: here most are."""
    return row | {name: chance.choice(FLAGS) for name in ("referral_nfa", "conference_not_required") if name in row}


def drawn_census(seed):
    """A small census whose children have one row each, and whose rows share the days of a few cases."""
    chance = random.Random(seed)
    children = [str(number) for number in range(1, 13)]
    tables = CATALOGUE.feed("cin_census").year_for(YEAR).tables
    given = {name: drawn(chance, table, children) for name, table in tables.items()}
    given["children"] = list({row["child"]: row for row in given["children"]}.values())
    days = ("2025-04-02", "2025-06-11", "2026-02-03")
    for rows in given.values():
        for at, row in enumerate(rows):
            shared = {
                name: chance.choice(days) for name in ("referral_date", "start_date", "plan_start_date") if name in row
            }
            rows[at] = {name: text for name, text in flag(chance, row | shared).items() if text}
    return given


@pytest.mark.parametrize("draw", range(4))
def test_every_rule_of_the_census_answers_as_when_read_row_by_row(draw):
    given = drawn_census(seed_for(f"census rules row by row {draw}"))
    build, _ = return_of("cin_census", YEAR, given)
    with build:
        slow = {name: build.select(f"SELECT * FROM {name}").dicts() for name in build.tables()}
    slow |= {"days": days_of(YEAR, WorkingCalendar())}
    results = ask("cin_census", YEAR, {name: as_text(rows) for name, rows in given.items() if rows})
    assert len(RULES) > 75
    for identifier, rule in RULES.items():
        wanted = {
            row["source_row"]
            for row in slow[rule.table]
            if all(holds(condition, row, slow, rule.table) is True for condition in written(identifier))
        }
        assert {each.source_row for each in results[rule.code].findings} == wanted, identifier


def test_most_rules_of_the_census_find_something_in_some_drawn_one():
    found = set()
    for draw in range(4):
        given = drawn_census(draw)
        results = ask("cin_census", YEAR, {name: as_text(rows) for name, rows in given.items() if rows})
        found |= {code for code, result in results.items() if result.findings}
    assert len(found) > 70
