from tests.rooms.warehouse.landed import day, the_catalogue

from sherwood import warehouse
from sherwood.identity import link


def some_children(landed):
    landed.born("1", "2010-01-01").episode("1", "2016-05-01", "2017-06-01", rec="X1").episode(
        "1", "2017-06-01", None, "P"
    )
    landed.born("2", "2005-01-01").episode("2", "2017-05-01", "2017-09-01", rec="E4A")
    return landed.add("reviews", "1", review=day("2017-06-20"))


def whole(landed, progress=lambda stage, item, done, total: None):
    build = landed.staged()
    link(build, landed.home, "local")
    return build, warehouse.build(build, the_catalogue(), landed.council, progress)


def test_the_same_rows_make_the_same_tables_in_whatever_order_they_come(landed):
    first, _ = whole(some_children(landed))
    for rows in landed.rows.values():
        rows.reverse()
    second, _ = whole(landed)
    assert {name: first.table_hash(name) for name in first.tables()} == {
        name: second.table_hash(name) for name in second.tables()
    }


def test_progress_names_every_table_and_check_and_ends_whole(landed):
    told = []
    _, results = whole(some_children(landed), lambda stage, item, done, total: told.append((stage, item, done, total)))
    built = [item for stage, item, _, _ in told if stage == "build" and item]
    assert built.index("episode") < built.index("period_of_care") < built.index("review_due")
    assert [item for stage, item, _, _ in told if stage == "check" and item] == [each.name for each in results]
    last = {stage: (done, total) for stage, _, done, total in told}
    assert all(done == total for done, total in last.values())


def test_the_councils_code_names_the_authority_where_none_is_given(landed):
    build, _ = whole(some_children(landed))
    assert build.select("SELECT authority FROM build_facts").rows == [("local",)]
