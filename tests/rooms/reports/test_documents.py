"""Homes, reports, lists and journeys of a built county, as neutral documents."""

import dataclasses
import random
import re

import pytest
from tests.support.draws import seed_for

from sherwood import reports
from sherwood.access import NotAllowed
from sherwood.reports.choices import choices
from sherwood.reports.document import Chart, KeyFigures, Note, Table
from sherwood.reports.figures import figure
from sherwood.reports.lists import NO_LIST

# All are opened by evaluations/crawl_reports.py.
OPENED = 8
REVIEWS, OPEN, DUE = "looked_after/cla_reviews", "cla_open", "cla_review_due_worklist"


def blocks(document, kind):
    return [each for part in document.sections for each in part.blocks if isinstance(each, kind)]


def titles(document):
    return [part.title for part in document.sections]


def child_keys(section):
    (table,) = [each for each in section.blocks if isinstance(each, Table)]
    return [row[0].drill.name for row in table.rows]


def test_worker_lists_as_many_children_as_the_figure_counts(desk, as_worker):
    own = desk(as_worker)
    shown = figure(own, own.catalogue.measure("sw_children_allocated"))
    mine = next(part for part in reports.home(own).sections if part.title == "My children")
    assert shown.value == str(len(child_keys(mine)))
    assert int(shown.value) > 0


def test_directors_home_has_official_totals_without_lists(desk):
    official = next(part for part in reports.home(desk()).sections if part.title == "Official totals")
    (figures,) = [each for each in official.blocks if isinstance(each, KeyFigures)]
    assert len(figures.figures) == 6
    assert all(each.drill is None for each in figures.figures)


def test_each_change_named_on_the_home_leads_to_its_measure(desk):
    changed = next(part for part in reports.home(desk()).sections if part.title == "What changed")
    assert changed.blocks
    assert all(each.drill.kind == "measure" for each in changed.blocks if each.heading)


def test_a_report_says_the_same_once(desk):
    own = desk()
    report = own.catalogue.report("workforce_caseload/wf_caseloads")
    once = reports.assemble(own, report)
    twice = reports.assemble(own, report.model_copy(update={"pictures": [*report.pictures, *report.pictures]}))
    assert len(blocks(once, Chart)) > 1
    assert [each.id for each in blocks(twice, Chart)] == [each.id for each in blocks(once, Chart)]


def test_viewer_without_children_gets_an_empty_home(desk):
    document = reports.home(desk({"county": False, "roles": ("auditor",), "permissions": frozenset()}))
    assert titles(document) == []
    assert document.scope_line == "You see no children."


@pytest.mark.parametrize("role", ["worker", "team_manager", "director"])
def test_every_report_of_a_role_can_be_assembled(desk, as_worker, as_manager, role):
    viewer = {"worker": as_worker, "team_manager": as_manager, "director": {"roles": ("director",)}}[role]
    own = desk(viewer)
    found = [each for each in own.catalogue.reports.values() if reports.may_open(own.viewer, each)]
    assert len(found) >= 100
    for report in random.Random(seed_for(f"reports opened as {role}")).sample(found, OPENED):
        document = reports.assemble(own, report)
        assert titles(document)[0] == "Key figures"
        assert titles(document)[-1] == "What it means"
        ids = [each.id for each in blocks(document, Chart)]
        assert len(ids) == len(set(ids))


def test_report_outside_ones_role_is_refused(desk):
    own = desk({"roles": ("auditor",)})
    with pytest.raises(NotAllowed):
        reports.assemble(own, own.catalogue.report(REVIEWS))


def test_caveats_are_a_list_under_one_heading(desk):
    own = desk()
    report = own.catalogue.report(REVIEWS)
    notes = {each.heading: each for each in blocks(reports.assemble(own, report), Note)}
    assert notes["What this helps decide"].text == report.decision
    assert notes["Read with care"].points == report.caveats


def test_official_report_holds_no_child(desk):
    own = desk(figures="official")
    document = reports.assemble(own, own.catalogue.report(REVIEWS))
    assert not [each for each in blocks(document, Table) if each.holds_children]


def test_filter_narrows_figures_and_list_alike(desk, busiest):
    whole, one = desk(), desk(where={"team": busiest[1]})
    measure = whole.catalogue.measure(OPEN)
    assert 0 < int(figure(one, measure).value) < int(figure(whole, measure).value.replace(",", ""))
    assert figure(one, measure).drill.filters["team"] == busiest[1]


@pytest.mark.parametrize(("day", "said"), [("2025-13-01", "is not a day"), ("2031-01-01", "the data end on")])
def test_day_that_cannot_be_looked_from_is_refused_with_the_remedy(desk, day, said):
    with pytest.raises(reports.UnreadableFilter, match=said):
        desk(as_at=day)


def test_days_offered_begin_with_the_data_date_and_go_back_by_month_ends(desk):
    own = desk()
    offered = choices(own, own.catalogue.report(REVIEWS), own.day)[0]
    assert [value for value, _ in offered.options[:3]] == ["2025-09-30", "2025-08-31", "2025-07-31"]
    assert offered.value == "2025-09-30"


def test_only_teams_in_scope_are_offered(desk, as_manager):
    own, county = desk(as_manager), desk()
    report = own.catalogue.report(REVIEWS)
    names = {each.name for each in choices(own, report, own.day)}
    assert "team" not in names
    teams = next(each for each in choices(county, report, county.day) if each.name == "team")
    assert teams.options[0] == ("", "All")
    assert len(teams.options) > 2


def test_which_review_is_due_is_said_in_words(desk):
    (table,) = [each for each in reports.children_of(desk(), DUE).blocks if isinstance(each, Table)]
    column = [each.label for each in table.columns].index("Which review")
    said = {row[column].text for row in table.rows}
    assert said
    assert said <= {"First review", "Second review", "Later review"}


def test_list_of_a_share_begins_with_those_it_is_about(desk):
    own = desk()
    (table,) = [each for each in reports.children_of(own, "placement_fostering_pct").blocks if isinstance(each, Table)]
    column = [each.label for each in table.columns].index("Counted")
    counted = [row[column].text for row in table.rows]
    assert {"Yes", "No"} == set(counted)
    assert counted == sorted(counted, reverse=True) or counted == sorted(counted)


def test_list_of_what_must_be_in_time_begins_with_what_was_late(desk):
    own = desk()
    (table,) = [each for each in reports.children_of(own, "cla_review_on_time_pct").blocks if isinstance(each, Table)]
    column = [each.label for each in table.columns].index("In time")
    tags = [row[column].tag.text for row in table.rows]
    assert tags == sorted(tags, key=["Late", "In time"].index)


def test_child_of_another_worker_has_no_journey(desk, as_worker):
    own = desk(as_worker)
    mine = next(part for part in reports.home(own).sections if part.title == "My children")
    theirs = set(child_keys(reports.children_of(desk(), OPEN))) - set(child_keys(mine))
    assert theirs
    assert reports.journey(own, min(theirs)) is None
    assert reports.journey(own, "a" * 26) is None


def test_a_figure_that_a_filter_cannot_cut_says_so_and_others_do_not(desk):
    cut = dataclasses.replace(desk(), where={"placement_group": "Placed with parents"})
    twelve_months, looked_after = (cut.catalogue.measure(name) for name in ("cla_12m_plus", OPEN))
    assert figure(cut, twelve_months).detail.endswith("Not filtered by placement group.")
    assert "Not filtered" not in figure(cut, looked_after).detail


def test_every_filter_of_a_report_cuts_the_measure_behind_its_list(desk):
    always = {"team", "worker", "service"}
    for report in desk().catalogue.reports.values():
        if report.children:
            assert set(report.filters) <= {*desk().catalogue.measure(report.children).breakdowns, *always}, report.id


def test_a_number_in_a_list_has_one_decimal_at_most(desk):
    """A distance of 24.96452799278387 miles says nothing that 25.0 does not."""
    (table, *_) = reports.children_of(desk(), "placement_distance_miles_mean").blocks
    place = [column.label for column in table.columns].index("Miles")
    told = [row[place].text for row in table.rows if row[place].number is not None]
    assert told
    assert all(re.fullmatch(r"\d+(\.\d)?", text) for text in told)


def test_a_figure_of_the_service_itself_says_that_no_list_stands_behind_it(desk):
    (note,) = reports.children_of(desk(), "foster_carer_households").blocks
    assert note.text == NO_LIST
