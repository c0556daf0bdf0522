"""A second factor: codes of half a minute are taken once, recovery codes once, and five wrong ones close it for a while."""

import datetime as dt

import pyotp
import pytest
from django.utils import timezone

pytestmark = pytest.mark.usefixtures("home")
NOW = dt.datetime(2026, 3, 2, 9, 0, 0, tzinfo=dt.UTC)


@pytest.fixture
def factors(home):
    from sherwood.office import second_factors

    return second_factors


@pytest.fixture
def person(directory):
    return directory.add_account("mary", "four-plain-words-here", "Mary").id


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved."""
    held = {"now": NOW}
    monkeypatch.setattr(timezone, "now", lambda: held["now"])
    return lambda **by: held.update(now=held["now"] + dt.timedelta(**by))


def code(secret, clock_now=None):
    return pyotp.TOTP(secret).at(clock_now or timezone.now())


@pytest.fixture
def enrolled(factors, person, clock):
    """The secret and recovery codes of a person whose second factor is confirmed."""
    secret = factors.begin(person, "mary").secret
    codes = factors.confirm(person, code(secret))
    clock(minutes=1)
    return secret, codes


def test_nobody_has_a_second_factor_before_a_right_code_confirms_it(factors, person, clock):
    secret = factors.begin(person, "mary").secret
    assert not factors.is_enrolled(person)
    assert factors.confirm(person, "000000") is None
    assert factors.begin(person, "mary").secret == secret
    assert len(factors.confirm(person, code(secret))) == 10
    assert factors.is_enrolled(person)


def test_a_confirmed_secret_cannot_be_confirmed_again(factors, person, enrolled):
    assert factors.confirm(person, code(enrolled[0])) is None


def test_a_code_is_taken_once(factors, person, enrolled):
    said = code(enrolled[0])
    assert factors.check(person, said)
    assert not factors.check(person, said)


def test_the_code_before_one_already_taken_is_not_taken(factors, person, enrolled):
    before = code(enrolled[0], timezone.now() - dt.timedelta(seconds=30))
    assert factors.check(person, code(enrolled[0]))
    assert not factors.check(person, before)


@pytest.mark.parametrize(("seconds", "taken"), [(-30, True), (30, True), (-61, False), (61, False)])
def test_a_clock_may_be_half_a_minute_wrong_and_no_more(factors, person, enrolled, seconds, taken):
    assert factors.check(person, code(enrolled[0], timezone.now() + dt.timedelta(seconds=seconds))) is taken


def test_spaces_in_a_code_do_not_matter(factors, person, enrolled):
    said = code(enrolled[0])
    assert factors.check(person, f" {said[:3]} {said[3:]} ")


def test_each_recovery_code_is_taken_once_whatever_its_capitals(factors, person, enrolled):
    first = enrolled[1][0]
    assert factors.check(person, first.upper().replace("-", ""))
    assert not factors.check(person, first)
    assert factors.recovery_codes_left(person) == 9


def test_recovery_codes_are_kept_as_hashes_alone(factors, person, enrolled):
    from sherwood.office.models import RecoveryCode, SecondFactor

    kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(each.replace("-", "") in kept for each in enrolled[1])
    assert enrolled[0].encode() not in bytes(SecondFactor.objects.get().secret)


def test_five_wrong_codes_close_it_for_a_quarter_of_an_hour_to_right_ones_too(factors, person, enrolled, clock):
    for _ in range(5):
        assert not factors.check(person, "000000")
    assert factors.is_closed(person)
    assert not factors.check(person, code(enrolled[0]))
    clock(minutes=15, seconds=1)
    assert factors.check(person, code(enrolled[0]))


def test_a_right_code_forgets_the_wrong_ones_before_it(factors, person, enrolled, clock):
    for _ in range(4):
        factors.check(person, "000000")
    assert factors.check(person, code(enrolled[0]))
    clock(minutes=1)
    factors.check(person, "000000")
    assert not factors.is_closed(person)


def test_after_a_reset_the_old_device_and_codes_are_worth_nothing(factors, person, enrolled):
    factors.reset(person)
    assert not factors.is_enrolled(person)
    assert not factors.check(person, code(enrolled[0]))
    assert not factors.check(person, enrolled[1][0])


def test_another_homes_secret_opens_no_device(factors, person, enrolled, home):
    (home.root / "secrets" / factors.SECRET).unlink()
    assert not factors.check(person, code(enrolled[0]))
