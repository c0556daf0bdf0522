"""Every partner's feed: what is written is read back whole, who is whom is told of every record, and nothing draws on another's chance."""

import collections
import datetime as dt

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.support.small_everyone import small_everyone

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.partner_writers import WRITERS
from sherwood.synthetic.partners import draw_of

# Both come out of schools' own systems, under the numbers of those.
SCHOOLS = {"school_census", "attendance_daily"}


@pytest.fixture(scope="module")
def report(partners, tmp_path_factory):
    """What loading every drop of partners came to, each feed apart from the authority's own."""
    home = Home.at(tmp_path_factory.mktemp("home"))
    own = {feed.id for feed in load_catalogue().feeds.values() if feed.numbering and feed.id != "quality"}
    folders = [feed for day in sorted(partners.glob("2*")) for feed in sorted(day.iterdir()) if feed.name not in own]
    return load_files(home, "local", folders, received=None, period=None, progress=quiet)


@pytest.mark.slow
def test_every_file_of_a_tidy_county_is_read_without_a_rejected_row_or_a_problem(report):
    troubled = [
        entry
        for entry in report.files
        if entry.status == "refused" or entry.counts.rows_rejected or entry.counts.cell_problems
    ]
    assert not troubled, [(entry.path, entry.table, entry.reasons) for entry in troubled[:5]]


@pytest.mark.slow
def test_every_feed_that_is_declared_for_partners_arrives(report):
    assert {entry.format for entry in report.files} >= set(WRITERS)


def test_every_record_of_a_partner_has_one_person_and_every_number_is_the_feeds_own(partners):
    people = pq.read_table(partners / "truth" / "people.parquet").to_pylist()
    keys = [(row["feed"], row["source_id"]) for row in people]
    assert len(keys) == len(set(keys))
    by_feed = collections.defaultdict(set)
    for feed, number in keys:
        by_feed[feed].add(number)
    numbers = {"ssda903", "cin_census", "annex_a", "ssd", "quality"}
    for one in by_feed.keys() - numbers:
        for other in by_feed.keys() - {one} - (SCHOOLS if one in SCHOOLS else set()):
            assert not by_feed[one] & by_feed[other], (one, other)


def test_a_tidy_county_enters_nobody_twice(partners):
    people = pq.read_table(partners / "truth" / "people.parquet").to_pylist()
    assert max(collections.Counter((row["feed"], row["person_id"]) for row in people).values()) == 1


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_same_chance_writes_the_same_rows(name):
    everyone, courses = small_everyone(), load_life_courses()
    first, second = (WRITERS[name](everyone, draw_of(5, name), courses) for _ in range(2))
    assert first.tables.keys() == second.tables.keys()
    assert all(first.tables[table].equals(second.tables[table]) for table in first.tables)


def test_feeds_draw_apart():
    assert not np.array_equal(draw_of(5, "court").random(4), draw_of(5, "lado").random(4))
    assert np.array_equal(draw_of(5, "court").random(4), draw_of(5, "court").random(4))


def rows(name, table):
    return WRITERS[name](small_everyone(), draw_of(5, name), load_life_courses()).tables[table].to_pylist()


def test_no_allegation_is_referred_before_the_employer_knew_nor_closed_before_it_came():
    for row in rows("lado", "allegations"):
        assert row["aware_date"] <= row["referral_date"]
        assert row["closed_date"] is None or row["closed_date"] > row["referral_date"]
        assert (row["closed_date"] is None) == (row["outcome"] is None)


def test_stages_of_a_childs_proceedings_follow_each_other_and_an_order_stands_at_the_end_alone():
    order = ["pre_proceedings", "pre_proceedings_ended", "issue", "case_management", "issues_resolution", "final"]
    cases = collections.defaultdict(list)
    for row in rows("court", "stages"):
        cases[row["case_number"], row["person_number"]].append(row)
        assert (row["order"] is not None) == (row["stage"] == "final")
        assert row["listed_date"] is None or row["listed_date"] <= row["stage_date"]
    assert cases
    for stages in cases.values():
        told = sorted(stages, key=lambda row: order.index(row["stage"]))
        assert [row["stage_date"] for row in told] == sorted(row["stage_date"] for row in told)


def test_no_health_assessment_is_held_outside_care():
    everyone = small_everyone()
    care = [(period.start_date, period.end_date) for life in everyone.lives for period in life.child.periods]
    for row in rows("health_cla", "assessments"):
        if row["held_date"]:
            assert any(start <= row["held_date"] <= end for start, end in care)


def test_a_review_health_assessment_is_due_within_six_months_under_five_and_a_year_after():
    for row in rows("health_cla", "assessments"):
        assert row["due_date"] > row["birth_date"]
    kinds = collections.Counter(row["kind"] for row in rows("health_cla", "assessments"))
    assert kinds["initial"]
    assert kinds["review"]


def test_every_price_is_paid_and_rises_in_april_alone():
    purchases = collections.defaultdict(list)
    for row in rows("placement_finance", "purchases"):
        assert row["weekly_cost"] > 0
        assert row["end_date"] is None or row["end_date"] >= row["start_date"]
        purchases[row["person_number"], row["supplier"]].append(row["start_date"])
    later = [start for starts in purchases.values() for start in sorted(set(starts))[1:]]
    assert sum((start.month, start.day) == (4, 1) for start in later) > len(later) / 3


def test_households_have_places_counted_only_while_they_are_approved():
    households = collections.defaultdict(lambda: [dt.date.max, None])
    for row in rows("fostering", "households"):
        known = households[row["household_number"]]
        known[0] = min(known[0], row["approval_date"])
        known[1] = row["leaving_date"] or known[1]
    for row in rows("fostering", "places"):
        approved, left = households[row["household_number"]]
        assert approved <= row["month_end_date"]
        assert left is None or row["month_end_date"] < left
        assert row["filled"] + row["vacant"] + row["unavailable"] >= 1


def test_privately_fostered_children_are_of_the_ages_the_law_speaks_of():
    for row in rows("private_fostering", "arrangements"):
        age = (row["notification_date"] - row["birth_date"]).days / 365.25
        assert 1 <= age < 16
        assert row["first_visit_date"] is None or row["first_visit_date"] > row["notification_date"]


def test_a_later_stage_of_a_complaint_begins_after_the_one_before_was_answered():
    stages = collections.defaultdict(dict)
    for row in rows("quality", "complaints"):
        if row["answered_date"]:
            stages[row["complaint_number"]][row["stage"]] = row
    for told in stages.values():
        for stage, row in told.items():
            before = told.get(str(int(stage) - 1))
            assert before is None or before["answered_date"] < row["received_date"]


def test_early_help_of_a_family_is_one_case_with_its_scores_between_one_and_ten():
    families = collections.defaultdict(set)
    for row in rows("early_help", "cases"):
        families[row["case_number"]].add(row["family_number"])
        assert 1 <= row["score_at_start"] <= 10
        assert (row["end_date"] is None) == (row["score_at_end"] is None)
    assert all(len(numbers) == 1 for numbers in families.values())
