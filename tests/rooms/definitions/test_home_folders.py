"""A home's folders, and its secrets: made once, kept, and readable by their owner alone."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sherwood.definitions.home import Home

posix_only = pytest.mark.skipif(os.name != "posix", reason="permissions of files are a POSIX matter")


def test_named_folder_comes_before_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SHERWOOD_HOME", str(tmp_path / "elsewhere"))
    assert Home.at(tmp_path / "named").root == tmp_path / "named"
    assert Home.at().root == tmp_path / "elsewhere"


@pytest.mark.parametrize("value", [None, ""])
def test_home_without_a_name_stands_below_the_present_folder(tmp_path, monkeypatch, value):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHERWOOD_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("SHERWOOD_HOME", value)
    assert Home.at().root == tmp_path / "sherwood-data"


def test_home_may_be_named_from_the_users_own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Home.at("~/sherwood").root == tmp_path / "sherwood"


def test_four_stores_stand_apart(tmp_path):
    home = Home.at(tmp_path)
    assert home.landing("here") == tmp_path / "landing" / "here"
    assert home.warehouse("here") == tmp_path / "warehouse" / "here"
    assert home.issued("here") == tmp_path / "issued" / "here"
    assert home.office == tmp_path / "office.sqlite3"


def test_naming_a_home_makes_nothing(tmp_path):
    home = Home.at(tmp_path / "none")
    assert [home.inbox, home.council, home.logs, home.cache, home.lock("build")]
    assert not home.root.exists()


def test_secret_is_made_once_and_kept(tmp_path):
    secret = Home.at(tmp_path).secret("keys")
    assert len(secret) == 32
    assert Home.at(tmp_path).secret("keys") == secret


def test_secrets_of_two_names_and_of_two_homes_differ(tmp_path):
    one, other = Home.at(tmp_path / "one"), Home.at(tmp_path / "other")
    assert len({one.secret("keys"), one.secret("django"), other.secret("keys")}) == 3


@posix_only
def test_secret_is_readable_by_its_owner_alone(tmp_path):
    Home.at(tmp_path).secret("keys")
    assert stat.S_IMODE((tmp_path / "secrets" / "keys").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_nothing_is_left_beside_a_secret(tmp_path):
    Home.at(tmp_path).secret("keys")
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["keys"]


def test_secret_is_made_where_files_cannot_be_linked(tmp_path, monkeypatch):
    def no_links(*_):
        raise OSError("this file system has no hard links")

    monkeypatch.setattr(os, "link", no_links)
    secret = Home.at(tmp_path).secret("keys")
    assert Home.at(tmp_path).secret("keys") == secret
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["keys"]


def test_threads_that_ask_at_once_get_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: Home.at(tmp_path).secret("keys"), range(24)))
    assert len(found) == 1


def test_processes_that_ask_at_once_get_one_secret(tmp_path):
    code = "import sys; from sherwood.definitions.home import Home; print(Home.at(sys.argv[1]).secret('keys').hex())"
    command = [sys.executable, "-c", code, str(tmp_path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert said == {Home.at(tmp_path).secret("keys").hex()}
