"""Every measure names the files it cannot do without, so that what none of them holds is never shown as nought."""

from sherwood.definitions.catalogue import load_catalogue

CATALOGUE = load_catalogue()
FILES = {
    f"{feed.id}.{table}" for feed in CATALOGUE.feeds.values() for year in feed.years.values() for table in year.tables
}


def test_every_measure_names_what_it_needs():
    assert [name for name, each in CATALOGUE.measures.items() if not each.needs] == []


def test_every_file_named_is_one_that_a_feed_declares():
    named = {name for each in CATALOGUE.measures.values() for need in each.needs for name in need.any_of}
    assert named - FILES == set()


def test_annex_a_which_knows_the_latest_review_only_is_not_enough_for_reviews():
    reviews = [
        need for each in CATALOGUE.measures.values() for need in each.needs if need.words == "looked-after reviews"
    ]
    assert len(reviews) >= 4
    assert {need.any_of for need in reviews} == {("ssda903.reviews", "ssd.cla_reviews")}


def test_a_count_of_the_looked_after_needs_their_episodes():
    (need,) = CATALOGUE.measure("cla_open").needs
    assert need.any_of == ("ssda903.episodes", "ssd.cla_episodes")
