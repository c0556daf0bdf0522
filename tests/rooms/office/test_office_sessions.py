import datetime as dt

import pytest

pytestmark = pytest.mark.usefixtures("home")
AMY, SAM = "amy-id", "sam-id"


@pytest.fixture
def sessions(home):
    from sherwood.office import sessions

    return sessions


def open_session(sessions, account_id=AMY):
    store = sessions.SessionStore()
    store["_auth_user_id"] = account_id
    store.save()
    return store.session_key


def test_a_session_knows_whose_it_is_and_when_it_began(sessions):
    key = open_session(sessions)
    (mine,) = sessions.of_account(AMY, key)
    assert mine.is_this_one
    assert mine.id == key[:6]
    assert dt.datetime.now(dt.UTC) - mine.started_at < dt.timedelta(minutes=1)
    assert sessions.of_account(SAM) == ()


def test_the_start_of_a_session_stays_when_it_is_saved_again(sessions):
    store = sessions.SessionStore(open_session(sessions))
    (before,) = sessions.of_account(AMY)
    store["seen"] = 1
    store.save()
    (after,) = sessions.of_account(AMY)
    assert after.started_at == before.started_at
    assert after.seen_at > before.seen_at


def test_ending_others_keeps_this_one_and_other_peoples(sessions):
    mine, _, other = open_session(sessions), open_session(sessions), open_session(sessions, SAM)
    assert sessions.end_others(AMY, mine) == 1
    assert [each.is_this_one for each in sessions.of_account(AMY, mine)] == [True]
    assert [each.id for each in sessions.of_account(SAM)] == [other[:6]]


def test_ending_all_leaves_none(sessions):
    open_session(sessions)
    open_session(sessions)
    assert sessions.end_all(AMY) == 2
    assert sessions.of_account(AMY) == ()


def test_expired_sessions_are_neither_listed_nor_kept(sessions):
    from django.utils import timezone

    from sherwood.office.models import SignedInSession

    open_session(sessions)
    SignedInSession.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert sessions.of_account(AMY) == ()
    sessions.forget_expired()
    assert SignedInSession.objects.count() == 0


def test_disabling_an_account_ends_its_sessions(sessions):
    from sherwood.office import directory

    person = directory.add_account("sam", "four-plain-words-here", "Sam")
    open_session(sessions, person.id)
    directory.disable(person.id)
    assert sessions.of_account(person.id) == ()
