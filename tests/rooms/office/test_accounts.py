import datetime as dt

import pytest

from sherwood.office import errors, people
from sherwood.office.people import RoleHeld

GOOD = "four-plain-words-here"
DAY = dt.date(2021, 3, 19)
NEXT_DAY = dt.date(2021, 3, 20)

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def add(directory):
    def named(username="sam", **more):
        return directory.add_account(username, GOOD, "Sam Able", **more)

    return named


def test_account_is_found_by_id_and_by_name_whatever_the_capitals(add, directory):
    made = add("Sam", worker_id="W1")
    assert made.worker_id == "W1"
    assert directory.account(made.id) == made
    assert directory.account_named(" sAM ") == made


def test_unknown_and_unreadable_ids_are_nobody(directory):
    assert directory.account("00000000-0000-0000-0000-000000000000") is None
    assert directory.account("not an id") is None
    assert directory.account_named("nobody") is None


def test_account_is_frozen(add):
    with pytest.raises(AttributeError):
        add().username = "other"


@pytest.mark.parametrize("name", ["sam", "SAM", " sam "])
def test_name_is_taken_whatever_the_capitals_and_blanks(add, name):
    add("sam")
    with pytest.raises(errors.AccountRefused, match="already an account called"):
        add(name)


def test_database_itself_refuses_two_accounts_of_one_name(add):
    from django.db import IntegrityError

    from sherwood.office.models import Account

    add("sam")
    with pytest.raises(IntegrityError):
        Account.objects.create(username="SAM", display_name="Another")


@pytest.mark.parametrize("name", ["", "   "])
def test_account_needs_a_name(add, name):
    with pytest.raises(errors.AccountRefused, match="needs a user name"):
        add(name)


@pytest.mark.parametrize("password", ["short7!", "password", "12345678", "sam.able1"])
def test_short_common_and_personal_passwords_are_refused(directory, password):
    with pytest.raises(errors.AccountRefused, match="cannot be used"):
        directory.add_account("sam.able", password, "Sam Able")
    assert directory.list_accounts() == ()


def test_long_password_without_digits_or_signs_is_accepted(directory):
    assert directory.add_account("sam", "correct horse battery staple " * 4, "Sam").is_active


def test_password_is_kept_as_a_slow_salted_hash(add):
    from sherwood.office.models import Account

    add()
    kept = Account.objects.get().password
    assert kept.startswith("pbkdf2_sha256$")
    assert GOOD not in kept


def test_role_counts_on_its_first_and_its_last_day_and_not_beside(add):
    held = RoleHeld("worker", from_date=DAY, to_date=NEXT_DAY)
    person = add(roles=[held])
    assert person.roles == (held,)
    assert person.roles_on(DAY) == person.roles_on(NEXT_DAY) == (held,)
    assert person.roles_on(DAY - dt.timedelta(days=1)) == ()
    assert person.roles_on(NEXT_DAY + dt.timedelta(days=1)) == ()


def test_role_without_an_end_counts_until_further_notice(add):
    person = add(roles=[RoleHeld("team_manager", team_id="T1", from_date=DAY)])
    assert [held.team_id for held in person.roles_on(dt.date(2099, 1, 1))] == ["T1"]


def test_role_that_would_end_before_it_begins_is_refused_with_the_whole_account(add, directory):
    with pytest.raises(errors.AccountRefused, match="before it begins"):
        add(roles=[RoleHeld("worker", from_date=NEXT_DAY, to_date=DAY)])
    assert directory.list_accounts() == ()


def test_ended_role_counts_up_to_its_last_day(add, directory):
    person = add(roles=[RoleHeld("worker", from_date=DAY), RoleHeld("auditor", from_date=DAY)])
    directory.end_role(person.id, "worker", NEXT_DAY)
    person = directory.account(person.id)
    assert {held.role for held in person.roles_on(NEXT_DAY)} == {"worker", "auditor"}
    assert {held.role for held in person.roles_on(NEXT_DAY + dt.timedelta(days=1))} == {"auditor"}


def test_disabled_account_stays_listed_and_holds_no_role(add, directory):
    person = add(roles=[RoleHeld("worker", from_date=DAY)])
    directory.disable(person.id)
    closed = directory.account(person.id)
    assert not closed.is_active
    assert closed.roles_on(DAY) == ()
    assert directory.list_accounts() == (closed,)


def test_accounts_are_listed_by_name(add, directory):
    add("zoe")
    add("amy")
    assert [each.username for each in directory.list_accounts()] == ["amy", "zoe"]


def test_new_password_ends_the_sessions_and_a_weak_one_changes_nothing(add, directory):
    from sherwood.office import sessions
    from sherwood.office.models import Account

    person = add()
    store = sessions.SessionStore()
    store["_auth_user_id"] = person.id
    store.save()
    with pytest.raises(errors.AccountRefused):
        directory.set_password(person.id, "password")
    assert len(sessions.of_account(person.id)) == 1
    directory.set_password(person.id, "another good one")
    assert sessions.of_account(person.id) == ()
    assert Account.objects.get().check_password("another good one")


def token_of(person):
    from sherwood.office import access_tokens

    return access_tokens.make(person.id, "sheet", dt.date.today() + dt.timedelta(days=90))


@pytest.mark.parametrize("act", ["password", "closed", "second step", "taken back"])
def test_what_ends_the_sessions_of_an_account_takes_its_tokens_back(add, directory, home, act):
    from sherwood.jobs import accounts
    from sherwood.office import access_tokens

    person = add()
    token = token_of(person)
    assert access_tokens.account_of(token) == person.id
    {
        "password": lambda: directory.set_password(person.id, "another good one"),
        "closed": lambda: directory.disable(person.id),
        "second step": lambda: accounts.reset_second_factor(home, person.username),
        "taken back": lambda: accounts.take_tokens_back(home, person.username),
    }[act]()
    assert access_tokens.account_of(token) is None
    assert not any(each.is_good for each in access_tokens.tokens(person.id))


@pytest.mark.parametrize(("days", "reads"), [(None, False), (29, True), (31, False)])
def test_a_token_of_somebody_the_sign_in_service_has_not_seen_for_a_month_reads_nothing(add, days, reads):
    from django.utils import timezone

    from sherwood.office import access_tokens
    from sherwood.office.models import Account

    person = add()
    token = token_of(person)
    seen = None if days is None else timezone.now() - dt.timedelta(days=days)
    Account.objects.update(last_login=seen)
    assert access_tokens.account_of(token) == person.id, "who signs in here alone is closed here when they leave"
    Account.objects.update(subject="s-1")
    assert access_tokens.account_of(token) == (person.id if reads else None)


def test_the_council_says_for_how_many_days_tokens_outlive_a_sign_in(add, home):
    from django.utils import timezone

    from sherwood.office import access_tokens
    from sherwood.office.models import Account

    person = add()
    token = token_of(person)
    home.council.mkdir(parents=True, exist_ok=True)
    service = '[sign_in]\nissuer = "https://sign-in.example"\nclient_id = "sherwood"\ntoken_days = 7\n'
    (home.council / "council.toml").write_text(service, encoding="utf-8")
    Account.objects.update(subject="s-1", last_login=timezone.now() - dt.timedelta(days=6))
    assert access_tokens.account_of(token) == person.id
    Account.objects.update(last_login=timezone.now() - dt.timedelta(days=8))
    assert access_tokens.account_of(token) is None


def test_plain_objects_know_nothing_of_the_database(add):
    assert people.OfficeAccount.__module__ == "sherwood.office.people"
    assert not hasattr(add(), "save")
