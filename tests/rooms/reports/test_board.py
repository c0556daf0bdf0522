"""The first pages of those who answer for others: the board, work in and out, timeliness, the county."""

import datetime as dt
import re

import pytest

from sherwood import reports
from sherwood.reports.board import Load, board, loads_by, most_stretched
from sherwood.reports.document import KeyFigures, Note, Table
from sherwood.reports.figures import figure
from sherwood.reports.flow import WEEKS, flow
from sherwood.reports.home import MOST_REPORTS
from sherwood.reports.statuses import Status
from sherwood.reports.teams import decision_section
from sherwood.reports.timeliness import LIMITS, _course, timeliness

HELD, WORK = "sw_children_allocated", "all_work_due"
CHILDREN, OVERDUE, SOON = 1, 7, 8


def titles(document):
    return [part.title for part in document.sections]


def part(document, title):
    return next(each for each in document.sections if each.title == title)


def length(desk, drill):
    where = {key: value for key, value in drill.filters.items() if key in ("worker", "team", "due")}
    return desk.children(desk.catalogue.measure(drill.name), desk.day, desk.day, "day", 1, **where).counted


def test_a_manager_reads_what_needs_a_decision_then_who_holds_what(desk, as_manager):
    document = reports.home(desk(as_manager))
    assert titles(document)[:4] == ["Needs a decision", "Who holds what", "In time", "Work in, work out"]
    assert document.title == "My team"


SHARE = re.compile(r": (?P<share>[\d.,]+)% \((?P<part>[\d,]+) of (?P<whole>[\d,]+)\)")


def test_what_changed_in_the_county_says_of_how_many_a_share_is(owner_desk):
    notes = [
        part
        for section in reports.home(owner_desk).sections
        for part in section.blocks
        if isinstance(part, Note) and part.heading in ("Improved", "Got worse")
    ]
    told = [each.text for each in notes if owner_desk.catalogue.measure(each.drill.name).unit == "per cent"]
    assert told
    for words in told:
        found = SHARE.search(words)
        part, whole = (int(found[name].replace(",", "")) for name in ("part", "whole"))
        assert float(found["share"]) == pytest.approx(100 * part / whole, abs=0.051)


def test_the_board_holds_each_child_once_and_its_numbers_are_the_lengths_of_their_lists(desk, of_large_team):
    own = desk(of_large_team)
    rows = board(own, "worker").rows
    assert sum(row[CHILDREN].number for row in rows) == int(figure(own, own.catalogue.measure(HELD)).value)
    assert len(rows) > 1
    for row in rows:
        for cell in (row[CHILDREN], row[OVERDUE], row[SOON]):
            assert (cell.drill is None) == (cell.number == 0)
            if cell.drill:
                assert length(own, cell.drill) == cell.number


def test_the_parts_of_a_row_add_up_to_its_children_and_are_drawn_on_one_scale(desk, of_large_team):
    rows = board(desk(of_large_team), "worker").rows
    most = max(row[CHILDREN].number for row in rows)
    for row in rows:
        assert sum(cell.number for cell in row[2:7]) == row[CHILDREN].number
        assert sum(row[CHILDREN].parts) == pytest.approx(row[CHILDREN].number / most)


def test_teams_of_the_county_add_up_to_the_county(desk):
    own = desk()
    loads = loads_by(own, "team")
    assert sum(load.overdue + load.soon for load in loads.values()) == int(
        figure(own, own.catalogue.measure(WORK)).value.replace(",", "")
    )
    whole = sum(load.total for load in loads_by(own, "worker").values())
    assert sum(load.total for load in loads.values()) == whole > 0


def test_the_oldest_assessment_of_a_team_is_that_of_one_of_its_workers(desk, of_large_team):
    own = desk(of_large_team)
    by_worker, by_team = (loads_by(own, unit) for unit in ("worker", "team"))
    dated = [load.oldest_assessment for load in by_worker.values() if load.oldest_assessment]
    (team,) = by_team.values()
    assert team.oldest_assessment == min(dated, default=None)


def test_who_is_stretched_is_said_in_words_and_nobody_is_not_somebody(desk):
    own = desk()
    held = Load(overdue=2)
    held.children[Status.ASSESSMENT] = 3
    said = " ".join(most_stretched(own, "team", {"": Load(overdue=9), "T": held}))
    assert said == "T holds most children: 3. T has most overdue: 2."
    assert list(most_stretched(own, "team", {})) == []


def test_work_in_and_out_is_of_whole_weeks_and_net_is_their_difference(desk):
    own = desk()
    table = flow(own)
    assert len(table.rows) == WEEKS
    assert all(row[0].date.isoweekday() == 7 and row[0].date <= own.day for row in table.rows)
    for row in table.rows:
        for first in range(1, len(row), 3):
            came, went, net = (cell.number for cell in row[first : first + 3])
            assert net == came - went
    assert any(row[1].number for row in table.rows)


def test_each_limit_has_its_share_in_time_and_its_course(desk):
    tiles = timeliness(desk(), 6)
    assert isinstance(tiles, KeyFigures)
    assert len(tiles.figures) == 6 < len(LIMITS)
    assert all(tile.value.endswith("%") and tile.drill for tile in tiles.figures)
    assert any(len(tile.course) > 2 and "the line begins with" in tile.detail for tile in tiles.figures)


def test_the_course_of_a_limit_is_of_whole_quarters(desk):
    county = desk(as_at="2025-08-20")
    course, _ = _course(county, county.catalogue.measure("assessments_45wd_pct"))
    whole = county.series(
        county.catalogue.measure("assessments_45wd_pct"), dt.date(2023, 7, 1), dt.date(2025, 6, 30), "quarter"
    )
    assert list(course) == [each.value for each in whole.rows]


@pytest.mark.parametrize(
    ("place", "is_hub"),
    [
        ({"team_ids": ("mash",)}, True),
        ({"team_ids": ("family_south",)}, False),
        ({"service_ids": ("front_door",)}, True),
    ],
)
def test_only_who_runs_the_hub_is_led_to_its_daily_board(desk, place, is_hub):
    own = desk({"county": False, "restricted_all": False, **place})
    led = [each.drill.name for each in decision_section(own).blocks if isinstance(each, Note) and each.drill]
    assert led == (["front_door/fd_daily_board"] if is_hub else [])


def test_where_nothing_was_counted_against_a_limit_it_is_said_so(desk):
    nobody = desk({"county": False, "team_ids": ("no_such_team",), "restricted_all": False})
    assert isinstance(timeliness(nobody, 6), Note)
    assert board(nobody, "worker").rows == ()
    assert "Allocations come with" in board(nobody, "worker").empty


def test_a_service_is_shown_by_its_teams(desk, busiest):
    own = desk()
    service = next(each.service for each in own.council.teams if each.id == busiest[1])
    viewer = {"county": False, "service_ids": (service,), "roles": ("service_manager",), "restricted_all": False}
    document = reports.home(desk(viewer))
    assert document.title == "My service"
    (table,) = [each for each in part(document, "Who holds what").blocks if isinstance(each, Table)]
    assert table.columns[0].label == "Team"


def test_the_county_reads_twelve_figures_from_the_front_door_to_care(desk):
    document = reports.home(desk({"roles": ("director",)}))
    (figures,) = part(document, "From the front door to care").blocks
    labels = [each.label for each in figures.figures]
    assert len(labels) == 12
    assert (labels[0], labels[9]) == ("Contacts received", "Children looked after")
    assert any(each.comparisons for each in figures.figures)


def test_a_member_reads_five_public_figures_that_lead_to_no_child(desk):
    viewer = {
        "county": False,
        "roles": ("elected_member",),
        "permissions": frozenset({"report:read", "measure:read", "figures:official"}),
    }
    document = reports.home(desk(viewer))
    (figures,) = [each for each in part(document, "At a glance").blocks if isinstance(each, KeyFigures)]
    assert len(figures.figures) == 5
    assert all(each.drill is None for each in figures.figures)
    assert not document.names_children


def test_a_home_lists_worklists_where_all_reports_would_be_too_many(desk, as_manager):
    own = desk(as_manager)
    (table,) = part(reports.home(own), "Reports").blocks
    kinds = {own.catalogue.report(row[0].drill.name).kind for row in table.rows}
    assert kinds == {"worklist"}
    assert len([each for each in own.catalogue.reports.values() if reports.may_open(own.viewer, each)]) > MOST_REPORTS
    assert "stand under Reports above" in table.caption


def test_a_day_long_past_has_a_board_of_its_own(desk):
    early = desk(as_at="2024-03-31")
    assert early.day == dt.date(2024, 3, 31)
    assert board(early, "team").rows != board(desk(), "team").rows
