"""A partner's file holds what its sender had recorded by the day it came, and nothing that came later."""

import csv
import datetime as dt

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sherwood.definitions.shapes.feed import Column, Covers, Feed, FeedYear, SourceTable
from sherwood.synthetic.arrow_files import write_table_file
from sherwood.synthetic.delivering import Delivering, date_of, day_number, drop_days
from sherwood.synthetic.everyone import NEVER
from sherwood.synthetic.partner_feed import RECORDED, REMOVED, FeedTables, Sent
from sherwood.synthetic.shapes_of_partners import Delivery

FIRST, LAST = dt.date(2015, 4, 1), dt.date(2025, 3, 31)


def delivery(**options):
    return Delivery(assumed="for this test", **options)


def table(covers):
    columns = {
        "number": Column(header="Incident number", type="identifier", required=True, means="Its number"),
        "day": Column(header="Date of incident", type="date", means="Its day"),
    }
    return SourceTable(title="Incidents", file_names=("incidents",), key=("number",), covers=covers, columns=columns)


def feed(covers):
    changed = [{"date": dt.date(2026, 11, 28), "note": "First edition."}]
    year = FeedYear(title="Incidents", period="2014-15", changed=changed, tables={"incidents": table(covers)})
    return Feed(
        id="police_incidents",
        title="Incidents",
        changed=changed,
        about="Incidents",
        gateway="A test",
        conditions=("None",),
        purposes=("direct_care",),
        retention="Not kept",
        source=(),
        file_kinds=("csv",),
        period="snapshot",
        max_megabytes=1,
        max_rows=100,
        years={"2014_15": year},
    )


def held(*rows):
    numbers, days, recorded, removed = zip(*rows, strict=True)
    columns = {
        "number": pa.array(numbers),
        "day": pa.array(days, pa.date32()),
        RECORDED: pa.array(recorded, pa.int32()),
        REMOVED: pa.array(removed, pa.int32()),
    }
    return FeedTables("police_incidents", {"incidents": pa.table(columns)})


def incident(number, day, recorded, removed=NEVER):
    day, recorded = dt.date.fromisoformat(day), day_number(dt.date.fromisoformat(recorded))
    return number, day, recorded, removed if removed == NEVER else day_number(dt.date.fromisoformat(removed))


def delivered(folder, covers, rows, **options):
    """The numbers each file holds, by the day it came."""
    Delivering(folder, FIRST, LAST).deliver(feed(covers), delivery(**options), held(*rows))
    found = {}
    for path in sorted(folder.glob("*/police_incidents/*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            found[path.parts[-3]] = [row["Incident number"] for row in csv.DictReader(handle)]
    return found


def test_days_run_there_and_back():
    assert date_of(day_number(dt.date(2020, 2, 29))) == dt.date(2020, 2, 29)
    assert day_number(dt.date(1970, 1, 1)) == 0


def test_a_monthly_feed_comes_first_as_history_then_at_each_of_the_last_24_months_ends():
    days = drop_days(delivery(every=("month",)), FIRST, LAST)
    assert days[0] == dt.date(2023, 3, 1)
    assert days[1:4] == [dt.date(2023, 3, 31), dt.date(2023, 4, 30), dt.date(2023, 5, 31)]
    assert days[-1] == LAST
    assert len(days) == 26


def test_a_nightly_feed_also_comes_on_each_of_the_last_14_nights():
    days = drop_days(delivery(every=("month", "night")), FIRST, LAST)
    assert days[-14:] == [dt.date(2025, 3, 18) + dt.timedelta(days=night) for night in range(14)]


def test_no_file_comes_before_the_countys_first_day():
    assert drop_days(delivery(every=("month", "year")), dt.date(2024, 6, 1), LAST)[0] == dt.date(2024, 6, 1)


def test_an_increment_holds_what_was_recorded_since_the_file_before(tmp_path):
    rows = [
        incident("old", "2019-05-01", "2019-05-02"),
        incident("march", "2023-03-10", "2023-03-11"),
        incident("late", "2023-03-20", "2023-05-02"),
        incident("future", "2025-03-30", "2025-04-02"),
    ]
    found = delivered(tmp_path, Covers(kind="increment"), rows, every=("month",))
    assert found == {"2023-03-01": ["old"], "2023-03-31": ["march"], "2023-05-31": ["late"]}


def test_a_corrected_row_comes_as_it_was_first_and_as_it_is_later(tmp_path):
    wrong = incident("7", "2023-04-03", "2023-04-04", removed="2023-05-09")
    right = incident("7", "2023-04-01", "2023-05-09")
    found = delivered(tmp_path, Covers(kind="increment"), [wrong, right], every=("month",))
    assert found == {"2023-04-30": ["7"], "2023-05-31": ["7"]}


def test_a_row_taken_out_before_a_file_came_is_in_no_increment(tmp_path):
    row = incident("7", "2023-04-03", "2023-04-04", removed="2023-04-20")
    assert delivered(tmp_path, Covers(kind="increment"), [row], every=("month",)) == {}


def test_a_file_of_everything_holds_all_that_stands_and_lacks_what_was_taken_out(tmp_path):
    rows = [incident("stays", "2019-05-01", "2019-05-02"), incident("goes", "2019-05-01", "2019-05-02", "2024-07-10")]
    found = delivered(tmp_path, Covers(kind="everything"), rows, every=("month",))
    assert found["2024-06-30"] == ["stays", "goes"]
    assert found["2024-07-31"] == ["stays"]


@pytest.mark.parametrize(("day", "is_in"), [("2024-09-30", True), ("2024-09-29", False)])
def test_a_window_reaches_back_its_months_to_the_day(tmp_path, day, is_in):
    covers = Covers(kind="window", starts="day", months=6)
    found = delivered(tmp_path, covers, [incident("7", day, "2024-10-01")], every=("month",))
    assert (found["2025-03-31"] == ["7"]) is is_in


def test_a_feed_with_a_calendar_of_its_own_is_written_as_it_sends(tmp_path):
    rows = pa.table({"number": ["1"], "day": pa.array([dt.date(2024, 1, 5)], pa.date32())})
    files = [Sent(day_number(dt.date(2024, 2, 1)), "2024_spring_incidents", "incidents", rows)]
    tables = FeedTables("police_incidents", {}, files=iter(files))
    written = Delivering(tmp_path, FIRST, LAST).deliver(feed(Covers(kind="increment")), delivery(), tables)
    assert written == {"2024-02-01/police_incidents/2024_spring_incidents.csv": 1}


ODD = pa.table({"number": ['7, "left"', None], "day": pa.array([dt.date(2024, 1, 5), None], pa.date32())})


def test_csv_has_the_declared_headings_the_senders_dates_and_quotes_only_where_needed(tmp_path):
    path = tmp_path / "a.csv"
    write_table_file(path, table(Covers(kind="increment")), ODD.slice(1), "%d/%m/%Y")
    assert path.read_text(encoding="utf-8") == "Incident number,Date of incident\n,\n"
    write_table_file(path, table(Covers(kind="increment")), ODD, "%d/%m/%Y")
    with path.open(encoding="utf-8", newline="") as handle:
        assert list(csv.reader(handle))[1:] == [['7, "left"', "05/01/2024"], ["", ""]]


def test_parquet_keeps_dates_as_dates(tmp_path):
    path = tmp_path / "a.parquet"
    write_table_file(path, table(Covers(kind="increment")), ODD, "%d/%m/%Y")
    assert pq.read_table(path)["Date of incident"].to_pylist() == [dt.date(2024, 1, 5), None]


def test_a_workbook_is_the_same_to_the_byte_when_written_again(tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        write_table_file(path, table(Covers(kind="increment")), ODD, "%d/%m/%Y")
    assert first.read_bytes() == second.read_bytes()
    sheet = openpyxl.load_workbook(first).active
    assert [cell.value for cell in sheet[2]] == ['7, "left"', "05/01/2024"]


def test_a_column_the_writer_forgot_is_an_error_not_an_empty_column(tmp_path):
    with pytest.raises(KeyError, match="day"):
        write_table_file(tmp_path / "a.csv", table(Covers(kind="increment")), ODD.drop_columns(["day"]), "%d/%m/%Y")


def test_an_increment_holds_each_row_once(tmp_path):
    rows = [incident("on the day", "2023-03-30", "2023-03-31"), incident("after", "2023-04-01", "2023-04-01")]
    found = delivered(tmp_path, Covers(kind="increment"), rows, every=("month",))
    assert found == {"2023-03-31": ["on the day"], "2023-04-30": ["after"]}


def test_a_row_taken_out_on_the_day_of_a_file_is_not_in_it(tmp_path):
    row = incident("7", "2024-05-01", "2024-05-02", removed="2024-07-31")
    found = delivered(tmp_path, Covers(kind="everything"), [row], every=("month",))
    assert found["2024-06-30"] == ["7"]
    assert found["2024-07-31"] == []
