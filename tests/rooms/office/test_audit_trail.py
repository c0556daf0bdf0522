import datetime as dt
from importlib import import_module
from unittest.mock import Mock

import pytest

KEY_A, KEY_B = "a" * 26, "b" * 26

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def audit(home):
    from sherwood.office import audit

    return audit


def write(audit, *keys, action="child opened", **detail):
    return audit.append(audit.AuditRecord(action, "account-1", "demo", "direct_care", detail, keys))


def test_event_is_written_with_its_children_and_read_back(audit):
    before = dt.datetime.now(dt.UTC)
    number = write(audit, KEY_A, KEY_B, of="person", rows=2)
    (entry,) = audit.who_looked_at([KEY_A])
    assert entry.id == number
    assert before <= entry.at <= dt.datetime.now(dt.UTC)
    assert (entry.account_id, entry.action, entry.authority, entry.purpose) == (
        "account-1",
        "child opened",
        "demo",
        "direct_care",
    )
    assert dict(entry.detail) == {"of": "person", "rows": 2}
    assert entry.record_keys == (KEY_A,)
    assert entry.records_shown == 2


def test_record_named_twice_in_one_event_is_written_once(audit):
    write(audit, KEY_A, KEY_A)
    assert audit.latest()[0].records_shown == 1


def test_who_looked_names_each_event_once_newest_first(audit):
    first, second = write(audit, KEY_A, KEY_B), write(audit, KEY_B)
    write(audit, "c" * 26)
    assert [each.id for each in audit.who_looked_at([KEY_A, KEY_B])] == [second, first]


def test_of_many_looks_every_page_is_told_and_openings_come_before_lists(audit):
    opened = write(audit, KEY_A)
    lists = [write(audit, KEY_A, KEY_B, action="child list seen") for _ in range(3)]
    write(audit, KEY_B, action="child list seen")
    pages = [audit.looks_at([KEY_A], ("child opened",), page=page, page_size=2) for page in (1, 2, 3)]
    assert [[each.id for each in page.entries] for page in pages] == [[opened, lists[2]], [lists[1], lists[0]], []]
    assert {page.total for page in pages} == {4}
    assert {each.record_keys for page in pages for each in page.entries} == {(KEY_A,)}


def test_a_look_at_two_records_of_one_child_is_told_once(audit):
    both = write(audit, KEY_A, KEY_B)
    found = audit.looks_at([KEY_A, KEY_B])
    assert ([each.id for each in found.entries], found.total) == ([both], 1)


def test_nobody_looked_at_an_unknown_record(audit):
    write(audit, KEY_A)
    assert audit.who_looked_at([KEY_B]) == []
    assert audit.who_looked_at([]) == []


def test_latest_events_can_be_narrowed_to_one_action(audit):
    write(audit, KEY_A)
    exported = write(audit, action="rows exported")
    assert [each.id for each in audit.latest(action="rows exported")] == [exported]
    assert len(audit.latest(limit=1)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE office_auditevent SET account_id = 'somebody else'",
        "UPDATE office_auditchild SET record_key = 'another'",
        "DELETE FROM office_auditevent",
        "DELETE FROM office_auditchild",
        "INSERT OR REPLACE INTO office_auditevent (id, at, account_id, action, authority, purpose, detail)"
        " SELECT id, at, 'somebody else', action, authority, purpose, detail FROM office_auditevent",
        "INSERT OR REPLACE INTO office_auditchild (id, event_id, record_key)"
        " SELECT id, event_id, 'another' FROM office_auditchild",
    ],
)
def test_database_refuses_to_change_remove_or_replace_what_was_written(audit, statement):
    from django.db import DatabaseError, connection

    write(audit, KEY_A)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    (entry,) = audit.who_looked_at([KEY_A])
    assert entry.account_id == "account-1"


def test_the_orm_cannot_change_or_delete_an_event_either(audit):
    from django.db import DatabaseError
    from django.db.models import ProtectedError

    from sherwood.office.models import AuditChild, AuditEvent

    write(audit, KEY_A)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent.objects.update(account_id="other")
    with pytest.raises(DatabaseError, match="append-only"):
        AuditChild.objects.all().delete()
    with pytest.raises(ProtectedError):
        AuditEvent.objects.all().delete()


def test_trail_that_cannot_be_written_is_said_so_and_writes_nothing(audit):
    from django.db import connection

    from sherwood.office.errors import AuditUnavailable

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE office_auditchild RENAME TO office_auditchild_gone")
    with pytest.raises(AuditUnavailable, match="no child's record can be shown"):
        write(audit, KEY_A)
    assert audit.AuditEvent.objects.count() == 0


def test_missing_database_is_unavailable(audit, home):
    from django.db import connections

    from sherwood.office.errors import AuditUnavailable

    connections.close_all()
    for file in home.root.glob("office.sqlite3*"):
        file.unlink()
    with pytest.raises(AuditUnavailable):
        write(audit, KEY_A)


def test_a_list_of_a_thousand_children_is_one_event(audit):
    keys = [f"{place:026d}" for place in range(1000)]
    number = write(audit, *keys, action="child list seen")
    assert audit.who_looked_at([keys[999]])[0].id == number
    assert audit.latest()[0].records_shown == 1000


def test_an_entry_holds_every_purpose_there_is():
    """An account of a few roles has them all, and PostgreSQL takes no entry that is longer than its column."""
    from sherwood.definitions.catalogue import load_catalogue
    from sherwood.office.models import AuditEvent

    catalogue = load_catalogue()
    held = {purpose for each in (*catalogue.roles.values(), *catalogue.feeds.values()) for purpose in each.purposes}
    assert len(", ".join(sorted(held))) <= AuditEvent._meta.get_field("purpose").max_length


@pytest.mark.parametrize(("vendor", "widened"), [("postgresql", 1), ("sqlite", 0)])
def test_an_older_trail_is_widened_where_it_has_to_be_and_made_anew_nowhere(vendor, widened):
    """SQLite would copy the trail into another table, without what keeps it from being changed."""
    editor = Mock(**{"connection.vendor": vendor})
    import_module("sherwood.office.migrations.0012_long_purposes").widen(None, editor)
    assert editor.execute.call_count == widened
