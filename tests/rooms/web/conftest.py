"""A real home with a warehouse and accounts, made once and copied for each test, and browsers signed in to it."""

import shutil

import pytest
from tests.rooms.web import small_county

from sherwood.definitions.home import Home
from sherwood.office import setup


@pytest.fixture(scope="session")
def template_home(tmp_path_factory):
    home = small_county.make(tmp_path_factory.mktemp("small"))
    with pytest.MonkeyPatch.context() as patch:
        _hash_quickly(patch)
        small_county.add_accounts()
    setup.close()
    return home


@pytest.fixture
def home(template_home, tmp_path, monkeypatch):
    own = Home(tmp_path / "home")
    shutil.copytree(template_home.root, own.root, ignore=shutil.ignore_patterns("landing"))
    (own.root / "landing").symlink_to(template_home.root / "landing")
    setup.prepare(own)
    _hash_quickly(monkeypatch)
    yield own
    setup.close()


def _hash_quickly(patch):
    """The same hash with fewer rounds: a third of a second for each account would be most of the suite."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)


@pytest.fixture
def browser(home):
    """Make a browser that nobody has signed in with; faults become pages, as they do for people."""
    from django.test import Client

    return lambda **more: Client(raise_request_exception=False, HTTP_HOST="localhost", **more)


@pytest.fixture
def signed_in(browser):
    """Make a browser signed in, through the form, as one of the small council's people."""

    def as_person(username):
        client = browser()
        answer = client.post("/sign-in", {"username": username, "password": small_county.PASSWORD})
        assert answer.status_code == 302, f"{username} could not sign in"
        return client

    return as_person
