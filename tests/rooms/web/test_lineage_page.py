"""The page that follows a figure to its files and lines: for those who answer for the data, audited, with no child in its address."""

import re

import pytest
from lxml import html

PAGE = "/measures/looked_after/cla_open/lineage"


def words(answer):
    assert answer.status_code == 200, answer.content[:500]
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def test_an_analyst_sees_the_files_and_a_line_for_each_row(signed_in):
    client = signed_in("ana")
    text = words(client.get(f"{PAGE}?period=2024-03"))
    assert "episodes.csv" in text
    assert "ssda903_episodes" in text
    rows = html.fromstring(client.get(f"{PAGE}?period=2024-03").content).xpath("//a[starts-with(@href, '/children/')]")
    assert rows


def test_without_a_period_it_is_the_latest(signed_in):
    assert "2024-03" in words(signed_in("ana").get(PAGE))


@pytest.mark.parametrize("person", ["wendy", "mary", "dan", "audrey", "adam", "nora"])
def test_nobody_else_may_open_it(signed_in, person):
    assert signed_in(person).get(PAGE).status_code == 403


def test_the_look_is_written_with_the_records_shown(signed_in):
    from sherwood.office import audit

    signed_in("ana").get(f"{PAGE}?period=2024-03")
    latest = next(each for each in audit.latest() if each.action == "child list seen")
    assert latest.detail["of"] == "lineage of looked_after/cla_open"
    assert latest.records_shown > 0


def test_a_period_that_is_none_is_told_as_such(signed_in):
    assert signed_in("ana").get(f"{PAGE}?period=yesterday").status_code in (400, 404)
