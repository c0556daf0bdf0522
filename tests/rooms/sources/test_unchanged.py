"""What a landing table follows from, in short: the same for the same files in the same order, another for anything that counts."""

import datetime as dt

from sherwood.sources.staging.unchanged import fingerprints

DAY = dt.date(2026, 11, 20)
PIECE = {
    "rows_file": "/srv/landing/local/rows/d1/l1/episodes.parquet",
    "feed": "ssda903",
    "table_name": "episodes",
    "load": "l1",
    "received": DAY,
    "first_received": DAY,
    "precedence": 3,
    "part": 0,
}
COVER = {"feed": "ssda903", "table_name": "episodes", "precedence": 3, "covers_from": DAY, "covers_to": DAY}
KEY = ("ssda903", "episodes")


def of(*pieces, covers=(COVER,)):
    return fingerprints(pieces, covers)[KEY]


def test_where_the_landing_lies_does_not_matter():
    assert of(PIECE) == of(PIECE | {"rows_file": "/elsewhere/rows/d1/l1/episodes.parquet"})


def test_deliveries_of_other_tables_do_not_matter():
    later = {**PIECE, "table_name": "reviews", "precedence": 1}
    moved = {"precedence": 9}
    assert of(PIECE) == fingerprints([later, PIECE | moved], [COVER | moved])[KEY]


def test_another_reading_of_the_same_file_matters():
    assert of(PIECE) != of(PIECE | {"rows_file": "/srv/landing/local/rows/d2/l1/episodes.parquet"})


def test_the_order_of_deliveries_matters():
    other = PIECE | {"load": "l2"}
    assert of(PIECE | {"precedence": 1}, other | {"precedence": 2}) != of(
        PIECE | {"precedence": 2}, other | {"precedence": 1}
    )


def test_what_a_delivery_covers_and_when_it_came_matters():
    assert of(PIECE) != of(PIECE, covers=[COVER | {"covers_from": DAY - dt.timedelta(days=1)}])
    assert of(PIECE) != of(PIECE, covers=[])
    assert of(PIECE) != of(PIECE | {"first_received": DAY - dt.timedelta(days=1)})
