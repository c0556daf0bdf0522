import pytest
import sqlglot
from tests.rooms.warehouse.landed import day, the_catalogue, the_models

from sherwood.identity import link
from sherwood.store import memory
from sherwood.warehouse.build import build_tables
from sherwood.warehouse.emptiness import answers_nothing

NOTHING = [
    "SELECT x FROM nobody",
    "SELECT DISTINCT x FROM nobody WHERE x > 1 ORDER BY x LIMIT 3",
    "SELECT x, COUNT(*) AS n FROM nobody GROUP BY x HAVING COUNT(*) > 0",
    "SELECT x, ROW_NUMBER() OVER (ORDER BY x) AS place, MAX(x) OVER () AS most FROM nobody",
    "SELECT n.x FROM somebody AS s JOIN nobody AS n ON n.x = s.x",
    "SELECT n.x FROM somebody AS s CROSS JOIN nobody AS n",
    "SELECT n.x FROM somebody AS s, nobody AS n",
    "SELECT n.x FROM nobody AS n LEFT JOIN somebody AS s ON n.x = s.x",
    "SELECT x FROM nobody UNION ALL SELECT x FROM nobody",
    "SELECT x FROM (SELECT x FROM nobody) AS inner_part",
    "WITH a AS (SELECT x FROM nobody), b AS (SELECT x FROM a) SELECT x FROM b",
    "SELECT (SELECT MAX(x) FROM somebody) AS x FROM nobody GROUP BY x",
]
UNSURE = [
    "SELECT x FROM somebody",
    "SELECT COUNT(*) AS n FROM nobody",
    "SELECT MAX(x) AS most FROM nobody HAVING COUNT(*) = 0",
    "SELECT bool_or(x > 1) AS any_more, list(x) AS everything FROM nobody",
    "SELECT x, COUNT(*) AS n FROM nobody GROUP BY GROUPING SETS ((), (x))",
    "SELECT COUNT(*) AS n FROM nobody GROUP BY ALL",
    "SELECT COUNT(*) AS n FROM nobody GROUP BY ()",
    "SELECT 1 AS x",
    "SELECT x FROM (VALUES (1)) AS made(x)",
    "SELECT s.x FROM somebody AS s LEFT JOIN nobody AS n ON n.x = s.x",
    "SELECT s.x FROM nobody AS n RIGHT JOIN somebody AS s ON n.x = s.x",
    "SELECT s.x FROM nobody AS n FULL JOIN somebody AS s ON n.x = s.x",
    "SELECT s.x FROM somebody AS s ANTI JOIN nobody AS n ON n.x = s.x",
    "SELECT x FROM nobody UNION ALL SELECT x FROM somebody",
    "WITH nobody AS (SELECT x FROM somebody) SELECT x FROM nobody",
    "WITH counted AS (SELECT COUNT(*) AS x FROM nobody) SELECT x FROM counted",
    "SELECT range AS x FROM range(3)",
    "SELECT s.x FROM somebody AS s WHERE s.x NOT IN (SELECT x FROM nobody)",
]


@pytest.fixture(scope="module")
def somebody_and_nobody():
    with memory() as build:
        build.create_table("nobody", {"x": "INTEGER"})
        build.create_table_as("somebody", "SELECT 1 AS x")
        yield build


@pytest.mark.parametrize("text", NOTHING)
def test_a_select_over_nobody_is_known_to_answer_nothing(somebody_and_nobody, text):
    assert answers_nothing(sqlglot.parse_one(text, read="duckdb"), {"nobody"})
    assert not somebody_and_nobody.select(text).rows


@pytest.mark.parametrize("text", UNSURE)
def test_a_select_that_may_answer_something_is_run(somebody_and_nobody, text):
    assert somebody_and_nobody.select(text).rows
    assert not answers_nothing(sqlglot.parse_one(text, read="duckdb"), {"nobody"})


def test_every_table_that_is_not_worked_out_would_have_been_the_same_empty_table(landed):
    landed.born("1", "2010-01-01").episode("1", "2016-05-01", "2017-06-01", rec="X1")
    build = landed.add("reviews", "1", review=day("2017-06-20")).staged()
    link(build, landed.home, "local")
    build_tables(build, the_catalogue(), landed.council, authority="local")
    empty = build.empty_tables()
    left_out = {name: each for name, each in the_models().items() if answers_nothing(each.select, empty)}
    assert {"early_help", "contact"} <= left_out.keys()
    assert "due_day" not in left_out
    for name, model in left_out.items():
        assert build.create_table_as(f"again_{name}", model.select) == 0
        assert build.columns(f"again_{name}") == build.columns(name)
