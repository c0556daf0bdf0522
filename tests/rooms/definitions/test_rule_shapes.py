"""A rule that cannot be asked stops the catalogue, with the file, the key and the nearest right spelling."""

import pytest
from tests.rooms.quality.worked import CATALOGUE

from sherwood.definitions.errors import CatalogueError, Problem
from sherwood.definitions.rules import load_rules

SET = """
title = "Rules"
feed = "ssda903"
first_year = "2022-23"
about = "Made up."
changed = []
source = [{ title = "Nobody" }]
"""
RULE = """
title = "Wrong"
code = "1"
remedy = "Put it right."
editions = ["2022-23"]
table = "header"
fields = ["sex"]
changed = []
where = [{ column = "sex", filled = true }]
[example]
why = "So."
given = {}
"""


@pytest.fixture
def rules(tmp_path):
    """Write files of a set and read it."""

    def read(name="made_up", **files):
        folder = tmp_path / "rules" / "made_up"
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in ({"set": SET} | files).items():
            ending = ".sql" if file.endswith("_sql") else ".toml"
            (folder / f"{file.removesuffix('_sql')}{ending}").write_text(text, encoding="utf-8")
        return load_rules(name, CATALOGUE, shipped=tmp_path)

    return read


def problems(rules, **files):
    with pytest.raises(CatalogueError) as caught:
        rules(**files)
    return str(caught.value)


def test_a_sound_rule_is_read_with_its_set(rules):
    book = rules(one=RULE)
    assert book.of.feed == "ssda903"
    assert [rule.code for rule in book.in_force("2030-31")] == ["1"]


def test_an_unknown_key_is_refused_with_the_nearest(rules):
    assert "did you mean 'remedy'" in problems(rules, one=RULE.replace("remedy", "remedi"))


def test_an_unknown_key_inside_a_condition_is_refused(rules):
    said = problems(rules, one=RULE.replace("filled = true", "fulled = true"))
    assert "unknown key 'where.0.fulled'" in said
    assert "did you mean 'filled'" in said


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('{ column = "sex" }', "tests nothing"),
        ("{ filled = true }", "give column with what it must be, or one of any"),
        (
            '{ column = "sex", any = [{ column = "sex", filled = true }] }',
            "give column with what it must be, or one of any",
        ),
        ('{ column = "dob", plus_years = 4 }', "tests nothing"),
    ],
)
def test_a_condition_that_says_nothing_or_two_things_is_refused(rules, condition, words):
    assert words in problems(rules, one=RULE.replace('{ column = "sex", filled = true }', condition))


def test_an_unknown_code_list_is_refused_with_the_nearest(rules):
    said = problems(rules, one=RULE.replace("filled = true", 'off_list = "legal_statis"'))
    assert "unknown code list 'legal_statis'" in said
    assert "did you mean 'legal_status'" in said


def test_a_year_is_written_as_a_collection_year(rules):
    assert "editions.0" in problems(rules, one=RULE.replace("2022-23", "2022/23"))


def test_conditions_and_sql_exclude_each_other(rules):
    assert "a rule of kind 'rows' says which in where" in problems(rules, one='kind = "sql"\n' + RULE)


def test_a_rule_of_sql_has_its_file_beside_it_and_no_file_is_left_over(rules):
    no_where = RULE.replace('where = [{ column = "sex", filled = true }]', 'kind = "sql"')
    assert "there is no one.sql beside it" in problems(rules, one=no_where)
    assert rules(one=no_where, one_sql="SELECT source_row FROM header").sql
    assert "no rule of kind 'sql' stands beside it" in problems(rules, two_sql="SELECT 1", one=RULE)


def test_a_code_is_issued_once_a_year(rules):
    assert "1 of 2022-23 is already that of rules/made_up/one.toml" in problems(rules, one=RULE, two=RULE)


def test_a_set_without_its_file_or_with_an_unknown_feed_is_refused(rules, tmp_path):
    assert "unknown feed 'ssda309'" in problems(rules, set=SET.replace("ssda903", "ssda309"))
    (tmp_path / "rules" / "made_up" / "set.toml").unlink()
    with pytest.raises(CatalogueError, match=r"no set\.toml that can be read"):
        load_rules("made_up", CATALOGUE, shipped=tmp_path)


def test_an_unknown_set_is_refused_with_the_nearest(rules):
    with pytest.raises(Problem, match="did you mean 'made_up'"):
        rules(name="make_up", one=RULE)
