"""A measure's own page: now, over time, by its parts, its files and its reports; and what it says where no file answers."""

import dataclasses
import random

import pytest
from tests.support.draws import seed_for

from sherwood import reports
from sherwood.reports.about import COURSE, measure_sections
from sherwood.reports.answers import answered_from, files, unanswered
from sherwood.reports.document import Chart, Note
from sherwood.reports.figures import comparisons, figure
from sherwood.reports.lists import heading
from sherwood.reports.pictures import picture

# All are opened by evaluations/crawl_reports.py.
LISTED = 12
TIMELY = "assessments_45wd_pct"


def sections(desk, name):
    return {part.title: part.blocks for part in measure_sections(desk, desk.catalogue.measure(name))}


@pytest.fixture
def blind(desk):
    """A desk at which no feed may be used but the SSDA903 return."""
    own = desk()
    return dataclasses.replace(own, viewer=dataclasses.replace(own.viewer, feeds=frozenset({"ssda903"})))


def test_a_measure_is_shown_now_over_time_by_its_parts_with_files_and_reports(desk):
    found = sections(desk(), TIMELY)
    assert list(found) == ["Now", "Over time", "By its parts", "Where it comes from", "Reports that use it"]
    assert isinstance(found["Over time"][0], Chart)
    parts = [each.title for each in found["By its parts"] if isinstance(each, Chart)]
    assert any("by team" in title for title in parts)
    assert any("by age" in title for title in parts)


def test_the_tile_of_a_measures_own_page_does_not_lead_to_itself(desk):
    assert sections(desk(), TIMELY)["Now"][0].figures[0].explains is None


def test_a_published_figure_stands_beside_the_councils_own(desk):
    own = desk()
    measure = own.catalogue.measure(TIMELY)
    (label, value), *_ = comparisons(own, measure)
    assert label.startswith("England")
    assert value.endswith("%")
    assert figure(own, measure).comparisons == tuple(comparisons(own, measure))


def test_a_measure_that_no_file_answers_says_which_file_would(blind):
    found = sections(blind, TIMELY)
    assert list(found) == ["Over time", "Where it comes from", "Reports that use it"]
    (note,) = found["Over time"]
    assert "No loaded file holds" in note.text
    assert "Annex A (assessments)" in note.text


def test_a_picture_that_no_file_answers_is_a_sentence_and_a_tile_says_why_it_is_empty(blind):
    measure = blind.catalogue.measure(TIMELY)
    report = blind.catalogue.report("assessment/as_timeliness")
    assert isinstance(picture(blind, report.pictures[0]), Note)
    tile = figure(blind, measure)
    assert tile.value == "Not available"
    assert "No loaded file holds" in tile.detail
    assert unanswered(blind, measure) is not None


def test_a_measure_that_can_be_answered_names_the_files_loaded(desk):
    own = desk()
    measure = own.catalogue.measure(TIMELY)
    assert unanswered(own, measure) is None
    assert answered_from(own, measure).points[0].startswith("Loaded: ")
    assert list(files(own, ["ssd.contacts", "annex_a.contacts", "annex_a.referrals"])) == [
        "Annex A (contacts, referrals)",
        "SSD (contacts)",
    ]


def test_a_figure_that_does_not_add_up_says_so(desk):
    found = sections(desk(), "assessment_duration_wd_median")
    assert any("does not add up" in note.text for note in found["Now"] if isinstance(note, Note))


def test_what_a_reader_must_know_of_a_reports_figures_is_said_below_it(desk):
    own = desk()
    report = next(
        each for each in own.catalogue.reports.values() if "assessment_duration_wd_median" in each.key_figures
    )
    assert reports.may_open(own.viewer, report)
    last = reports.assemble(own, report).sections[-1]
    assert any("does not add up" in point for note in last.blocks for point in note.points)


def test_reports_that_use_a_measure_are_those_the_viewer_may_open(desk):
    own = desk()
    (table,) = sections(own, TIMELY)["Reports that use it"]
    assert "assessment/as_timeliness" in {row[0].drill.name for row in table.rows}
    nobody = dataclasses.replace(own, viewer=dataclasses.replace(own.viewer, roles=("auditor",)))
    assert sections(nobody, TIMELY)["Reports that use it"][0].rows == ()


def test_every_grain_has_a_course_of_three_years_at_least():
    months = {"month": 1, "quarter": 3, "year": 12}
    assert all(months[grain] * periods >= 36 for grain, periods in COURSE.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("due_date", "Last day in time"),
        ("is_trio", "Trio"),
        ("review_date", "Review"),
        ("sdq_score", "SDQ score"),
        ("kind", "What"),
    ],
)
def test_columns_are_headed_in_words(name, words):
    assert heading(name) == words


def test_no_list_of_any_report_shows_a_code_or_the_high_date(desk):
    own = desk({"roles": ("director",)})
    found = [each for each in own.catalogue.reports.values() if each.children and reports.may_open(own.viewer, each)]
    for report in random.Random(seed_for("lists of reports")).sample(found, LISTED):
        for block in reports.children_of(own, report.children).blocks:
            for row in getattr(block, "rows", ()):
                words = [cell.text for cell in row[2:]]
                assert not [
                    text for text in words if "9999" in text or "_" in text or text in ("None", "True", "False")
                ]
