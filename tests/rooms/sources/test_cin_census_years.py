"""Two censuses, one after the other: what the later one supersedes and what it leaves alone."""

import datetime as dt

import pytest
from tests.rooms.sources.ssda903_files import load, staged
from tests.rooms.sources.test_cin_census_reader import HEADER, case, document

FLAG = "<ReferralNFA>{0}</ReferralNFA>"


def census(folder, year: int, *cases: str):
    header = HEADER.format(year=f"<Year>{year}</Year>", day=f"{year}-03-31")
    path = folder / f"census {year}.xml"
    path.write_bytes(document("".join(cases), header=header))
    return path


def current(home, table: str, *columns: str):
    from sqlglot import exp

    return staged(home).select(exp.select(*columns).from_(f"landing_cin_census_{table}").order_by(*columns)).rows


def loaded(home, *paths) -> None:
    for path in paths:
        assert load(home, path, received=dt.date(2026, 6, 1)).exit_code == 0


def test_the_header_places_a_census_whose_names_say_nothing(home, drop):
    report = load(home, census(drop, 2024, case("2023-05-01")), received=dt.date(2026, 6, 1))
    assert {entry.period for entry in report.files} == {"2023-24"}


def test_a_referral_without_further_action_is_still_there_when_the_next_census_holds_it_no_more(home, drop):
    first = census(drop, 2025, case("2024-05-01", FLAG.format("1")), case("2024-06-01", FLAG.format("0")))
    second = census(drop, 2026, case("2025-05-01", FLAG.format("true")))
    loaded(home, first, second)
    assert [day for (day,) in current(home, "cin_details", "referral_date")] == [
        dt.date(2024, 5, 1),
        dt.date(2025, 5, 1),
    ]


def test_an_open_case_that_the_next_census_holds_no_more_was_deleted(home, drop):
    loaded(home, census(drop, 2025, case("2024-06-01", FLAG.format("0"))), census(drop, 2026, case("2025-05-01")))
    assert [day for (day,) in current(home, "cin_details", "referral_date")] == [dt.date(2025, 5, 1)]


def test_a_case_closed_in_its_year_stays_when_the_next_census_holds_it_no_more(home, drop):
    closed = case("2024-06-01", "<CINclosureDate>2024-12-01</CINclosureDate>", FLAG.format("0"))
    loaded(home, census(drop, 2025, closed), census(drop, 2026, case("2025-05-01")))
    assert len(current(home, "cin_details", "referral_date")) == 2


def test_a_case_open_in_two_censuses_is_one_row_that_says_what_the_later_one_does(home, drop):
    open_case = case("2024-06-01", FLAG.format("0"))
    closed = case("2024-06-01", "<CINclosureDate>2025-12-01</CINclosureDate>", FLAG.format("0"))
    loaded(home, census(drop, 2025, open_case), census(drop, 2026, closed))
    assert current(home, "cin_details", "referral_date", "closure_date") == [
        (dt.date(2024, 6, 1), dt.date(2025, 12, 1))
    ]


@pytest.mark.parametrize("conference", ["", "<DateOfInitialCPC>2024-06-20</DateOfInitialCPC>"])
def test_an_enquiry_of_an_earlier_year_stays_with_or_without_a_conference(home, drop, conference):
    enquiry = f"<Section47><S47ActualStartDate>2024-06-03</S47ActualStartDate>{conference}<ICPCnotRequired>0</ICPCnotRequired></Section47>"
    loaded(home, census(drop, 2025, case("2024-06-01", enquiry)), census(drop, 2026, case("2025-05-01")))
    assert [day for (day,) in current(home, "section_47", "start_date")] == [dt.date(2024, 6, 3)]


def test_the_particulars_of_a_child_are_kept_for_each_census(home, drop):
    loaded(home, census(drop, 2025, case("2024-06-01")), census(drop, 2026, case("2025-05-01")))
    assert current(home, "children", "child", "period") == [("C1", "2024-25"), ("C1", "2025-26")]
