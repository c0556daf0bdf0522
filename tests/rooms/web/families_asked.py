"""The small council's families behind a site, and what a test asks of it and says there."""

import re
import shutil

import pytest
from tests.support import small_families as small

from sherwood.definitions.home import Home
from sherwood.office import setup

HELP = "The mother asked for help with rent."


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        quick(patch)
        home = small.make(tmp_path_factory.mktemp("families"))
    setup.close()
    return home


@pytest.fixture
def home(template, tmp_path, monkeypatch):
    own = Home(tmp_path / "home")
    shutil.copytree(template.root, own.root, ignore=shutil.ignore_patterns("landing"))
    setup.prepare(own)
    quick(monkeypatch)
    yield own
    setup.close()


def quick(patch):
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)


@pytest.fixture
def as_person(home):
    from django.test import Client

    def signed_in(username):
        client = Client(raise_request_exception=False, HTTP_HOST="localhost")
        assert client.post("/sign-in", {"username": username, "password": small.PASSWORD}).status_code == 302
        return client

    return signed_in


def assessed(client, as_at=small.AS_AT):
    """The families' keys after an assessment, by what the cohort's lists show."""
    client.post("/families/assess", {"programme": "tf-2015", "as_at": as_at.isoformat()})
    return keys_of(client.get("/families").content.decode())


def keys_of(page):
    return list(dict.fromkeys(re.findall(r"/families/([a-z2-7]{26})", page)))


def said(client, key, kind, words=HELP, **more):
    return client.post(f"/families/{key}/record", {"kind": kind, "words": words, **more})


def account(username):
    from sherwood.office import directory

    return directory.account_named(username).id


def notes(key):
    from sherwood.office import families

    return [each.kind for each in families.words(key)]


def trail():
    from sherwood.office import models

    return list(models.AuditEvent.objects.order_by("id").values_list("action", flat=True))
