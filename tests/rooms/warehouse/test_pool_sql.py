"""The tables that are laid beside those of other authorities: counts by month, no child."""

from tests.rooms.warehouse.landed import day


def open_on(landed, month_end):
    return {row.kind: row.children for row in landed.built().pool_open_month if row.month_end == day(month_end)}


def events(landed, kind):
    return {row.month: (row.events, row.children) for row in landed.built().pool_event_month if row.kind == kind}


def test_a_child_is_looked_after_at_the_months_end_from_the_day_of_entry_to_the_day_before_leaving(landed):
    landed.episode("1", "2017-05-31", "2017-07-31", rec="E4A")
    assert open_on(landed, "2017-04-30") == {}
    assert open_on(landed, "2017-05-31")["looked_after"] == 1
    assert open_on(landed, "2017-06-30")["looked_after"] == 1
    assert "looked_after" not in open_on(landed, "2017-07-31")


def test_a_series_of_short_breaks_is_not_counted(landed):
    landed.episode("1", "2017-05-01", ls="V4")
    assert open_on(landed, "2017-05-31") == {}


def test_no_month_is_counted_of_which_the_files_do_not_reach_the_last_day(landed):
    landed.episode("1", "2017-05-01")
    assert max(row.month_end for row in landed.built().pool_open_month) == day("2018-03-31")


def test_events_of_a_month_are_counted_with_the_children_they_happened_to(landed):
    landed.episode("1", "2017-05-01", "2017-05-04", rec="E4A")
    landed.episode("1", "2017-05-20")
    landed.episode("2", "2017-05-31")
    landed.episode("3", "2017-06-01")
    assert events(landed, "looked_after_started") == {day("2017-05-01"): (3, 2), day("2017-06-01"): (1, 1)}


def test_nothing_is_pooled_by_which_a_child_could_be_told(landed):
    built = landed.episode("1", "2017-05-01").built()
    assert built.pool_event_month
    assert built.pool_open_month
    for table in ("pool_event_month", "pool_open_month"):
        assert not {"person_key", "source_row", "feed"} & built.build.columns(table).keys()
