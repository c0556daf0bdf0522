"""The engine's answer to a rule is that of a slow reading of its conditions, row by row, on return after return drawn at random."""

import datetime as dt
import random
import tomllib
from importlib.resources import files

import pytest
from tests.oracles.rule_conditions import holds
from tests.rooms.quality.worked import CATALOGUE, ask, book, days_in, return_of, text_table
from tests.support.draws import seed_for

YEAR = "2025-26"
SHARED = {"episodes_in_order", "episodes_unbroken", "episodes_place", "last_episode_place", "care", "last_episode"}
PLAIN = {
    identifier: rule
    for identifier, rule in book("ssda903").rules.items()
    if rule.kind == "rows" and rule.is_in_force(YEAR)
}


def written(identifier):
    """A rule's conditions as they stand in its file."""
    path = files("sherwood.catalogue") / "rules" / f"{identifier}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["where"]


def names_in(conditions):
    """Every table and word that conditions name, and the lists they ask of."""
    text = str(conditions)
    return {name for name in SHARED if name in text} | ({"off_list"} if "off_list" in text else set())


CAN_BE_READ_SLOWLY = sorted(identifier for identifier in PLAIN if not names_in(written(identifier)))


def drawn(chance, table, children):
    """Rows of a table for some children: days near the year, codes of the list, numbers, and empty cells."""
    rows = []
    for child in children:
        for _ in range(chance.choice((0, 1, 1, 2))):
            cells = {name: cell(chance, column) for name, column in table.columns.items() if name != "child"}
            rows.append({"child": child} | {name: text for name, text in cells.items() if text})
    return rows


def cell(chance, column):
    if chance.random() < 0.15:
        return ""
    if column.type == "date":
        born = column.header == "DOB"
        start = dt.date(2008, 3, 25) if born else dt.date(2025, 3, 20)
        step = chance.choice((0, 1, 12, 365, 3000)) if born else chance.choice((0, 1, 7, 300, 390))
        return (
            "31/02/2025" if chance.random() < 0.05 else (start + dt.timedelta(days=chance.randint(0, step))).isoformat()
        )
    if column.type in ("integer", "number"):
        return str(chance.randint(0, 40))
    if column.codelist:
        return chance.choice([*CATALOGUE.codelist(column.codelist).codes, "QQ"])
    return chance.choice(("UN1", "UN4", "SW1", "XXXXXXX", "A123456789012", "NG1 1AA", "NG2"))


def drawn_return(seed):
    chance = random.Random(seed)
    children = [str(number) for number in range(1, 9)]
    tables = dict(CATALOGUE.feed("ssda903").year_for(YEAR).tables)
    tables |= {f"{name}_last": table for name, table in CATALOGUE.feed("ssda903").year_for("2024-25").tables.items()}
    return {name: drawn(chance, table, children) for name, table in tables.items()}


def one_row_a_child(given):
    """Tables that a rule may join by child hold one row each, as they should: what a repeated row means, no rule says."""
    single = ("header", "uasc", "oc2", "oc3", "ad1", "previous_permanence")
    return {
        name: list({row["child"]: row for row in rows}.values()) if name.removesuffix("_last") in single else rows
        for name, rows in given.items()
    }


@pytest.mark.parametrize("draw", range(6))
def test_every_rule_without_shared_tables_answers_as_when_read_row_by_row(draw):
    given = one_row_a_child(drawn_return(seed_for(f"rules row by row {draw}")))
    build, _ = return_of("ssda903", YEAR, given)
    with build:
        slow = {name: build.select(f"SELECT * FROM {name}").dicts() for name in build.tables()} | {
            "days": days_in(YEAR)
        }
    texts = {name: as_text(rows) for name, rows in given.items() if rows}
    results = ask("ssda903", YEAR, texts)
    assert len(CAN_BE_READ_SLOWLY) > 100
    for identifier in CAN_BE_READ_SLOWLY:
        rule = PLAIN[identifier]
        wanted = {
            row["source_row"]
            for row in slow[rule.table]
            if all(holds(condition, row, slow, rule.table) is True for condition in written(identifier))
        }
        assert {each.source_row for each in results[rule.code].findings} == wanted, identifier


def as_text(rows):
    names = sorted({name for row in rows for name in row})
    return "\n".join(" | ".join(cells) for cells in (names, *([row.get(name, "") for name in names] for row in rows)))


def test_a_return_drawn_in_text_is_the_return_drawn():
    rows = [{"child": "1", "sex": "M"}, {"child": "2"}]
    assert text_table(as_text(rows)) == rows
