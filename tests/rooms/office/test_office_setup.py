import os
import stat
import subprocess
import sys

import pytest

from sherwood.definitions.home import Home
from sherwood.office import home_settings, presence, setup

GOOD = "four-plain-words-here"


def add_account():
    from sherwood.office import directory

    return directory.add_account("sam", GOOD, "Sam")


def test_a_home_without_an_office_has_no_accounts_and_is_not_migrated(tmp_path):
    empty = Home(tmp_path / "empty")
    assert not presence.has_accounts(empty)
    assert not setup.is_migrated(empty)
    assert not empty.office.exists()


def test_a_database_without_tables_has_no_accounts(tmp_path):
    bare = Home(tmp_path)
    bare.office.touch()
    assert not presence.has_accounts(bare)


def test_a_migrated_office_has_accounts_once_one_is_added(home):
    assert setup.is_migrated(home)
    assert not presence.has_accounts(home)
    add_account()
    assert presence.has_accounts(home)


def test_asking_for_accounts_does_not_load_django(home):
    code = "import sys\nfrom sherwood.definitions.home import Home\nfrom sherwood.office import presence\n"
    code += "print(presence.has_accounts(Home.at()), 'django' in sys.modules)"
    environment = {**os.environ, "SHERWOOD_HOME": str(home.root)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_two_homes_in_one_process_keep_their_accounts_apart(home, tmp_path):
    add_account()
    other = Home(tmp_path / "other")
    setup.migrate(other)
    from sherwood.office import directory

    assert directory.list_accounts() == ()
    setup.prepare(home)
    assert [each.username for each in directory.list_accounts()] == ["sam"]


def test_preparing_again_changes_nothing(home):
    from django.conf import settings

    before = settings.SECRET_KEY
    setup.prepare(home)
    assert before == settings.SECRET_KEY
    assert home.secret("django").hex() == before


def test_the_office_file_is_its_owners_alone(tmp_path):
    home = Home(tmp_path / "new")
    setup.migrate(home)
    assert stat.S_IMODE(home.office.stat().st_mode) == 0o600


def test_sqlite_runs_in_wal_mode_and_waits_for_other_writers(home):
    from django.db import connection

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def test_migrations_say_all_that_the_models_say(home):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_one_setting_moves_the_office_to_postgresql(home, monkeypatch):
    monkeypatch.setenv(presence.DATABASE_SETTING, "postgresql://she:p%40ss@db.example:5433/office")
    found = home_settings.database(home)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    wanted = {"NAME": "office", "USER": "she", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"}
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(("said", "is_over"), [("1", True), ("true", True), ("YES", True), ("", False), ("0", False)])
def test_tls_is_on_only_where_it_is_said(monkeypatch, said, is_over):
    monkeypatch.setenv(home_settings.TLS_SETTING, said)
    assert home_settings.is_over_tls() is is_over


def test_cookies_are_secure_and_host_bound_over_tls(home):
    code = "from sherwood.definitions.home import Home\nfrom sherwood.office.setup import prepare\nprepare(Home.at())\n"
    code += "from django.conf import settings as s\n"
    code += "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS > 0)\n"
    code += "print('sherwood.example' in s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS)"
    environment = {
        **os.environ,
        "SHERWOOD_HOME": str(home.root),
        "SHERWOOD_TLS": "1",
        "SHERWOOD_HOSTS": "sherwood.example",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "__Host-sherwood", "True", "True", "['https://sherwood.example']"]
