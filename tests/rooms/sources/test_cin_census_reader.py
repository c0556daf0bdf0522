import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from tests.rooms.sources.ssda903_files import load, staged
from tests.support import samples

from sherwood.definitions.catalogue import load_catalogue
from sherwood.sources.errors import Refused
from sherwood.sources.readers.xml_file import collection_year_of, holds, read_xml, root_of

FEED = load_catalogue().feed("cin_census")
SAMPLES = samples.FOLDER / "cin_xml"

IDENTIFIERS = "<ChildIdentifiers><LAchildID>C1</LAchildID><Sex>F</Sex></ChildIdentifiers>"
HEADER = "<Header><CollectionDetails><Collection>CIN</Collection>{year}<ReferenceDate>{day}</ReferenceDate></CollectionDetails></Header>"


def document(*children: str, header: str = "", root: str = "<Message>") -> bytes:
    inside = "".join(f"<Child>{IDENTIFIERS}{child}</Child>" for child in children)
    return f"{root}{header}<Children>{inside}</Children></Message>".encode()


def case(day: str, *inside: str) -> str:
    return f"<CINdetails><CINreferralDate>{day}</CINreferralDate>{''.join(inside)}</CINdetails>"


def assessment(day: str, *factors: str) -> str:
    listed = "".join(f"<AssessmentFactors>{factor}</AssessmentFactors>" for factor in factors)
    return (
        f"<Assessments><AssessmentActualStartDate>{day}</AssessmentActualStartDate>"
        f"<FactorsIdentifiedAtAssessment>{listed}</FactorsIdentifiedAtAssessment></Assessments>"
    )


def read(content: bytes, year: str = "2026_27", max_rows: int = 1000):
    definition = FEED.year(year)
    return read_xml(content, definition.xml, definition.tables, max_rows)


def rows(raw) -> list[tuple[str, ...]]:
    return list(zip(*raw.columns.values(), strict=True))


def notes(tables) -> list[str]:
    return [note for raw in tables.values() for note in raw.notes]


def test_a_row_below_a_row_takes_the_day_of_the_case_it_stands_in():
    tables = read(document(case("2026-05-01", assessment("2026-05-02")), case("2026-09-01", assessment("2026-09-03"))))
    found = tables["assessments"].columns
    assert list(zip(found["referral_date"], found["start_date"], strict=True)) == [
        ("2026-05-01", "2026-05-02"),
        ("2026-09-01", "2026-09-03"),
    ]


def test_each_factor_of_each_assessment_is_a_row():
    tables = read(document(case("2026-05-01", assessment("2026-05-02", "3B", "4B"), assessment("2026-08-01", "3B"))))
    assert rows(tables["assessment_factors"]) == [
        ("C1", "2026-05-01", "2026-05-02", "3B"),
        ("C1", "2026-05-01", "2026-05-02", "4B"),
        ("C1", "2026-05-01", "2026-08-01", "3B"),
    ]
    assert tables["assessment_factors"].lines == [1, 2, 3]


def test_the_day_above_is_found_even_where_it_is_written_after_the_rows_below_it():
    late = (
        "<CINdetails>" + assessment("2026-05-02", "3B") + "<CINreferralDate>2026-05-01</CINreferralDate></CINdetails>"
    )
    assert rows(read(document(late))["assessment_factors"]) == [("C1", "2026-05-01", "2026-05-02", "3B")]


def test_reviews_belong_to_the_plan_they_stand_in():
    plan = (
        "<ChildProtectionPlans><CPPstartDate>{0}</CPPstartDate><Reviews><CPPreviewDate>{1}</CPPreviewDate>"
        "<CPPreviewDate>{2}</CPPreviewDate></Reviews></ChildProtectionPlans>"
    )
    content = document(
        case(
            "2026-05-01",
            plan.format("2026-05-10", "2026-08-01", "2027-02-01"),
            plan.format("2027-03-01", "2027-06-01", ""),
        )
    )
    assert rows(read(content)["reviews"]) == [
        ("C1", "2026-05-10", "2026-08-01"),
        ("C1", "2026-05-10", "2027-02-01"),
        ("C1", "2027-03-01", "2027-06-01"),
    ]


def test_the_conference_of_a_case_and_that_of_an_enquiry_are_two_facts():
    enquiry = "<Section47><S47ActualStartDate>2026-06-01</S47ActualStartDate>{0}</Section47>"
    conference = "<DateOfInitialCPC>{0}</DateOfInitialCPC>"
    content = document(
        case("2026-05-01", conference.format("2026-05-20"), enquiry.format(conference.format("2026-06-20"))),
        case("2026-05-01", enquiry.format("")),
    )
    tables = read(content)
    assert tables["cin_details"].columns["conference_date"] == ["2026-05-20", ""]
    assert tables["section_47"].columns["conference_date"] == ["2026-06-20", ""]


def test_what_stands_apart_from_the_number_but_belongs_to_the_child_is_read_with_it():
    apart = "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>{0}</Disabilities></ChildCharacteristics>"
    listed = apart.format("<Disability>LD</Disability><Disability>AUT</Disability>")
    tables = read(document(listed, case("2026-05-01")))
    assert tables["children"].columns["ethnicity"] == ["WBRI", ""]
    assert rows(tables["disabilities"]) == [("C1", "LD"), ("C1", "AUT")]


def test_nothing_of_one_child_is_taken_for_the_next():
    second = "<Child><ChildIdentifiers><UPN>A1</UPN></ChildIdentifiers></Child>"
    content = document(case("2026-05-01")).replace(b"</Children>", second.encode() + b"</Children>")
    found = read(content)["children"].columns
    assert (found["child"], found["sex"]) == (["C1", ""], ["F", ""])


@pytest.mark.parametrize(
    ("year", "element"), [("2018_19", "GenderCurrent"), ("2022_23", "GenderCurrent"), ("2024_25", "Sex")]
)
def test_sex_is_named_as_the_year_names_it(year, element):
    assert FEED.year(year).tables["children"].columns["sex"].header == element


@pytest.mark.parametrize("year", ["2018_19", "2026_27"])
@pytest.mark.parametrize("element", ["GenderCurrent", "Sex"])
def test_either_element_for_sex_is_read_in_any_year(year, element):
    content = document(case("2026-05-01")).replace(b"Sex>", f"{element}>".encode())
    assert read(content, year)["children"].columns["sex"] == ["F"]
    assert not notes(read(content, year))


@pytest.mark.parametrize(
    ("table", "first"), [("cin_plans", "2021_22"), ("pre_proceedings", "2026_27"), ("reviews", "2018_19")]
)
def test_a_table_is_there_from_its_first_year_on(table, first):
    assert [name for name, year in FEED.years.items() if table in year.tables] == [n for n in FEED.years if n >= first]


def test_pre_proceedings_are_read_with_every_particular():
    block = (
        "<PreProceedingsandFGDM><PPStartDate>2026-06-01</PPStartDate><LBPSentDate>2026-06-02</LBPSentDate>"
        "<FGDMMeetingOffer>true</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac>"
        "<InitialPPMeetingDate>2026-06-20</InitialPPMeetingDate><ReviewMeetingsCount>2</ReviewMeetingsCount>"
        "<StepDecisionDate>2026-10-01</StepDecisionDate><PPOutcome>A</PPOutcome><CourtAppDate>2026-10-20</CourtAppDate>"
        "<LetterInitCPDate>2026-10-10</LetterInitCPDate></PreProceedingsandFGDM>"
    )
    tables = read(document(case("2026-05-01", block)))
    expected = "C1 2026-05-01 2026-06-01 2026-06-02 true 0 2026-06-20 2 2026-10-01 A 2026-10-20 2026-10-10"
    assert rows(tables["pre_proceedings"]) == [tuple(expected.split())]
    assert not notes(tables)


def test_a_block_of_a_later_year_is_named_with_how_often_it_came():
    block = "<PreProceedingsandFGDM><PPStartDate>2026-06-01</PPStartDate></PreProceedingsandFGDM>"
    found = notes(read(document(case("2026-05-01", block, block)), "2025_26"))
    assert "element 'PreProceedingsandFGDM' is no part of the return and was not read (2 times)" in found


def test_an_element_that_only_holds_others_is_no_stranger_unless_all_in_it_is_strange():
    content = document("<Extra><LAchildID>C9</LAchildID></Extra><Other><Shoe>9</Shoe></Other>")
    found = notes(read(content))
    assert not any("'Extra'" in note for note in found)
    assert "element 'Other' is no part of the return and was not read (1 times)" in found
    assert "element 'Shoe' is no part of the return and was not read (1 times)" in found


def test_an_element_that_stands_twice_where_one_is_due_is_named():
    tables = read(document(case("2026-05-01", "<CINclosureDate>2026-06-01</CINclosureDate>" * 2)))
    assert tables["cin_details"].columns["closure_date"] == ["2026-06-01"]
    assert "element 'CINclosureDate' stands more than once in 'CINdetails': the first was read (1 times)" in notes(
        tables
    )


def test_a_comment_inside_a_text_does_not_cost_the_text():
    content = document(case("2026-<!-- a -->05-<?b c?>01"))
    assert read(content)["cin_details"].columns["referral_date"] == ["2026-05-01"]


def test_a_namespace_makes_no_difference():
    content = document(case("2026-05-01", assessment("2026-05-02", "3B")), root="<Message xmlns='urn:cin'>")
    assert len(read(content)["assessment_factors"].lines) == 1
    assert holds(content, ("LAchildID",))
    assert root_of(content) == "Message"


def test_a_document_type_is_refused_however_it_is_written():
    bomb = b'<!DOCTYPE Message [<!ENTITY a "aaaa">]>' + document(case("&a;"))
    hidden = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE Message []>' + document().decode()).encode("utf-16")
    for content in (bomb, hidden):
        with pytest.raises(Refused, match="document type"):
            read(content)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_file_that_breaks_off_is_refused_as_a_whole(share):
    content = document(*[case("2026-05-01", assessment("2026-05-02", "3B", "4B"))] * 3)
    with pytest.raises(Refused, match="ends before its last element"):
        read(content[: int(len(content) * share)])


def test_more_rows_than_the_return_may_have_are_refused():
    content = document(case("2026-05-01", assessment("2026-05-02", "3B", "4B", "16A")))
    assert read(content, max_rows=3)
    with pytest.raises(Refused, match="more than 2 rows"):
        read(content, max_rows=2)


@pytest.mark.parametrize(
    ("year", "day", "label"),
    [
        ("<Year>2022</Year>", "2022-03-31", "2021-22"),
        ("<Year>2022</Year>", "", "2021-22"),
        ("", "2025-03-31", "2024-25"),
        ("<Year>22</Year>", "2022-03-31T00:00:00", "2021-22"),
        ("<Year/>", "", None),
        ("<Year>soon</Year>", "the end of March", None),
    ],
)
def test_the_header_tells_the_collection_year(year, day, label):
    assert collection_year_of(document(case("2026-05-01"), header=HEADER.format(year=year, day=day))) == label


def test_a_file_without_a_header_tells_no_year():
    assert collection_year_of(document(*[case("2026-05-01")] * 100)) is None


def test_a_return_of_another_kind_with_the_same_outermost_element_holds_no_child_number():
    assert not holds(b"<Message><School><UPN>1</UPN></School></Message>", ("LAchildID",))
    assert holds(b"<Message/>", ())


def test_yes_and_no_are_read_in_both_spellings_and_every_cell_arrives(home, drop):
    flag = "<ReferralNFA>{0}</ReferralNFA>"
    days = ["2025-05-01", "2025-06-01", "2025-07-01", "2025-08-01"]
    cases = [case(day, flag.format(said)) for day, said in zip(days, ("0", "1", "true", "false"), strict=True)]
    (drop / "cin.xml").write_bytes(
        document("".join(cases), header=HEADER.format(year="<Year>2026</Year>", day="2026-03-31"))
    )
    report = load(home, drop, received=dt.date(2026, 6, 1))
    assert {entry.status for entry in report.files} == {"loaded"}
    found = (
        staged(home).select("SELECT referral_date, referral_nfa FROM landing_cin_census_cin_details ORDER BY ALL").rows
    )
    assert [is_nfa for _, is_nfa in found] == [False, True, True, False]


def filled_texts(path: Path) -> int:
    """Filled elements of the children in a file, counted without the reader."""
    (children,) = etree.parse(path).getroot().iter("Children")
    return sum(1 for each in children.iter(etree.Element) if not len(each) and (each.text or "").strip())


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the sample censuses are not at {SAMPLES}")
@pytest.mark.parametrize("name", ["cin_2021.xml", "cin_2022.xml"])
def test_every_cell_of_a_sample_census_is_in_one_column(name):
    content = (SAMPLES / name).read_bytes()
    year = FEED.year("2021_22")
    tables = read(content, "2021_22")
    own = 0
    for table, raw in tables.items():
        for column, cells in raw.columns.items():
            declared = year.tables[table].columns[column]
            if not declared.above and (column != "child" or table == "children"):
                own += sum(1 for cell in cells if cell)
    assert own == filled_texts(SAMPLES / name)
    assert not notes(tables)
