"""Pictures in depth add up to the figures they take apart, draw, and give nobody away."""

import datetime as dt
from collections import Counter

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.definitions.council import Council
from sherwood.definitions.shapes.report import Picture
from sherwood.outputs.drawing import png
from sherwood.reports import Desk, charts_in_depth
from sherwood.reports.assemble import composed
from sherwood.reports.current import current, span_of
from sherwood.reports.document import Chart, Note
from sherwood.reports.pictures import picture

HIGH = dt.date(9999, 12, 31)
FLOW = Picture(measure="contacts_received", shows="flow", through=("contact_source", "contact_outcome"))
LASTING = Picture(measure="cin_started", shows="survival", by="lasted_days", periods=36)
GROUPS = Picture(measure="assessments_45wd_pct", shows="relative", by="sex")
AGAINST = Picture(measure="assessments_45wd_pct", shows="against", by="team", other="sw_caseload_mean")
EVERY = (FLOW, LASTING, GROUPS, AGAINST)


def cells(chart, column):
    place = [each.label for each in chart.table.columns].index(column)
    return [row[place] for row in chart.table.rows]


def bands(chart):
    """How many each band of the picture holds, by stage and ends."""
    return {(row["band"], row["from"], row["to"]): row["size"] for row in chart.spec["layer"][0]["data"]["values"]}


@pytest.mark.parametrize("wanted", EVERY, ids=[each.shows for each in EVERY])
def test_each_draws_with_a_sentence_and_a_table(desk, wanted):
    chart = picture(desk(), wanted)
    assert isinstance(chart, Chart), chart
    assert chart.title
    assert chart.sentence
    assert chart.table.rows
    assert png(chart).startswith(b"\x89PNG")


def test_the_ways_of_a_flow_add_up_to_the_measure(desk):
    at = desk()
    chart = picture(at, FLOW)
    measure = at.catalogue.measure("contacts_received")
    whole = current(at, measure).value
    assert sum(cell.number for cell in cells(chart, "Contacts")) == whole
    assert sum(bands(chart).values()) == whole
    assert sum(cell.number for cell in cells(chart, "Of all")) == pytest.approx(100)


def test_a_source_of_a_flow_is_that_of_the_measure_by_source(desk):
    at = desk()
    chart = picture(at, FLOW)
    measure = at.catalogue.measure("contacts_received")
    span = span_of(measure, at.day)
    series = at.series(measure, span.first, span.last, span.grain, ["contact_source"])
    expected = Counter()
    for point in series.rows:
        expected[series.label("contact_source", point.dims["contact_source"])] += point.numerator or 0
    found = Counter()
    for row in chart.table.rows:
        found[row[0].text] += row[-2].number
    assert all(found[name] == expected[name] for name in found if name != "All others")


def test_what_still_goes_on_falls_and_never_more_ended_than_began(desk):
    at = desk()
    chart = picture(at, LASTING)
    still = [cell.number for cell in cells(chart, "Still going on")]
    assert still == sorted(still, reverse=True)
    began = at.series(at.catalogue.measure("cin_started"), dt.date(2022, 10, 1), at.day, "month").rows
    ended = sum(cell.number for cell in cells(chart, "Ended by then"))
    assert 0 < ended <= sum(point.numerator for point in began)
    assert cells(chart, "Watched so long")[0].number <= sum(point.numerator for point in began)


def test_an_end_after_the_day_has_not_come_yet(desk):
    """Seen from a day, nothing that began in the year before it can have lasted longer than a year."""
    then = picture(desk(as_at="2024-09-30"), LASTING.model_copy(update={"periods": 12}))
    days = [cell.number for cell in cells(then, "Days")]
    assert max(days) <= (dt.date(2024, 9, 30) - dt.date(2023, 10, 1)).days
    watched = [cell.number for cell in cells(then, "Watched so long")]
    assert watched == sorted(watched, reverse=True)


@pytest.fixture(scope="module")
def of_care():
    """A desk of 26 children who began to be looked after on one day: 12 went home after 25 days, 10 stayed 200 and went elsewhere."""
    began, day = dt.date(2024, 4, 16), dt.date(2025, 3, 31)
    left = [(25, "E4A")] * 12 + [(200, "E45")] * 10 + [(None, None)] * 4
    rows = [
        {
            "person_key": f"p{place:02}",
            "period_of_care_key": f"k{place:02}",
            "start_date": began,
            "end_date": HIGH if length is None else began + dt.timedelta(days=length),
            "until_date": HIGH if length is None else began + dt.timedelta(days=length),
            "reason_ceased": reason,
            "is_short_break": False,
        }
        for place, (length, reason) in enumerate(left)
    ]
    return Desk(warehouse({"period_of_care": rows}, day), CATALOGUE, Council(), county_viewer(), day)


def test_other_ends_count_for_as_long_as_they_were_watched(of_care):
    every = Picture(measure="cla_periods_started", shows="survival", by="lasted_days", periods=12)
    home = every.model_copy(update={"when": {"reason_ceased": ("E4A", "E4B")}, "called": "home"})
    found, some = picture(of_care, every), picture(of_care, home)
    assert some.id != found.id
    assert "to home" in some.title
    assert [cell.number for cell in cells(found, "Ended by then")] == [12, 10]
    assert [cell.number for cell in cells(some, "Ended by then")] == [12]
    assert [cell.number for cell in cells(some, "Watched so long")] == [26]
    assert cells(some, "Still going on")[-1].number == pytest.approx(100 * 14 / 26)
    assert cells(found, "Still going on")[-1].number == pytest.approx(100 * 14 / 26 * 4 / 14)


def test_groups_are_each_set_against_all_the_others(desk):
    chart = picture(desk(), GROUPS)
    rows = {row[0].text: row for row in chart.table.rows}
    part, whole = (sum(row[at].number for row in rows.values()) for at in (2, 3))
    female = rows["Female"]
    others = (part - female[2].number) / (whole - female[3].number)
    assert female[4].number == pytest.approx((female[2].number / female[3].number) / others)
    assert female[5].number <= female[4].number <= female[6].number


def test_official_figures_give_no_lengths_and_no_ways_and_withhold_small_groups(desk):
    at = desk(figures="official")
    assert isinstance(picture(at, LASTING), Note)
    assert isinstance(picture(at, FLOW), Note)
    for wanted in (GROUPS, AGAINST):
        drawn = picture(at, wanted)
        if isinstance(drawn, Chart):
            assert all(cell.number is None or cell.number > 5 for row in drawn.table.rows for cell in row[2:4])


def test_a_manager_sees_the_ways_of_their_own_team(desk, as_manager):
    whole, own = picture(desk(), FLOW), picture(desk(as_manager), FLOW)
    if isinstance(own, Chart):
        assert sum(c.number for c in cells(own, "Contacts")) < sum(c.number for c in cells(whole, "Contacts"))
    else:
        assert "nothing to count" in own.text


def test_every_report_in_depth_is_whole(desk):
    at = desk()
    found = [each for each in at.catalogue.reports.values() if each.name.startswith("dd_")]
    assert len(found) >= 8
    for report in found:
        document = composed(at, report)
        ids = [block.id for section in document.sections for block in section.blocks if isinstance(block, Chart)]
        assert len(ids) == len(set(ids)), report.id
        assert ids, report.id


def test_a_band_leaves_and_arrives_level_and_as_wide():
    band = {"stage": 0, "from": "a", "to": "b", "size": 3, "leaves": 1, "arrives": 7}
    node = {"stage": 0, "value": "a", "low": 0, "high": 3, "words": "a 3"}
    spec = charts_in_depth.sankey([band], [node], ["One", "Two"])
    points = spec["layer"][0]["data"]["values"]
    assert (points[0]["low"], points[-1]["low"]) == (1, 7)
    assert {point["high"] - point["low"] for point in points} == {3}
    assert points[-1]["x"] == 1
