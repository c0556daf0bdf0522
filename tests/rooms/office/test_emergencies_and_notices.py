"""Openings in an emergency: in force for their minutes, reviewed once by somebody else; and notices, by mail without content."""

import datetime as dt

import pytest

pytestmark = pytest.mark.usefixtures("home")
KEY = "a" * 26


@pytest.fixture
def people(directory):
    return {name: directory.add_account(name, "four-plain-words-here", name.title()).id for name in ("wendy", "mary")}


@pytest.fixture
def emergency(home):
    from sherwood.office import emergency

    return emergency


def test_a_record_is_open_from_its_opening_to_the_end_of_its_minutes(emergency, people):
    made = emergency.begin(people["wendy"], KEY, "missing", "Missing since last night", 60)
    inside, after = made.until - dt.timedelta(seconds=1), made.until
    assert emergency.open_to(people["wendy"], inside) == (KEY,)
    assert emergency.open_to(people["wendy"], after) == ()
    assert emergency.open_to(people["wendy"], made.opened_at - dt.timedelta(seconds=1)) == ()
    assert emergency.open_to(people["mary"], inside) == ()


def test_a_review_ends_the_opening_and_is_made_once(emergency, people):
    made = emergency.begin(people["wendy"], KEY, "missing", "Missing since last night", 60)
    emergency.review(made.id, people["mary"], "justified", "Duty log seen")
    assert emergency.open_to(people["wendy"], dt.datetime.now(dt.UTC)) == ()
    assert emergency.to_review() == ()
    with pytest.raises(emergency.AlreadyReviewed):
        emergency.review(made.id, people["mary"], "not justified", "")


def test_nobody_reviews_an_opening_of_their_own(emergency, people):
    made = emergency.begin(people["wendy"], KEY, "missing", "Missing since last night", 60)
    with pytest.raises(emergency.AlreadyReviewed):
        emergency.review(made.id, people["wendy"], "justified", "")
    assert [each.id for each in emergency.to_review()] == [made.id]


def test_openings_are_told_by_the_time_they_began(emergency, people):
    made = emergency.begin(people["wendy"], KEY, "missing", "Missing since last night", 60)
    assert emergency.openings(made.opened_at, made.opened_at)[0].username == "wendy"
    later = made.opened_at + dt.timedelta(seconds=1)
    assert emergency.openings(later, later + dt.timedelta(days=1)) == ()


def test_a_notice_is_unread_until_it_is_read(people):
    from sherwood.office import notices

    assert notices.tell([people["mary"]], "emergency", "A record was opened.", KEY) == 1
    assert notices.unread(people["mary"]) == 1
    assert notices.unread(people["wendy"]) == 0
    notices.mark_read(people["mary"])
    assert [each.is_read for each in notices.of(people["mary"])] == [True]


def test_a_closed_account_is_told_nothing(people, directory):
    from sherwood.office import notices

    directory.disable(people["mary"])
    assert notices.tell([people["mary"]], "emergency", "A record was opened.") == 0


class Server:
    """A mail server that keeps what it is given."""

    def __init__(self, fault=None):
        self.sent, self.fault = [], fault

    def send_messages(self, messages):
        if self.fault:
            raise self.fault
        self.sent += messages
        return len(messages)


def with_smtp(home, monkeypatch, server):
    from sherwood.office import mail

    home.council.mkdir(parents=True, exist_ok=True)
    settings = 'code = "demo"\n[smtp]\nhost = "mail.example.org"\nsender = "sherwood@example.org"\n'
    (home.council / "council.toml").write_text(settings, encoding="utf-8")
    monkeypatch.setattr(mail, "get_connection", lambda *_, **__: server)


def test_mail_says_that_there_is_a_notice_and_nothing_of_it(home, people, directory, monkeypatch):
    from sherwood.office import notices

    server = Server()
    with_smtp(home, monkeypatch, server)
    directory.set_email(people["mary"], "mary@example.org")
    notices.tell([people["mary"], people["wendy"]], "emergency", "Wendy opened a record in an emergency.", KEY)
    (mail,) = server.sent
    assert mail.to == ["mary@example.org"]
    whole = mail.subject + mail.body
    assert KEY not in whole
    assert "Wendy" not in whole
    assert "emergency" not in whole.casefold()


def test_a_mail_server_that_does_not_answer_loses_no_notice(home, people, directory, monkeypatch):
    from sherwood.office import notices

    with_smtp(home, monkeypatch, Server(ConnectionRefusedError("no")))
    directory.set_email(people["mary"], "mary@example.org")
    assert notices.tell([people["mary"]], "emergency", "A record was opened.") == 1
    assert notices.unread(people["mary"]) == 1


@pytest.mark.parametrize(("days", "is_lapsed"), [(0, False), (365, False), (366, True)])
def test_an_attestation_holds_for_a_year(people, days, is_lapsed):
    from sherwood.office import attestations

    said = dt.date(2025, 3, 1)
    attestations.attest("direct_care", people["mary"], said)
    assert attestations.lapsed(said + dt.timedelta(days=days)) == (
        frozenset({"direct_care"}) if is_lapsed else frozenset()
    )


def test_a_purpose_attested_again_stands_again_and_one_never_attested_stands(people):
    from sherwood.office import attestations

    attestations.attest("direct_care", people["mary"], dt.date(2024, 3, 1))
    assert attestations.lapsed(dt.date(2026, 3, 1)) == {"direct_care"}
    attestations.attest("direct_care", people["mary"], dt.date(2026, 3, 1))
    assert attestations.lapsed(dt.date(2026, 3, 1)) == frozenset()
