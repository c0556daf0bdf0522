"""A real office of its own for each test, copied from one that was migrated once."""

import shutil

import pytest

from sherwood.definitions.home import Home
from sherwood.office import setup


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("migrated") / "home")
    setup.migrate(home)
    setup.close()
    return home


@pytest.fixture
def home(migrated, tmp_path, monkeypatch):
    own = Home(tmp_path / "home")
    shutil.copytree(migrated.root, own.root)
    setup.prepare(own)
    _hash_quickly(monkeypatch)
    yield own
    setup.close()


@pytest.fixture
def directory(home):
    from sherwood.office import directory

    return directory


def _hash_quickly(monkeypatch):
    """The same hash with fewer rounds: a third of a second for each account would be most of the suite."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
