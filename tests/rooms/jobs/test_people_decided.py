"""What a named person decided of two records overrides every rule and the model, from the next build on."""

import datetime as dt

import pytest
from sqlglot import exp
from tests.rooms.web import small_county
from tests.rooms.web.conftest import home, template_home

from sherwood.access import NotAllowed, viewers
from sherwood.definitions.errors import Problem
from sherwood.jobs.build import build
from sherwood.jobs.people_decided import decide, people_decided
from sherwood.store import Reader

__all__ = ["home", "template_home"]

AUTHORITY = small_county.AUTHORITY
FIRST, SECOND = small_county.number(3), small_county.number(4)


def people(home):
    """The record key and the person key of each number."""
    reader = Reader.current(home, AUTHORITY)
    rows = reader.select(exp.select("source_id", "record_key", "person_key").from_("person_record"))
    return {number: (record, person) for number, record, person in rows}


def decided(home, *, is_same, by="ana", numbers=(FIRST, SECOND)):
    from sherwood.office import directory

    viewer = viewers.for_account(home, directory.account_named(by).id)
    keys = [people(home)[number][0] for number in numbers]
    decide(home, viewer, *keys, is_same=is_same, reason="seen the two files side by side")


def are_one(home):
    build(home, AUTHORITY)
    found = people(home)
    return found[FIRST][1] == found[SECOND][1]


def test_two_numbers_of_the_council_are_two_people_until_somebody_decides_otherwise(home):
    assert not are_one(home)
    decided(home, is_same=True)
    assert are_one(home)


def test_the_latest_word_counts(home):
    decided(home, is_same=True)
    decided(home, is_same=False)
    assert not are_one(home)


def test_a_decision_makes_a_build_of_another_name_and_nothing_new_makes_none(home):
    build(home, AUTHORITY)
    before = Reader.current(home, AUTHORITY).build_id
    decided(home, is_same=True)
    assert build(home, AUTHORITY).changed
    assert Reader.current(home, AUTHORITY).build_id != before
    assert not build(home, AUTHORITY).changed


def test_what_was_known_on_an_earlier_day_knows_no_later_decision(home):
    decided(home, is_same=True)
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    assert people_decided(home, yesterday).decisions == ()
    assert len(people_decided(home).decisions) == 1


def test_a_decision_is_audited_with_the_keys_and_no_number(home):
    from sherwood.office import audit

    decided(home, is_same=True)
    [entry] = [each for each in audit.latest(5) if each.action == "who is who decided"]
    assert entry.detail == {"of": "one person"}
    assert entry.records_shown == 2


def test_somebody_whose_role_does_not_decide_is_refused(home):
    with pytest.raises(NotAllowed):
        decided(home, is_same=True, by="mary")
    assert people_decided(home).decisions == ()


@pytest.mark.parametrize("numbers", [(FIRST, FIRST)])
def test_one_record_can_not_be_decided_to_be_itself(home, numbers):
    with pytest.raises(Problem, match="one record"):
        decided(home, is_same=True, numbers=numbers)


def test_a_record_restricted_by_hand_is_hidden_from_matching_and_makes_a_build_anew(home):
    from sherwood.office import directory

    build(home, AUTHORITY)
    key = people(home)[FIRST][0]
    directory.restrict(key, "refuge", from_date=dt.datetime.now(dt.UTC).date())
    assert key in people_decided(home).hidden
    assert build(home, AUTHORITY).changed


def test_whoever_is_restricted_by_hand_is_handed_to_the_linking_as_hidden(home, monkeypatch):
    from sherwood import identity
    from sherwood.office import directory

    build(home, AUTHORITY)
    key = people(home)[FIRST][0]
    directory.restrict(key, "refuge", from_date=dt.datetime.now(dt.UTC).date())
    link, given = identity.link, []

    def watched(*parts, **more):
        given.append(more["hidden"])
        return link(*parts, **more)

    monkeypatch.setattr(identity, "link", watched)
    build(home, AUTHORITY)
    assert given == [frozenset({key})]
