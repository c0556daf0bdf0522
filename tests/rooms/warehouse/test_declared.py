import pytest

from sherwood.definitions.shapes.table import Table
from sherwood.store import memory
from sherwood.warehouse import WarehouseError
from sherwood.warehouse.declared import engine_columns, refuse_other_columns, repeated_keys

DECLARED = Table.model_validate(
    {
        "id": "stay",
        "title": "Stays",
        "grain": "one row per stay",
        "about": "For a test.",
        "holds": "people",
        "key": ["person_key", "start_date"],
        "changed": [],
        "columns": {
            name: {"type": kind, "means": "…"}
            for name, kind in {
                "person_key": "key",
                "source_row": "key",
                "start_date": "date",
                "nights": "integer",
                "is_open": "flag",
                "cost": "number",
                "sex": "code",
                "note": "text",
            }.items()
        },
    }
)
GOOD = {
    "person_key": "'p'",
    "source_row": "'r:2'",
    "start_date": "DATE '2017-05-01'",
    "nights": "CAST(1 AS INTEGER)",
    "is_open": "TRUE",
    "cost": "CAST(1 AS DOUBLE)",
    "sex": "'F'",
    "note": "'n'",
}


def built(columns):
    build = memory()
    build.create_table_as("stay", f"SELECT {', '.join(f'{value} AS {name}' for name, value in columns.items())}")
    return build


def test_a_table_as_declared_is_accepted():
    refuse_other_columns(built(GOOD), DECLARED)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({name: value for name, value in GOOD.items() if name != "note"}, "'note' is declared but not built"),
        (GOOD | {"extra": "1"}, "'extra' is built but not declared"),
        (GOOD | {"nights": "CAST(1 AS BIGINT)"}, "'nights' is declared as INTEGER but built as BIGINT"),
        (GOOD | {"start_date": "TIMESTAMP '2017-05-01'"}, "'start_date' is declared as DATE but built as TIMESTAMP"),
        (dict(reversed(GOOD.items())), "another order"),
    ],
)
def test_a_table_with_other_columns_or_types_is_refused_naming_them(columns, why):
    with pytest.raises(WarehouseError, match=why) as refusal:
        refuse_other_columns(built(columns), DECLARED)
    assert "catalogue/tables/stay.toml" in str(refusal.value)


def test_each_type_has_one_engine_type():
    assert list(engine_columns(DECLARED).values()) == [
        "VARCHAR",
        "VARCHAR",
        "DATE",
        "INTEGER",
        "BOOLEAN",
        "DOUBLE",
        "VARCHAR",
        "VARCHAR",
    ]


def test_a_key_that_two_rows_share_is_found_once():
    build = built(GOOD)
    assert len(build.select(repeated_keys(DECLARED))) == 0
    build.execute("INSERT INTO stay SELECT * REPLACE ('r:3' AS source_row) FROM stay")
    assert build.select(repeated_keys(DECLARED)).rows == [("r:2",)]
