"""The files of rules of records are held against the catalogue: what they name is there, and no SQL stands alone."""

import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.record_rules import load_record_rules

RULE = """
title = "A local rule"
topic = "missing"
who = "worker"
remedy = "Mend it."
table = "person"
feeds = [["ssd"]]
changed = [{ date = 2026-11-29, note = "First edition." }]

[example]
why = "The first is at fault."
data_date = 2026-03-31

[example.given]
person = \"\"\"
person_key | fires
a          | yes
b          |
\"\"\"
"""
SQL = "SELECT p.authority FROM person AS p\n"


def council(tmp_path, text=RULE, sql=SQL, name="local_rule"):
    folder = tmp_path / "record_rules"
    folder.mkdir(exist_ok=True)
    if text:
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    if sql:
        (folder / f"{name}.sql").write_text(sql, encoding="utf-8")
    return tmp_path


def problem(folder):
    with pytest.raises(CatalogueError) as found:
        load_record_rules(load_catalogue(), folder)
    return str(found.value)


def test_councils_own_rule_stands_beside_those_shipped(tmp_path):
    book = load_record_rules(load_catalogue(), council(tmp_path))
    assert book.rules["local_rule"].title == "A local rule"
    assert book.sql["local_rule"] == SQL
    assert "sex_missing" in book.rules


def test_councils_sql_takes_the_place_of_the_shipped_one(tmp_path):
    shipped = load_record_rules(load_catalogue())
    book = load_record_rules(load_catalogue(), council(tmp_path, name="sex_missing"))
    assert book.sql["sex_missing"] == SQL
    assert book.rules["sex_missing"].title == "A local rule"
    assert book.content_hash != shipped.content_hash


def test_other_sql_makes_other_rules_and_so_another_build(tmp_path):
    one = load_record_rules(load_catalogue(), council(tmp_path)).content_hash
    other = load_record_rules(load_catalogue(), council(tmp_path, sql=SQL + "WHERE TRUE\n")).content_hash
    assert one != other


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULE.replace('table = "person"', 'table = "persom"'), "unknown table 'persom'"),
        (RULE.replace('[["ssd"]]', '[["sds"]]'), "unknown feed 'sds'"),
        (RULE.replace('"missing"', '"mising"'), "topic"),
        (RULE.replace("remedy", "remedi"), "remedi"),
        (RULE.replace('table = "person"', 'table = "episode"'), "the example gives no rows of 'episode'"),
        (RULE.replace('feeds = [["ssd"]]', "feeds = []"), "feeds"),
    ],
)
def test_what_a_rule_names_must_be_there(tmp_path, text, words):
    assert words in problem(council(tmp_path, text))


def test_rule_without_sql_and_sql_without_rule_are_refused(tmp_path):
    assert "there is no local_rule.sql beside it" in problem(council(tmp_path, sql=""))
    (tmp_path / "record_rules" / "local_rule.toml").unlink()
    (tmp_path / "record_rules" / "local_rule.sql").write_text(SQL, encoding="utf-8")
    assert "no local_rule.toml stands beside it" in problem(tmp_path)
