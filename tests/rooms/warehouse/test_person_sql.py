from datetime import date

import pyarrow as pa
from tests.rooms.warehouse.landed import HIGH, Built, day
from tests.rooms.warehouse.partners import RECORDS, Partners


def test_a_child_has_the_facts_of_the_header(landed):
    (person,) = landed.born("1", "2010-02-03", sex="M", ethnic="WBRI", upn="A123").built().person
    assert (person.birth_date, person.sex, person.ethnicity, person.upn) == (day("2010-02-03"), "M", "WBRI", "A123")
    assert (person.source_id, person.record_key, person.source_row) == ("1", person.person_key, "header-2017-18:2")


def test_the_latest_years_header_stands_whatever_the_order_of_loading(landed):
    landed.year(2019).born("1", "2010-01-03", sex="F")
    landed.year(2018).born("1", "2010-01-02", sex="M")
    (person,) = landed.built().person
    assert (person.birth_date, person.sex) == (day("2010-01-03"), "F")


def test_of_two_headers_of_one_year_the_one_received_later_stands(landed):
    landed.year(2018, received=day("2019-07-01")).born("1", "2010-01-02")
    landed.year(2018, received=day("2019-06-01")).born("1", "2010-01-03")
    assert landed.built().person[0].birth_date == day("2010-01-02")


def test_a_child_in_any_table_is_a_person_without_the_headers_facts(landed):
    only_in = {
        "episodes": {"decom": day("2017-05-01")},
        "reviews": {"review": day("2017-05-01")},
        "uasc": {},
        "oc2": {},
        "oc3": {},
        "ad1": {},
        "placed_adoption": {"date_placed": day("2017-05-01")},
        "previous_permanence": {},
        "missing": {"mis_start": day("2017-05-01")},
        "social_worker_episodes": {"sw_decom": day("2017-05-01")},
        "deprivation_of_liberty": {"dolo_start": day("2017-05-01")},
    }
    assert {*only_in, "header"} == {table for feed, table in landed.rows if feed == "ssda903"}
    for table, cells in only_in.items():
        landed.add(table, table, **cells)
    people = {each.source_id: each for each in landed.built().person}
    assert set(people) == set(only_in)
    assert {(each.birth_date, each.sex) for each in people.values()} == {(None, None)}
    assert all(each.source_row == f"{table}-2017-18:2" for table, each in people.items())


def test_a_child_in_many_tables_is_one_person(landed):
    landed.born("1", "2010-01-01").episode("1", "2017-05-01").add("oc2", "1").year(2018).add("oc2", "1")
    assert len(landed.built().person) == 1


def test_a_row_in_the_uasc_table_makes_an_unaccompanied_child_until_its_end(landed):
    landed.born("1", "2001-01-01").born("2", "2001-01-01").born("3", "2001-01-01")
    landed.add("uasc", "1").add("uasc", "2", duc=day("2017-09-01"))
    found = {each.source_id: (each.is_uasc, each.uasc_ceased_date) for each in landed.built().person}
    assert found == {"1": (True, HIGH), "2": (True, day("2017-09-01")), "3": (False, HIGH)}


def test_the_latest_years_end_of_uasc_status_stands(landed):
    landed.add("uasc", "1").year(2018).add("uasc", "1", duc=day("2018-09-01"))
    assert landed.built().person[0].uasc_ceased_date == day("2018-09-01")


def test_a_person_goes_by_the_authoritys_number_whoever_knew_the_child_first(tmp_path):
    partners = Partners(tmp_path)
    partners.tells("sen2", "plans", "1", plan_number="P1", start_date="2020-01-06").episode("1", "2025-05-01")
    build = partners.staged()
    records = [("sen2", "P-77", date(2020, 2, 1)), ("ssda903", "1", date(2026, 3, 31))]
    rows = [
        {"authority": "local", "feed": feed, "source_id": number, "record_key": f"k-{feed}", "first_received": day}
        | {"person_key": "k-sen2"}
        for feed, number, day in records
    ]
    build.insert_arrow("person_record", pa.Table.from_pylist(rows, RECORDS))
    (row,) = Built(build, partners).person
    assert (row.record_key, row.source_id, row.feed) == ("k-sen2", "1", "ssda903")


def test_a_child_known_by_an_audit_alone_is_told_by_its_row(landed):
    landed.row("quality", "audits", "1", audit_number="A1", audit_date=day("2018-03-02"))
    (row,) = landed.built().person
    assert (row.feed, row.source_row) == ("quality", "audits-2017-18:2")
