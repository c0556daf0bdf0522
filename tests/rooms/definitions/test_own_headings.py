"""A council's own headings are added to its file, and what a person wrote there stays as it was."""

import tomllib

from sherwood.definitions.own_headings import with_headings

WRITTEN = """\
# Our case system, since 2019.
[headings.annex_a.contacts]
contact_date = ["Date contact logged"]   # as the duty team says

[values.contact_source]
"Duty desk" = "5A"
"""


def test_a_first_heading_makes_the_table():
    text = with_headings("", "police_incidents", "incidents", {"risk": "DASH Grade"})
    assert tomllib.loads(text) == {"headings": {"police_incidents": {"incidents": {"risk": ["DASH Grade"]}}}}


def test_words_and_values_that_stand_there_stay():
    text = with_headings(WRITTEN, "police_incidents", "incidents", {"risk": "DASH Grade"})
    assert "# Our case system, since 2019." in text
    assert "# as the duty team says" in text
    assert tomllib.loads(text)["values"] == {"contact_source": {"Duty desk": "5A"}}
    assert tomllib.loads(text)["headings"]["annex_a"] == {"contacts": {"contact_date": ["Date contact logged"]}}


def test_a_second_heading_of_a_column_is_added_to_the_first():
    text = with_headings(WRITTEN, "annex_a", "contacts", {"contact_date": "Logged"})
    found = tomllib.loads(text)["headings"]["annex_a"]["contacts"]["contact_date"]
    assert found == ["Date contact logged", "Logged"]


def test_a_heading_known_already_is_not_written_twice():
    text = with_headings(WRITTEN, "annex_a", "contacts", {"contact_date": "Date contact logged"})
    assert tomllib.loads(text)["headings"]["annex_a"]["contacts"]["contact_date"] == ["Date contact logged"]


def test_a_heading_with_quotation_marks_is_kept_as_it_is():
    text = with_headings("", "annex_a", "contacts", {"contact_date": 'Day "logged"\\in'})
    assert tomllib.loads(text)["headings"]["annex_a"]["contacts"]["contact_date"] == ['Day "logged"\\in']
