"""Homes for jobs: the small return landed or built once, copied for each test."""

import shutil

import pytest
from tests.rooms.jobs.homes_with_files import AUTHORITY, landed_home

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.office import setup


@pytest.fixture(scope="session")
def once_built(tmp_path_factory):
    """A home with the return landed and its first build; tests that write copy it."""
    home = landed_home(tmp_path_factory.mktemp("jobs"))
    build(home, AUTHORITY)
    return home


@pytest.fixture
def copied_home(once_built, tmp_path):
    """The built home, the test's own."""
    return Home.at(shutil.copytree(once_built.root, tmp_path / "home"))


@pytest.fixture(scope="session")
def once_with_office(once_built, tmp_path_factory):
    """The built home with an office."""
    home = Home.at(shutil.copytree(once_built.root, tmp_path_factory.mktemp("office") / "home"))
    setup.migrate(home)
    setup.close()
    return home


@pytest.fixture
def home_with_office(once_with_office, tmp_path, monkeypatch):
    """A copy of the home with an office, one account in it."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
    home = Home.at(shutil.copytree(once_with_office.root, tmp_path / "home"))
    setup.prepare(home)
    from sherwood.office import directory

    directory.add_account("ana", "four-plain-words-here", "Ana")
    yield home
    setup.close()
