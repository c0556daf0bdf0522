"""Everybody at the door: an account for each role, tied to one worker, team or service where it needs one, and signed in."""

import datetime as dt

import pytest
from tests.support.caseloads import PASSWORD

from sherwood.definitions.catalogue import load_catalogue
from sherwood.office.people import RoleHeld

TIES = {"worker": "SW1", "team": "T1", "service": "S1"}


def everybody(home):
    """A client for each role of the catalogue, in a home whose office is ready."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.test import Client

    from sherwood.office import directory

    clients = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
        for name, role in load_catalogue(home.council).roles.items():
            team, service = (TIES[scope] if role.scope == scope else None for scope in ("team", "service"))
            held = RoleHeld(name, team, service, dt.date(2020, 1, 1))
            worker = TIES["worker"] if role.scope == "caseload" else None
            directory.add_account(name, PASSWORD, name, worker_id=worker, roles=[held])
            clients[name] = Client(headers={"host": "localhost"}, raise_request_exception=False)
            clients[name].post("/sign-in", {"username": name, "password": PASSWORD})
    return clients
