import pytest

from sherwood.warehouse import WarehouseError, sql_hash
from sherwood.warehouse.sql_files import CHECKS, TABLES, by_order_of_need, sql_files


def models(folder, **texts):
    """The .sql files of a folder made for one test."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.sql").write_text(text)
    return sql_files(folder)


def names(ordered):
    return [each.name for each in ordered]


def test_a_table_is_built_after_those_it_reads_and_otherwise_by_name(tmp_path):
    found = models(tmp_path / "a", c="SELECT 1 AS one", b="SELECT * FROM a JOIN c ON TRUE", a="SELECT * FROM landed")
    assert names(by_order_of_need(found, frozenset({"landed"}))) == ["a", "c", "b"]


def test_a_name_that_is_no_table_is_refused_with_the_file(tmp_path):
    found = models(tmp_path / "b", review="SELECT * FROM episodes")
    with pytest.raises(WarehouseError, match=r"review\.sql reads 'episodes', which is no table"):
        by_order_of_need(found, frozenset({"episode"}))


def test_tables_that_read_one_another_in_a_circle_are_named(tmp_path):
    found = models(tmp_path / "c", a="SELECT * FROM b", b="SELECT * FROM c", c="SELECT * FROM a", d="SELECT 1 AS one")
    with pytest.raises(WarehouseError, match="in a circle: a, b, c"):
        by_order_of_need(found, frozenset())


def test_a_table_that_reads_itself_is_a_circle(tmp_path):
    with pytest.raises(WarehouseError, match="in a circle: a;"):
        by_order_of_need(models(tmp_path / "d", a="SELECT * FROM a"), frozenset())


def test_what_a_select_makes_for_itself_is_no_table_it_reads(tmp_path):
    text = "WITH x AS (SELECT * FROM landed), y AS (SELECT * FROM x) SELECT * FROM y WHERE k IN (SELECT k FROM other)"
    (model,) = models(tmp_path / "e", a=text).values()
    assert model.reads == {"landed", "other"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT 1; SELECT 2", "2 statements"),
        ("DROP TABLE person", "it must hold one SELECT"),
        ("-- nothing", "0 statements"),
        ("SELECT FROM WHERE (", "not readable as SQL"),
    ],
)
def test_a_file_holds_one_readable_select(tmp_path, text, why):
    with pytest.raises(WarehouseError, match=why):
        models(tmp_path / "f", a=text)


def test_a_header_line_that_is_needed_and_missing_is_named(tmp_path):
    (model,) = models(tmp_path / "g", a="-- What it means.\n-- on failure: warn\nSELECT 1 AS one").values()
    assert (model.header[0], model.says("on failure")) == ("What it means.", "warn")
    with pytest.raises(WarehouseError, match=r"a\.sql: its header has no line '-- remedy"):
        model.says("remedy")


def test_every_packaged_table_says_its_grain_key_and_rules():
    for model in sql_files(TABLES).values():
        assert model.header[0].endswith((".", ",")) or len(model.header) > 3, model.name
        assert all(model.says(key) for key in ("grain", "key", "rules")), model.name


def test_packaged_sql_is_portable():
    for model in (*sql_files(TABLES).values(), *sql_files(CHECKS).values()):
        text = model.text.upper()
        for word in ("ASOF", "GENERATE_SERIES", "UNNEST", "ISODOW", "DAYOFWEEK", "QUALIFY", "CURRENT_DATE", "RANDOM("):
            assert word not in text, f"{model.name}: {word}"


def test_the_fingerprint_of_all_sql_is_the_same_each_time():
    assert sql_hash() == sql_hash()
    assert len(sql_hash()) == 16
