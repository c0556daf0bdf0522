"""The crawl notices what is empty, what is empty without a word, and whose rows are shown; a few reports are crawled each time."""

import random

import pytest
from evaluations.crawl_reports import busiest_of_each_team, opened, people, seen, told
from tests.support.draws import seed_for

from sherwood.reports.document import Cell, Document, Figure, KeyFigures, Note, Section, Table, TableColumn

ROLES = ("director", "team_manager", "worker", "elected_member")
DRAWN = 3
COLUMNS = (TableColumn("Team"), TableColumn("Children", is_number=True))


def document(*blocks):
    return Document("area/name", "Title", "Question?", "Data", "You see", (Section("Key figures", blocks),))


def table(*rows, **more):
    return Table("By team", COLUMNS, rows, **more)


def figures(value, detail="on 1 May 2026"):
    return KeyFigures((Figure("Open", value, detail),))


ROW, NOUGHT = (Cell("North 2"), Cell("3", number=3)), (Cell("North 2"), Cell("0", number=0))


def test_a_figure_and_a_row_show_something():
    assert seen(document(figures("3"), table(ROW))).shows_something


@pytest.mark.parametrize("value", ["0", "0.0%", "Not available", "Too few to show"])
def test_nought_and_no_figure_show_nothing(value):
    assert not seen(document(figures(value), table(ROW))).has_figure


def test_a_row_of_noughts_is_none():
    """The digit in a team's name is no number of its row."""
    assert not seen(document(figures("3"), table(NOUGHT))).has_rows


def test_a_list_of_children_has_rows_whatever_they_say():
    assert seen(document(figures("3"), table((Cell("Child ABCD"),), holds_children=True))).has_rows


def test_a_figure_without_a_word_below_it_is_named():
    assert seen(document(figures("Not available", ""), table(ROW))).wordless == ("Open",)


def test_an_empty_table_must_have_a_sentence_of_its_own():
    assert seen(document(figures("3"), table())).wordless == ("By team",)
    assert seen(document(figures("3"), table(empty="No child is behind this figure."))).wordless == ()


def test_what_names_the_file_it_lacks_is_told_from_what_counts_nothing():
    lacking = document(figures("Not available", "No loaded file holds visits."), Note("Visits"))
    assert seen(lacking).lacks_feed
    assert not seen(document(figures("0"))).lacks_feed


def test_one_worker_of_each_team_is_asked_the_busiest_first(owner_desk):
    workers = busiest_of_each_team(owner_desk)
    team_of = {each.id: each.team for each in owner_desk.council.workers}
    assert len({team_of[each] for each in workers}) == len(workers) > 5


def test_a_report_counts_for_a_level_only_as_somebody_of_that_level_alone(owner_desk):
    for viewer in people(owner_desk, "team_manager").viewers.values():
        assert len(viewer.team_ids) == 1
        assert not viewer.county
        assert viewer.roles == ("team_manager",)


@pytest.mark.parametrize("role", ROLES)
def test_no_report_fails_or_is_empty_without_a_word(owner_desk, role):
    catalogue = owner_desk.catalogue
    mine = sorted((each for each in catalogue.reports.values() if role in each.audience), key=lambda each: each.id)
    everybody = people(owner_desk, role)
    for report in random.Random(seed_for(f"reports crawled as {role}")).sample(mine, DRAWN):
        found = opened(owner_desk, report, role, everybody, 1)
        assert (found.fault, found.seen.wordless) == ("", ()), report.id
        assert any(report.id in line for line in told(role, [found])) is not found.seen.shows_something
