import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sherwood.access import Permission, Viewer
from sherwood.reports import sees_official_alone
from sherwood.vocabulary.periods import GRAINS

OFFICIAL = frozenset({Permission.FIGURES_OFFICIAL})


@pytest.fixture
def asked(home):
    from sherwood.web import asked

    return asked


@pytest.fixture
def query(home):
    from django.http import QueryDict

    return QueryDict


def viewer(**rights):
    return Viewer("a", "A", "small", **rights)


def test_filters_leave_out_what_is_reserved_and_what_is_empty(asked, query):
    found = query("team=TA&sex=&as_at=2024-03-31&page=2&figures=official&from=x&to=y&grain=day&q=w&age_band=5-9")
    assert asked.filters_of(found) == {"team": "TA", "age_band": "5-9"}


def test_the_last_of_two_values_of_one_filter_counts(asked, query):
    assert asked.filters_of(query("team=TA&team=TB")) == {"team": "TB"}


def test_the_whole_query_is_carried_on_without_what_is_empty(asked, query):
    assert asked.query_of(query("team=TA&sex=&as_at=2024-03-31")) == {"team": "TA", "as_at": "2024-03-31"}


@pytest.mark.parametrize(
    ("text", "page"), [("", 1), ("page=", 1), ("page=1", 1), ("page=17", 17), ("page=1000000", 1_000_000)]
)
def test_a_page_is_a_number_from_one(asked, query, text, page):
    assert asked.page_of(query(text)) == page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=8))
def test_anything_else_as_a_page_is_refused_in_words(asked, query, text):
    from django.http import QueryDict

    given_page = QueryDict(mutable=True)
    given_page["page"] = text
    if text == "" or (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
        assert asked.page_of(given_page) == int(text or 1)
        return
    with pytest.raises(asked.UnreadableAddress, match="a number from 1"):
        asked.page_of(given_page)


@given(days=st.tuples(st.dates(), st.dates()), grain=st.sampled_from(GRAINS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_days_in_order_are_a_span_and_out_of_order_are_refused(asked, query, days, grain):
    first, last = days
    found = query(f"from={first.isoformat()}&to={last.isoformat()}&grain={grain}")
    if first <= last:
        assert asked.span_of(found) == asked.Span(first, last, grain)
        return
    with pytest.raises(asked.UnreadableAddress, match="before it begins"):
        asked.span_of(found)


def test_a_span_without_a_grain_is_cut_by_day(asked, query):
    day = dt.date(2024, 3, 31)
    assert asked.span_of(query("from=2024-03-31&to=2024-03-31")) == asked.Span(day, day, "day")


@pytest.mark.parametrize(
    ("text", "expected"), [("", "openable"), ("figures=", "openable"), ("figures=official", "official")]
)
def test_official_figures_are_given_where_they_are_asked_for(asked, query, text, expected):
    assert asked._figures(query(text)) == expected


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ({"county": True, "permissions": OFFICIAL}, False),
        ({"permissions": OFFICIAL}, True),
        ({"permissions": OFFICIAL, "team_ids": ("TA",)}, False),
        ({"permissions": OFFICIAL, "service_ids": ("S1",)}, False),
        ({"permissions": OFFICIAL, "worker_id": "W1"}, False),
        ({}, False),
    ],
)
def test_only_people_without_children_of_their_own_get_official_figures_unasked(rights, expected):
    assert sees_official_alone(viewer(**rights)) is expected


def test_figures_of_another_kind_are_refused(asked, query):
    with pytest.raises(asked.UnreadableAddress, match="'openable' or 'official'"):
        asked._figures(query("figures=named"))


@pytest.mark.parametrize("name", ["smith", "A" * 26, "a" * 25, "a" * 27, "a1" * 13, "../../etc/passwd", "5669000"])
def test_only_a_record_key_is_an_address_of_a_child(home, name):
    from django.urls import Resolver404, resolve

    with pytest.raises(Resolver404):
        resolve(f"/children/{name}")


@given(key=st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_record_key_is_an_address_of_a_child(home, key):
    from django.urls import resolve

    assert resolve(f"/children/{key}").kwargs == {"record_key": key}
