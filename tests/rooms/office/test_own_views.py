"""What people keep: a view opens to its owner and to roles it is shared with; pins, visits, letters and notes are each one's own."""

import datetime as dt

import pytest

pytestmark = pytest.mark.usefixtures("home")
DAY = dt.date(2026, 1, 31)
CHOICES = [("measure", "looked_after/cla_open"), ("by", "team")]


@pytest.fixture
def people(directory):
    return {name: directory.add_account(name, "four-plain-words-here", name.title()).id for name in ("wendy", "mary")}


@pytest.fixture
def office(home):
    from sherwood.office import access_tokens, date_notes, favourites, own_views, subscriptions

    class Office:
        tokens, notes, fav, views, letters = access_tokens, date_notes, favourites, own_views, subscriptions
        thing = staticmethod(lambda name, kind="report": favourites.Thing(kind, name))

    return Office


def test_a_view_is_its_owners_until_it_is_shared_with_a_role(office, people):
    made = office.views.keep(people["wendy"], "Mine", CHOICES)
    assert office.views.view(people["wendy"], [], made).choices == tuple(CHOICES)
    assert office.views.view(people["mary"], ["team_manager"], made) is None
    office.views.share(people["wendy"], made, ["team_manager"])
    assert not office.views.view(people["mary"], ["team_manager"], made).is_own
    assert office.views.view(people["mary"], ["worker"], made) is None
    assert [each.title for each in office.views.views(people["mary"], ["team_manager"])] == ["Mine"]


def test_nobody_shares_or_takes_back_anothers_view(office, people):
    made = office.views.keep(people["wendy"], "Mine", CHOICES)
    office.views.share(people["mary"], made, ["worker"])
    office.views.withdraw(people["mary"], made)
    assert office.views.view(people["wendy"], [], made).roles == ()


def test_a_view_taken_back_opens_to_nobody_and_is_sent_to_nobody(office, people):
    made = office.views.keep(people["wendy"], "Mine", CHOICES)
    office.letters.subscribe(people["wendy"], office.thing(made, "view"), "day", DAY)
    office.fav.pin(people["wendy"], office.thing(made, "view"))
    office.views.withdraw(people["wendy"], made)
    assert office.views.view(people["wendy"], [], made) is None
    assert office.letters.due(DAY) == ()
    assert office.fav.pins(people["wendy"]) == ()


def test_no_address_of_another_form_is_a_view(office, people):
    assert office.views.view(people["wendy"], [], "none") is None


def test_a_pin_is_kept_once_and_is_ones_own(office, people):
    for _ in range(2):
        office.fav.pin(people["wendy"], office.thing("a"))
    assert office.fav.pins(people["wendy"]) == (office.thing("a"),)
    assert office.fav.pins(people["mary"]) == ()
    office.fav.unpin(people["wendy"], office.thing("a"))
    assert office.fav.pins(people["wendy"]) == ()


def test_a_page_without_a_kind_is_no_page(office, people):
    with pytest.raises(ValueError, match="child"):
        office.fav.note_opened(people["wendy"], office.thing("a", "child"))


def test_lately_is_by_time_and_turning_pages_is_one_visit(office, people, monkeypatch):
    now = dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC)
    for minutes, name in ((0, "a"), (1, "b"), (5, "a"), (20, "a")):
        monkeypatch.setattr("django.utils.timezone.now", lambda at=now + dt.timedelta(minutes=minutes): at)
        office.fav.note_opened(people["wendy"], office.thing(name))
    office.fav.note_opened(people["mary"], office.thing("b"))
    assert [each.name for each in office.fav.lately(people["wendy"], 5)] == ["a", "b"]
    assert [each.name for each in office.fav.most_used(5)] == ["a", "b"]
    assert office.fav.lately(people["mary"], 5) == (office.thing("b"),)


@pytest.mark.parametrize(
    ("every", "sent_on", "following"),
    [
        ("day", DAY, dt.date(2026, 2, 1)),
        ("week", DAY, dt.date(2026, 2, 7)),
        ("month", DAY, dt.date(2026, 2, 28)),
        ("week", DAY + dt.timedelta(days=10), dt.date(2026, 2, 14)),
    ],
)
def test_the_next_letter_is_due_at_the_first_of_its_days_after_the_last(office, people, every, sent_on, following):
    office.letters.subscribe(people["wendy"], office.thing("a"), every, DAY)
    (due,) = office.letters.due(sent_on)
    office.letters.sent(due, sent_on)
    assert office.letters.due(following - dt.timedelta(days=1)) == ()
    assert len(office.letters.due(following)) == 1


def test_nothing_is_due_before_its_day_or_to_a_closed_account(office, people, directory):
    office.letters.subscribe(people["wendy"], office.thing("a"), "day", DAY)
    assert office.letters.due(DAY - dt.timedelta(days=1)) == ()
    directory.disable(people["wendy"])
    assert office.letters.due(DAY) == ()


def test_mail_goes_no_oftener_than_daily(office, people):
    with pytest.raises(ValueError, match="hour"):
        office.letters.subscribe(people["wendy"], office.thing("a"), "hour", DAY)


def test_a_note_of_a_date_is_seen_by_all_and_taken_back_by_its_writer_alone(office, people):
    office.notes.note_date(people["wendy"], "looked_after/cla_open", DAY, "A new panel")
    (note,) = office.notes.notes_by_measure(people["mary"])["looked_after/cla_open"]
    assert (note.words, note.by, note.is_own) == ("A new panel", "Wendy", False)
    assert not office.notes.withdraw(people["mary"], note.id)
    assert office.notes.withdraw(people["wendy"], note.id)
    assert office.notes.notes_by_measure(people["wendy"]) == {}


def test_a_token_stands_for_its_account_to_the_end_of_its_last_day(office, people, monkeypatch):
    token = office.tokens.make(people["wendy"], "Excel", dt.date.today() + dt.timedelta(days=1))
    assert office.tokens.account_of(token) == str(people["wendy"])
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date.today() + dt.timedelta(days=1))
    assert office.tokens.account_of(token) == str(people["wendy"])
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date.today() + dt.timedelta(days=2))
    assert office.tokens.account_of(token) is None


def test_a_token_taken_back_by_its_owner_opens_nothing(office, people):
    token = office.tokens.make(people["wendy"], "Excel", dt.date.today())
    (kept,) = office.tokens.tokens(people["wendy"])
    assert not office.tokens.revoke(people["mary"], kept.id)
    assert office.tokens.account_of(token)
    assert office.tokens.revoke(people["wendy"], kept.id)
    assert office.tokens.account_of(token) is None
    assert [each.is_good for each in office.tokens.tokens(people["wendy"])] == [False]


def test_a_closed_accounts_token_opens_nothing_and_the_database_holds_no_token(office, people, directory, home):
    token = office.tokens.make(people["wendy"], "Excel", dt.date.today())
    assert (
        token.encode() not in home.office.read_bytes() + home.office.with_name(home.office.name + "-wal").read_bytes()
    )
    directory.disable(people["wendy"])
    assert office.tokens.account_of(token) is None
    assert office.tokens.account_of("sherwood_wrong") is None


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_ends_within_a_year(office, people, days):
    with pytest.raises(ValueError, match="year"):
        office.tokens.make(people["wendy"], "Excel", dt.date.today() + dt.timedelta(days=days))
