"""Whoever looks after the data is told of a late feed, a failed refresh and checks that warn, once and within the refresh itself."""

import datetime as dt

import pytest
from tests.rooms.jobs.homes_with_files import AUTHORITY

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.limits import require_sound_settings
from sherwood.jobs import refresh as refreshing
from sherwood.jobs.build import BuildFailed
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import refresh
from sherwood.jobs.watching import late_feeds, tell_of_late_feeds, tell_of_warnings

RECEIVED = dt.date(2018, 6, 1)
EXPECTED = load_catalogue().feed("ssda903").late_after_days
DUE = RECEIVED + dt.timedelta(days=EXPECTED)
NEXT_DAY = dt.timedelta(days=1)


@pytest.fixture
def owner(home_with_office):
    """The one who looks after the data; a second account holds another role."""
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    ana = directory.account_named("ana").id
    directory.give_role(ana, RoleHeld("analyst", from_date=dt.date(2018, 1, 1)))
    wendy = directory.add_account("wendy", "four-plain-words-here", "Wendy").id
    directory.give_role(wendy, RoleHeld("elected_member", from_date=dt.date(2018, 1, 1)))
    return ana


def notices_of(account):
    from sherwood.office import notices

    return [(each.kind, each.words) for each in notices.of(account)]


def settle(home, words):
    home.council.mkdir(parents=True, exist_ok=True)
    (home.council / "council.toml").write_text(words, encoding="utf-8")


def test_a_feed_is_late_on_the_day_after_it_was_due(copied_home):
    assert late_feeds(copied_home, AUTHORITY, DUE) == []
    [late] = late_feeds(copied_home, AUTHORITY, DUE + NEXT_DAY)
    assert (late.feed.id, late.last) == ("ssda903", RECEIVED)
    assert f"no file has come since 1 June 2018; the next was due by {DUE:%-d %B %Y}" in late.in_words()


def test_a_feed_that_never_came_is_not_late(copied_home):
    names = {each.feed.id for each in late_feeds(copied_home, AUTHORITY, dt.date(2030, 1, 1))}
    assert names == {"ssda903"}


def test_the_councils_own_expectation_counts(copied_home):
    settle(copied_home, "[late_after_days]\nssda903 = 10\n")
    assert late_feeds(copied_home, AUTHORITY, RECEIVED + dt.timedelta(days=10)) == []
    assert late_feeds(copied_home, AUTHORITY, RECEIVED + dt.timedelta(days=11))


def test_an_expectation_of_a_feed_that_is_not_there_is_refused_with_the_nearest_name(copied_home):
    settle(copied_home, "[late_after_days]\nssda93 = 10\n")
    with pytest.raises(CatalogueError, match=r"names feed 'ssda93', which nobody reads.*ssda903"):
        require_sound_settings(load_catalogue(), load_council(copied_home))


def test_an_owner_is_told_once_of_a_late_feed_and_nobody_else_is(home_with_office, owner):
    from sherwood.office import directory

    assert tell_of_late_feeds(home_with_office, AUTHORITY, DUE + NEXT_DAY) == 1
    assert tell_of_late_feeds(home_with_office, AUTHORITY, DUE + NEXT_DAY + NEXT_DAY) == 0
    [(kind, _)] = notices_of(owner)
    assert kind == "late_feed"
    assert notices_of(directory.account_named("wendy").id) == []


def test_a_refresh_tells_of_late_feeds_in_the_same_cycle(home_with_office, owner):
    refresh(home_with_office, AUTHORITY, progress=quiet)
    assert [kind for kind, _ in notices_of(owner)] == ["late_feed"]


def test_a_refresh_that_fails_tells_the_kind_of_failure_and_nothing_of_what_was_read(
    home_with_office, owner, monkeypatch
):
    def fails(*_, **__):
        raise BuildFailed("child C1 in row 3 is wrong")

    monkeypatch.setattr(refreshing, "build", fails)
    with pytest.raises(BuildFailed):
        refresh(home_with_office, AUTHORITY, progress=quiet)
    told = dict(notices_of(owner))
    assert "(BuildFailed). The last good warehouse goes on serving" in told["refresh_failed"]
    assert "C1" not in told["refresh_failed"]


def test_checks_that_warn_are_counted(home_with_office, owner):
    now = dt.datetime(2018, 6, 2, 6, 30, tzinfo=dt.UTC)
    assert tell_of_warnings(home_with_office, (), now) == 0
    assert tell_of_warnings(home_with_office, ("one", "two"), now) == 1
    assert notices_of(owner)[0][1].startswith("2 checks warn of the warehouse built on 2 June 2018, 06:30")


def test_a_home_without_accounts_has_nobody_to_tell(copied_home):
    assert tell_of_late_feeds(copied_home, AUTHORITY, DUE + NEXT_DAY) == 0
