"""Whoever changes, removes, moves or cuts off what stands in the trail is found, and the first entry that is wrong is named."""

import datetime as dt
import json
import sqlite3

import pytest

pytestmark = pytest.mark.usefixtures("home")
KEYS = ("a" * 26, "b" * 26)
APPEND_ONLY = ("office_auditevent", "office_auditchild", "office_auditseal")


@pytest.fixture
def check(home):
    from sherwood.office import trail_check

    return trail_check.verify


@pytest.fixture
def trail(home):
    """Six entries, each of which showed two records."""
    from sherwood.office import audit

    return [
        audit.append(audit.AuditRecord("child opened", f"account-{n}", "demo", "", {"n": n}, KEYS)) for n in range(6)
    ]


def meddle(home, *statements):
    """What somebody does who has the file and knows how to take its guards away."""
    from django.db import connections

    connections.close_all()
    with sqlite3.connect(home.office) as office:
        for (name,) in office.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            office.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            office.execute(statement)


def test_an_untouched_trail_is_whole_and_tells_its_head(trail, check):
    found = check()
    assert found.is_whole
    assert found.entries == 6
    assert len(found.head) == 64


def test_an_empty_trail_is_whole(check):
    assert check().is_whole
    assert check().entries == 0


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE office_auditevent SET account_id = 'another' WHERE account_id = 'account-2'", 3),
        ("UPDATE office_auditevent SET at = '2020-01-01 00:00:00' WHERE account_id = 'account-4'", 5),
        ("UPDATE office_auditevent SET detail = '{\"n\": 9}' WHERE account_id = 'account-0'", 1),
        ("UPDATE office_auditchild SET record_key = 'cccccccccccccccccccccccccc' WHERE id = 3", 2),
        ("DELETE FROM office_auditchild WHERE id = 12", 6),
        (
            "INSERT INTO office_auditchild (event_id, record_key) SELECT max(id), 'dddddddddddddddddddddddddd' FROM office_auditevent",
            6,
        ),
        ("DELETE FROM office_auditevent WHERE account_id = 'account-3'", 4),
        ("UPDATE office_auditseal SET digest = 'f' WHERE number = 2", 2),
        ("DELETE FROM office_auditseal WHERE number = 1", 1),
    ],
)
def test_what_was_changed_or_removed_is_named(home, trail, check, statement, first):
    meddle(home, statement)
    found = check()
    assert found.first_bad == first
    assert f"entry {first}" in found.what
    assert found.entries == first - 1


def test_a_seal_holds_all_that_came_before_it():
    from sherwood.office.sealing import Sealed, chained

    def entry(number, action):
        return Sealed(number, dt.datetime(2026, 1, number, tzinfo=dt.UTC), "a", action, "demo", "", {}, KEYS)

    later = [entry(2, "child opened"), entry(3, "search")]
    one, other = (
        [digest for *_, digest in chained(b"key", [entry(1, each), *later])] for each in ("search", "sign-in")
    )
    assert all(a != b for a, b in zip(one, other, strict=True))


def test_an_entry_removed_with_its_seal_is_named(home, trail, check):
    meddle(
        home,
        f"DELETE FROM office_auditchild WHERE event_id = {trail[2]}",
        f"DELETE FROM office_auditevent WHERE id = {trail[2]}",
        "DELETE FROM office_auditseal WHERE number = 3",
    )
    found = check()
    assert found.first_bad == 3
    assert "entry 3 is missing" in found.what


def test_two_entries_exchanged_are_named_by_the_first(home, trail, check):
    meddle(
        home,
        f"UPDATE office_auditseal SET event_id = -1 WHERE event_id = {trail[1]}",
        f"UPDATE office_auditseal SET event_id = {trail[1]} WHERE event_id = {trail[4]}",
        f"UPDATE office_auditseal SET event_id = {trail[4]} WHERE event_id = -1",
    )
    assert check().first_bad == 2


def test_seals_exchanged_are_named_by_the_first(home, trail, check):
    meddle(
        home,
        "UPDATE office_auditseal SET number = 99 WHERE number = 3",
        "UPDATE office_auditseal SET number = 3 WHERE number = 4",
        "UPDATE office_auditseal SET number = 4 WHERE number = 99",
    )
    assert check().first_bad == 3


def test_a_trail_cut_off_is_known_by_what_the_home_keeps_of_its_end(home, trail, check):
    meddle(
        home,
        "DELETE FROM office_auditchild",
        "DELETE FROM office_auditevent WHERE id > 4",
        "DELETE FROM office_auditseal WHERE number > 4",
        "DELETE FROM office_auditevent",
        "DELETE FROM office_auditseal",
    )
    found = check()
    assert found.first_bad == 1
    assert "cut off" in found.what
    assert "6 entries" in found.what


def test_the_last_entries_cut_off_are_named_by_the_first_of_them(home, trail, check):
    meddle(
        home,
        f"DELETE FROM office_auditchild WHERE event_id > {trail[3]}",
        f"DELETE FROM office_auditevent WHERE id > {trail[3]}",
        "DELETE FROM office_auditseal WHERE number > 4",
    )
    assert check().first_bad == 5


def test_an_event_put_in_beside_the_trail_is_found(home, trail, check):
    meddle(
        home,
        "INSERT INTO office_auditevent (at, account_id, action, authority, purpose, detail)"
        " VALUES ('2026-01-01', 'x', 'signed in', '', '', '{}')",
    )
    assert "no seal" in check().what


def test_a_head_kept_elsewhere_finds_a_trail_that_was_made_anew(home, trail, check):
    from sherwood.office import audit, sealing

    kept = sealing.Head(6, check().head)
    meddle(home, *(f"DELETE FROM {table}" for table in APPEND_ONLY))
    sealing.forget_head(home)
    for _ in range(7):
        audit.append(audit.AuditRecord("signed in", "another"))
    assert check().is_whole
    assert check(kept).first_bad == 6


def test_whoever_has_the_database_and_not_the_secret_makes_no_seal(home, trail, check):
    from sherwood.office import sealing

    entry = sealing.Sealed(1, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "a", "b", "", "", {}, ())
    assert sealing.digest_of(b"one", sealing.BEGINNING, 1, entry) != sealing.digest_of(
        b"two", sealing.BEGINNING, 1, entry
    )


def test_an_earlier_head_never_takes_the_place_of_a_later(home):
    from sherwood.office import sealing

    sealing.keep_head(home, sealing.Head(5, "e" * 64))
    sealing.keep_head(home, sealing.Head(4, "d" * 64))
    assert sealing.read_head(home) == sealing.Head(5, "e" * 64)


def test_a_head_that_cannot_be_read_is_none(home):
    from sherwood.office import sealing

    (home.root / sealing.HEAD_FILE).write_text("no json", encoding="ascii")
    assert sealing.read_head(home) is None


def test_a_head_that_cannot_be_kept_refuses_the_view(home, monkeypatch):
    from sherwood.office import audit, sealing
    from sherwood.office.errors import AuditUnavailable

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealing, "keep_head", full)
    with pytest.raises(AuditUnavailable):
        audit.append(audit.AuditRecord("child opened", "account-1"))


def test_after_a_restoration_the_trail_that_was_put_back_is_the_whole(home, trail):
    from sherwood.office import sealing, trail_check

    sealing.keep_head(home, sealing.Head(9, "9" * 64))
    assert not trail_check.verify().is_whole
    assert trail_check.restored().is_whole
    assert trail_check.verify().is_whole
    assert json.loads((home.root / sealing.HEAD_FILE).read_text(encoding="ascii"))["number"] == 6


def test_entries_from_before_the_seals_are_sealed_when_the_office_is_brought_up_to_date(home, tmp_path):
    from django.core.management import call_command
    from django.db import connection

    from sherwood.definitions.home import Home
    from sherwood.office import setup, trail_check

    old = Home(tmp_path / "old")
    setup.prepare(old)
    old.office.touch(mode=0o600)
    call_command("migrate", "office", "0003", verbosity=0)
    event = "INSERT INTO office_auditevent (id, at, account_id, action, authority, purpose, detail) VALUES"
    with connection.cursor() as office:
        for number in (1, 2, 3):
            office.execute(f"{event} ({number}, '2026-01-0{number} 08:00:00', 'x', 'child opened', '', '', '{{}}')")
            office.execute(f"INSERT INTO office_auditchild (event_id, record_key) VALUES ({number}, 'key-{number}')")
    setup.migrate(old)
    assert trail_check.verify().entries == 3
    assert trail_check.verify().is_whole
    meddle(old, "UPDATE office_auditchild SET record_key = 'another' WHERE event_id = 2")
    assert trail_check.verify().first_bad == 2
