"""The hub's demand is shown to those who answer for the whole county; without the hub's log the page says what to load."""

import pytest


def test_an_analyst_of_a_council_without_the_hubs_log_is_told_what_to_load(signed_in):
    answer = signed_in("ana").get("/forecast")
    assert answer.status_code < 500
    assert "hub" in answer.content.decode()


@pytest.mark.parametrize("person", ["mary", "nora"])
def test_others_are_refused_and_have_no_way_there(signed_in, person):
    client = signed_in(person)
    assert client.get("/forecast").status_code in (403, 404)
    assert "/forecast" not in client.get("/account").content.decode()
