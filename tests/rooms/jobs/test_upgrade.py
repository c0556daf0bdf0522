"""The office of an older version is copied whole before it is changed, and nothing else changes it."""

import datetime as dt
import shutil
import sqlite3
import stat
import uuid
from contextlib import closing

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from sherwood.definitions.home import Home
from sherwood.jobs import accounts
from sherwood.jobs.upgrade import UpgradeFailed, upgrade
from sherwood.office import backups, setup
from sherwood.office.errors import OfficeNotReady

OLDER = "0001"
APPEND_ONLY = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"


def rows(file, question):
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as office:
        return office.execute(question).fetchall()


def add_sam(file):
    """Write an account as that version did, every column it had."""
    with closing(sqlite3.connect(file)) as office, office:
        columns = [name for _, name, *_ in office.execute("PRAGMA table_info(office_account)")]
        told = {"id": uuid.uuid4().hex, "username": "sam", "display_name": "Sam", "is_active": 1}
        told |= {"password": make_password("four-plain-words-here"), "created_at": "2026-01-05 09:00:00"}
        values = [told.get(name, None if name == "last_login" else "") for name in columns]
        office.execute(f"INSERT INTO office_account VALUES ({', '.join('?' * len(columns))})", values)


@pytest.fixture(scope="module")
def once_older(tmp_path_factory):
    """A home whose office stands as an older version left it, with one account."""
    home = Home(tmp_path_factory.mktemp("older") / "home")
    setup.prepare(home)
    call_command("migrate", "office", OLDER, verbosity=0)
    setup.close()
    add_sam(home.office)
    return home


@pytest.fixture
def older(once_older, tmp_path):
    """The test's own copy of that home."""
    home = Home(shutil.copytree(once_older.root, tmp_path / "older"))
    setup.prepare(home)
    yield home
    setup.close()


def test_an_older_office_is_copied_then_brought_up_to_date_and_keeps_its_accounts(older):
    assert rows(older.office, APPEND_ONLY) == [(0,)]
    said = upgrade(older)
    assert setup.is_migrated(older)
    assert rows(older.office, APPEND_ONLY) != [(0,)]
    (copy,) = older.backups.iterdir()
    assert str(copy) in said[0]
    assert rows(copy, APPEND_ONLY) == [(0,)]
    for office in (older.office, copy):
        assert rows(office, "SELECT username FROM office_account") == [("sam",)]


def test_the_copy_is_its_owners_alone(older):
    upgrade(older)
    (copy,) = older.backups.iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(older.backups.stat().st_mode) == 0o700


def test_an_office_up_to_date_is_neither_copied_nor_changed(older):
    upgrade(older)
    before = older.office.read_bytes(), list(older.backups.iterdir())
    assert upgrade(older) == ["The office is up to date: nothing to do."]
    assert (older.office.read_bytes(), list(older.backups.iterdir())) == before


def test_a_copy_of_an_office_in_use_holds_what_was_written_last(older):
    with closing(sqlite3.connect(older.office)) as writer:
        writer.execute("UPDATE office_account SET display_name = 'Samira'")
        writer.commit()
        copy = backups.back_up(older, dt.datetime(2026, 3, 31, 23, 30, tzinfo=dt.UTC))
    assert copy.name == "office-20260331T233000Z.sqlite3"
    assert rows(copy, "SELECT display_name FROM office_account") == [("Samira",)]


def test_a_copy_never_replaces_an_earlier_one(older):
    at = dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
    first = backups.back_up(older, at)
    with pytest.raises(backups.BackupFailed, match="there already"):
        backups.back_up(older, at)
    assert list(older.backups.iterdir()) == [first]


def test_without_a_whole_copy_nothing_is_changed(older, monkeypatch):
    at = dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
    damaged = Home(older.root.with_name("damaged"))
    damaged.root.mkdir()
    damaged.office.write_bytes(b"no database at all" * 100)
    with pytest.raises(backups.BackupFailed, match="could not be copied"):
        backups.back_up(damaged, at)
    assert list(damaged.backups.iterdir()) == []


def test_a_home_without_an_office_has_nothing_to_upgrade(tmp_path):
    with pytest.raises(OfficeNotReady, match="sherwood user add"):
        upgrade(Home(tmp_path / "new"))
    assert not (tmp_path / "new" / "office.sqlite3").exists()


def test_a_change_that_fails_leaves_the_copy_and_names_it(older):
    with closing(sqlite3.connect(older.office)) as office:
        office.execute("DROP TABLE office_auditchild")
        office.commit()
    with pytest.raises(UpgradeFailed, match="former version of Sherwood") as failed:
        upgrade(older)
    (copy,) = older.backups.iterdir()
    assert str(copy) in str(failed.value)


def test_adding_an_account_never_changes_an_older_office(older):
    before = rows(older.office, "SELECT name FROM sqlite_master ORDER BY name")
    with pytest.raises(OfficeNotReady, match="sherwood upgrade"):
        accounts.accounts(older)
    assert rows(older.office, "SELECT name FROM sqlite_master ORDER BY name") == before


def test_the_first_account_makes_the_office(tmp_path):
    home = Home(tmp_path / "new")
    assert accounts.accounts(home) == []
    assert setup.is_migrated(home)


def test_an_office_on_a_server_needs_a_word_that_it_is_backed_up(older, monkeypatch):
    monkeypatch.setattr(setup, "is_on_server", lambda: True)
    with pytest.raises(UpgradeFailed, match="sherwood upgrade --yes"):
        upgrade(older)
    assert not setup.is_migrated(older)
    assert upgrade(older, is_backed_up=True) == ["The office is up to date."]
    assert setup.is_migrated(older)
    assert not older.backups.exists()
