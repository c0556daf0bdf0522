"""Which team receives contacts at the front door: the settings name it, and one at most on any day."""

import datetime as dt

import pytest

from sherwood.definitions.council import Council, Organisation, problems_of_organisation

OLD, NEW = {"end_date": dt.date(2024, 3, 31)}, {"start_date": dt.date(2024, 4, 1)}


def organisation(*hubs, **days):
    """Teams of one service between these days, and the hubs among them."""
    teams = [{"id": name, "name": name, "service": "S", **found} for name, found in days.items()]
    return Organisation.model_validate({"hubs": hubs, "service": [{"id": "S", "name": "S"}], "team": teams})


@pytest.mark.parametrize(
    "sound",
    [
        organisation(a={}, b={}),
        organisation("a", a={}, b={}),
        organisation("a", "b", a=OLD, b=NEW),
        organisation("D1"),
    ],
    ids=["none", "one", "one after the other", "a department of the case system"],
)
def test_one_hub_at_a_time_is_sound(sound):
    assert list(problems_of_organisation(sound)) == []
    assert Council(organisation=sound).hubs == sound.hubs


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (organisation("mash", mush={}), "'hubs' names team 'mash', which is not listed – did you mean 'mush'?"),
        (
            organisation("a", "b", a={}, b=NEW),
            "'hubs' names 'a' and 'b', which both exist on 2024-04-01: name one for any day",
        ),
        (organisation("D1", "D2"), "'hubs' names 'D1' and 'D2', which both exist on 1900-01-01: name one for any day"),
    ],
    ids=["not listed", "two at once", "two departments"],
)
def test_a_hub_that_is_no_team_and_two_at_once_are_told(made, told):
    assert list(problems_of_organisation(made)) == [told]
