"""The page of tables says whose word each column is, as the declaration has it."""

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.describe import reference_pages

PAGE = reference_pages(load_catalogue())["tables.md"]


def part(name):
    """What the page says of one table."""
    return PAGE.partition(f"\n`{name}`\n")[2].partition("\n## ")[0]


def test_a_table_of_several_feeds_says_the_order_in_which_they_are_asked():
    assert "Each column is the first word there is of ssd, then annex_a, then cin_census." in part("referral")


def test_a_column_that_departs_from_the_order_says_how_and_why():
    assert "* `close_date` is the word of the latest day: " in part("referral")
    assert "* `referral_source` is the first word of ssd, then cin_census, then annex_a: Annex A may name" in part(
        "referral"
    )


def test_a_table_of_one_feed_says_nothing_of_order():
    assert part("adoption")
    assert "first word" not in part("adoption")
