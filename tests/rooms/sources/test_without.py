"""A file without the rows of somebody who was erased: same form, every other row as it was and in its place."""

import datetime as dt
import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.recognising import Recognised, recognise_file
from sherwood.sources.without import without

HEADINGS = (
    "Incident No,Nominal Ref,Forename(s),Surname,DOB,Gender,Nominal House,Nominal Street,Nominal Postcode,Under 18,Role,"
    "Incident Date,Incident Time,Recorded Date,Incident Class,DA Flag,DASH Risk,ASB Class,Outcome,Outcome Date,PPN Rating,"
    "Incident House,Incident Street,Incident Postcode,Record Status"
)
POLICE = HEADINGS.split(",")
ROWS = [
    ["I1", "N1", "Kit", "Larch", "09/11/2014", *[""] * 5, "child_present", "02/05/2023", *[""] * 13],
    ["I1", "N2", "Dean\nJames", "Larch", "17/02/1988", *[""] * 5, "suspect", "02/05/2023", *[""] * 13],
    ["I2", "N1", "Kit", "Larch", "09/11/2014", *[""] * 5, "victim", "03/05/2023", *[""] * 13],
    ["I3", "N3", "Amy", "Rowe", "01/01/2010", *[""] * 5, "victim", "04/05/2023", *[""] * 13],
]


@pytest.fixture(scope="module")
def feeds():
    return load_catalogue().feeds


def found_as(feeds, name, content):
    """What a file is: a census by its content, else the force's list in the form of its name."""
    kind = name.rpartition(".")[2]
    return (
        recognise_file(name, content, feeds)
        if kind == "xml"
        else Recognised(feeds["police_incidents"], kind, "incidents")
    )


def cleaned(feeds, name, content, *numbers):
    found = found_as(feeds, name, content)
    year = found.feed.years[max(found.feed.years)]
    return without(found, year, name, content, lambda number: number.strip() in numbers)


def as_csv(rows):
    import csv

    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([POLICE, *rows])
    return text.getvalue().encode()


def as_workbook(rows):
    book = openpyxl.Workbook()
    book.active.title = "Incidents"
    for row in [POLICE, *rows]:
        book.active.append([dt.datetime(2023, 5, 2) if cell == "02/05/2023" else cell or None for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_parquet(rows):
    content = io.BytesIO()
    pq.write_table(pa.table(dict(zip(POLICE, zip(*rows, strict=True), strict=True))), content)
    return content.getvalue()


def numbers_by_line(feeds, name, content):
    """What the reader makes of a file: each row's line and the person it is about."""
    from sherwood.sources.reading import read_tables

    found = found_as(feeds, name, content)
    [raw] = read_tables(found, found.feed.years[max(found.feed.years)], name, content)
    return list(zip(raw.lines, raw.texts("person_number"), strict=True))


@pytest.mark.parametrize("make", [as_csv, as_parquet], ids=["CSV", "Parquet"])
def test_every_row_of_the_person_is_gone_and_no_other(feeds, make):
    name = f"incidents.{make.__name__[3:]}"
    found = cleaned(feeds, name, make(ROWS), "N1")
    assert found.rows == 2
    assert [number for _, number in numbers_by_line(feeds, name, found.content)] == ["N2", "N3"]
    assert b"Kit" not in found.content


def test_the_other_rows_of_a_csv_file_keep_their_lines(feeds):
    before = dict(numbers_by_line(feeds, "incidents.csv", as_csv(ROWS)))
    after = dict(numbers_by_line(feeds, "incidents.csv", cleaned(feeds, "incidents.csv", as_csv(ROWS), "N1").content))
    assert after == {line: number for line, number in before.items() if number != "N1"}


def test_a_cell_of_several_lines_goes_with_its_row(feeds):
    found = cleaned(feeds, "incidents.csv", as_csv(ROWS), "N2")
    assert b"James" not in found.content
    assert [number for _, number in numbers_by_line(feeds, "incidents.csv", found.content)] == ["N1", "N1", "N3"]


def test_a_row_of_a_sheet_is_emptied_in_its_place_and_days_stay_days(feeds):
    content = as_workbook([ROWS[0], ROWS[1]])
    found = cleaned(feeds, "incidents.xlsx", content, "N1")
    sheet = openpyxl.load_workbook(io.BytesIO(found.content))["Incidents"]
    assert [cell.value for cell in sheet[2]] == [None] * len(POLICE)
    assert sheet.cell(3, POLICE.index("Incident Date") + 1).value == dt.datetime(2023, 5, 2)


def test_a_file_in_which_the_person_does_not_stand_is_left_as_it_is(feeds):
    content = as_csv(ROWS)
    assert cleaned(feeds, "incidents.csv", content, "N9") == (content, 0)


def test_a_number_that_only_begins_alike_is_another_person(feeds):
    assert cleaned(feeds, "incidents.csv", as_csv(ROWS), "N").rows == 0


CENSUS = b"""<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header>
<Children>
<Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2014-01-02</PersonBirthDate></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2023-05-01</CINreferralDate></CINdetails></Child>
<Child><ChildIdentifiers><LAchildID>A2</LAchildID><PersonBirthDate>2015-03-04</PersonBirthDate></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2023-06-01</CINreferralDate></CINdetails></Child>
</Children></Message>
"""


def test_a_childs_element_of_a_census_is_taken_out_whole(feeds):
    found = cleaned(feeds, "cin.xml", CENSUS, "A1")
    assert found.rows == 1
    assert b"A1" not in found.content
    assert b"2014-01-02" not in found.content
    assert b"A2" in found.content
    assert recognise_file("cin.xml", found.content, feeds).feed.id == "cin_census"
