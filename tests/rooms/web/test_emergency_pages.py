"""A record closed to somebody opens in an emergency for a reason and a while, whoever answers for it is told, and it is reviewed."""

import datetime as dt

import pytest
from tests.rooms.web import small_county
from tests.rooms.web.small_county import ADOPTED, number

from sherwood.access import Reader
from sherwood.definitions.home import Home

WORDS = "Neighbour heard a child crying for hours"
OTHERS = 9


@pytest.fixture(autouse=True)
def settings(home, monkeypatch):
    monkeypatch.setenv("SHERWOOD_HOME", str(home.root))


def key_of(place):
    from sqlglot import exp

    question = exp.select("record_key").from_("person").where(exp.column("source_id").eq(number(place)))
    ((key,),) = Reader.current(Home.at(), small_county.AUTHORITY).select(question)
    return key


def form(place, **other):
    born = dt.datetime.strptime(small_county.birth(place), "%d/%m/%Y").date().isoformat()
    return {"number": number(place), "born": born, "reason": "immediate_risk", "words": WORDS} | other


def add_guardian():
    from sherwood.office import directory
    from sherwood.office.people import RoleHeld

    roles = [RoleHeld("caldicott_guardian", None, None, small_county.FROM)]
    return directory.add_account("cora", small_county.PASSWORD, "Cora Guardian", roles=roles).id


def opened(client, place, **other):
    return client.post("/emergency", form(place, **other))


def test_a_child_of_another_team_opens_for_a_reason_and_closes_when_time_is_up(signed_in, monkeypatch):
    from django.utils import timezone

    client, key = signed_in("mary"), key_of(OTHERS)
    assert client.get(f"/children/{key}").status_code == 404
    answer = opened(client, OTHERS)
    assert answer.headers["Location"] == f"/children/{key}"
    assert client.get(f"/children/{key}").status_code == 200
    assert signed_in("wendy").get(f"/children/{key}").status_code == 404
    from sherwood.office.models import EmergencyOpening

    EmergencyOpening.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(f"/children/{key}").status_code == 404


def test_it_is_in_the_trail_before_the_record_is_shown_and_without_what_was_typed(signed_in):
    from sherwood.office import audit

    opened(signed_in("mary"), OTHERS)
    (entry,) = audit.latest(action="opened in an emergency")
    assert entry.record_keys == (key_of(OTHERS),)
    assert entry.detail == {"of": "immediate_risk"}
    assert number(OTHERS) not in str(audit.latest())
    assert WORDS not in str(audit.latest())


def test_the_records_manager_and_the_guardian_are_told_at_once(signed_in):
    add_guardian()
    opened(signed_in("mary"), OTHERS)
    for username, is_told in {"bea": True, "cora": True, "wendy": False, "mary": False}.items():
        page = signed_in(username).get("/notices").content.decode()
        assert ("Mary Manager opened a record of your team in an emergency" in page) is is_told, username
        assert number(OTHERS) not in page


def test_an_unread_notice_stands_on_every_page_until_it_is_read(signed_in):
    opened(signed_in("mary"), OTHERS)
    bea = signed_in("bea")
    assert "1 notice" in bea.get("/").content.decode()
    bea.post("/notices/read")
    page = bea.get("/").content.decode()
    assert "1 notice" not in page
    assert '<a class="app-header__link" href="/notices">Notices</a>' in page


def test_figures_count_no_child_more_for_an_emergency(signed_in):
    from sherwood.jobs.figures import measure_value

    asked = {"where": {}, "by": (), "date_from": None, "date_to": None, "grain": None, "as_at": None, "known_at": None}

    def count():
        series = measure_value(Home.at(), small_county.AUTHORITY, "cla_open", official=False, as_user="mary", **asked)
        return [row.numerator for row in series.rows]

    before = count()
    assert before[-1] > 0
    opened(signed_in("mary"), OTHERS)
    assert count() == before


def test_no_figure_counts_an_own_child_more_whose_closed_record_an_emergency_opened(home, signed_in):
    from sherwood.jobs.accounts import restrict_record

    listed = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31"
    mary, key = signed_in("mary"), key_of(0)
    restrict_record(home, key, "refuge")
    before = mary.get(listed).content.decode()
    assert number(1) in before
    assert opened(mary, 0).headers["Location"] == f"/children/{key}"
    assert number(0) in mary.get(f"/children/{key}").content.decode()
    after = mary.get(listed).content.decode()
    assert number(0) not in after
    assert after.count("<tr") == before.count("<tr")


@pytest.mark.parametrize(
    "other",
    [
        {"number": "no-such-number"},
        {"born": "2001-01-01"},
        {"number": number(ADOPTED), "born": f"2014-05-{ADOPTED + 1:02d}"},
    ],
)
def test_a_wrong_number_a_wrong_birth_date_and_a_sealed_adoption_are_answered_alike(signed_in, other):
    from sherwood.office import audit

    client = signed_in("bea")
    answer = opened(client, OTHERS, **other)
    assert answer.status_code == 422
    assert "Nothing was opened" in answer.content.decode()
    assert audit.latest(action="refused")[0].detail["page"] == "emergency"
    assert audit.latest(action="opened in an emergency") == []


@pytest.mark.parametrize(
    ("reason", "opens"), [("refuge", True), ("witness_protection", False), ("staff_family", False)]
)
def test_of_records_restricted_by_hand_only_those_open_whose_reason_says_so(signed_in, reason, opens):
    from sherwood.office import directory

    directory.restrict(key_of(OTHERS), reason, from_date=dt.date(2024, 1, 1))
    assert (opened(signed_in("mary"), OTHERS).status_code == 302) is opens


@pytest.mark.parametrize("missing", [{"words": "short"}, {"reason": "curious"}, {"number": ""}, {"born": "tomorrow"}])
def test_without_a_reason_in_words_nothing_opens(signed_in, missing):
    answer = opened(signed_in("mary"), OTHERS, **missing)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_the_guardian_reviews_it_and_the_record_is_closed_again(signed_in):
    from sherwood.office import emergency

    add_guardian()
    mary = signed_in("mary")
    opened(mary, OTHERS)
    cora = signed_in("cora")
    page = cora.get("/emergency/reviews").content.decode()
    assert "Immediate risk of harm to the child" in page
    (waiting,) = emergency.to_review()
    cora.post(f"/emergency/reviews/{waiting.id}", {"verdict": "not justified", "words": "No duty that night"})
    assert emergency.to_review() == ()
    assert mary.get(f"/children/{key_of(OTHERS)}").status_code == 404
    assert "No opening waits" in cora.get("/emergency/reviews").content.decode()


def test_a_verdict_that_is_none_is_no_review(signed_in):
    add_guardian()
    opened(signed_in("mary"), OTHERS)
    assert signed_in("cora").post("/emergency/reviews/1", {"verdict": "fine"}).status_code == 404


def test_when_the_trail_cannot_be_written_nothing_opens(signed_in):
    from django.db import connection

    client = signed_in("mary")
    with connection.cursor() as office:
        office.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON office_auditevent BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    assert opened(client, OTHERS).status_code == 503
    with connection.cursor() as office:
        office.execute("DROP TRIGGER no_room")
    assert client.get(f"/children/{key_of(OTHERS)}").status_code == 404
