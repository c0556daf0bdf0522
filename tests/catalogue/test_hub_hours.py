"""Every minute of a day is of one hour of arrival, and of the hour its label names."""

from sherwood.definitions.catalogue import load_catalogue

MINUTES = 24 * 60


def test_every_minute_of_a_day_is_of_the_hour_it_is_in():
    bands = load_catalogue().dimension("hub_hour").bands
    for minute in range(MINUTES):
        [label] = [each.label for each in bands if each.at_least <= minute <= each.at_most]
        assert label.startswith(f"{minute // 60:02}:00 ")
