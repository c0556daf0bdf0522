"""Every address declares what it asks, none vanishes unnoticed, and each role is let in only where its permissions say."""

import json
from pathlib import Path

import pytest
from tests.rooms.web.conftest import browser, home, signed_in, template_home
from tests.rooms.web.small_county import ACCOUNTS

__all__ = ["browser", "home", "signed_in", "template_home"]

TABLE = Path(__file__).with_name("routes.json")
FILLED = {
    "report": ["looked_after", "cla_overview"],
    "report_export": ["looked_after", "cla_overview", "csv"],
    "measure": ["looked_after", "cla_open"],
    "children_behind": ["looked_after", "cla_open"],
    "lineage": ["looked_after", "cla_open"],
    "journey": ["a" * 26],
    "child_name": ["a" * 26],
    "mapping": ["0" * 16],
    "mapping_keep": ["0" * 16],
    "finding": ["0" * 16],
    "finding_note": ["0" * 16],
    "family": ["a" * 26],
    "family_names": ["a" * 26],
    "family_record": ["a" * 26],
    "family_sheet": ["a" * 26, "docx"],
    "family_claim_pack": ["a" * 26, "docx"],
    "family_batch": ["none"],
    "family_batch_note": ["none"],
    "family_batch_paper": ["none", "claims", "csv"],
    "records_export": ["csv"],
    "fault": ["0" * 16],
    "fault_say": ["0" * 16],
    "flag_answer": ["00000000-0000-4000-8000-000000000000"],
    "emergency_review": [1],
    "paper": ["committee-none", "docx"],
    "register_export": ["csv"],
    "date_note": ["looked_after", "cla_open"],
    "explore_export": ["csv"],
    "view": ["00000000-0000-4000-8000-000000000000"],
    "view_change": ["00000000-0000-4000-8000-000000000000", "share"],
    "api_measure": ["looked_after", "cla_open"],
    "api_report": ["looked_after", "cla_overview"],
    "odata_entities": ["cla_open"],
    "forecast_export": ["demand", "csv"],
    "person": ["00000000-0000-4000-8000-000000000000"],
    "person_change": ["00000000-0000-4000-8000-000000000000", "give"],
}
WRITES = {
    "sign_out",
    "sign_out_elsewhere",
    "child_name",
    "mapping_keep",
    "finding_note",
    "families_assess",
    "family_names",
    "family_record",
    "family_claims_freeze",
    "family_batch_note",
    "fault_say",
    "flag_raise",
    "flag_answer",
    "forecast_keep",
    "emergency_review",
    "notices_read",
    "person_add",
    "person_change",
    "governance_attest",
    "second_factor_remove",
    "date_note",
    "explore_keep",
    "pin",
    "send",
    "view_change",
    "token_make",
    "token_revoke",
}
BEFORE_THE_DOOR = [
    "/families/how-it-works",
    "/health",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/service",
    "/sign-in/service/answer",
    "/sign-out",
]


def routes():
    """Every address of the site with its view, however deep it stands."""
    from django.urls import get_resolver

    waiting = [("", each) for each in get_resolver().url_patterns]
    while waiting:
        before, found = waiting.pop()
        path = before + str(found.pattern)
        if hasattr(found, "url_patterns"):
            waiting += [(path, each) for each in found.url_patterns]
        else:
            yield path, found


def table():
    from sherwood.web.permissions import declared_on

    declared = {path: declared_on(found.callback) for path, found in routes()}
    return {f"/{path}": each.words if each else "NOTHING DECLARED" for path, each in sorted(declared.items())}


def test_every_route_declares_what_it_asks(home):
    assert [path for path, words in table().items() if words == "NOTHING DECLARED"] == []


def test_the_table_of_routes_is_the_one_on_record(home):
    assert table() == json.loads(TABLE.read_text(encoding="utf-8"))


def test_only_signing_in_and_out_health_and_the_page_for_families_are_public(home):
    assert [path for path, words in table().items() if words == "public"] == BEFORE_THE_DOOR


def test_a_view_that_declares_nothing_is_closed_to_everybody(home):
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory

    from sherwood.web.middleware.viewing import Viewing

    def undeclared(request):
        raise AssertionError("it must not be reached")

    with pytest.raises(PermissionDenied):
        Viewing(undeclared).process_view(RequestFactory().get("/"), undeclared, (), {})


@pytest.mark.parametrize("person", [None, *ACCOUNTS])
def test_each_role_opens_exactly_the_routes_its_permissions_grant(browser, signed_in, person):
    from django.urls import reverse

    from sherwood.web.permissions import declared_on

    client = signed_in(person) if person else browser()
    may = permissions(person)
    for _, found in routes():
        if found.name in WRITES:
            continue
        declared = declared_on(found.callback)
        status = client.get(reverse(found.name, args=FILLED.get(found.name))).status_code
        if declared.asks == "nothing":
            # The sign-in service's ways lead nowhere in a council that has none.
            assert status in ((200, 302, 400) if "service" in found.name or "answer" in found.name else (200, 302)), (
                found.name
            )
        elif person is None:
            # A program is asked for its token, a person to sign in.
            assert status == (401 if declared.takes_tokens else 302), found.name
        elif declared.permission and declared.permission not in may:
            assert status == 403, (person, found.name)
        else:
            # Open to the role: a page, or a report or child outside its scope, or a list that needs its days.
            assert status in (200, 400, 404), (person, found.name)


def permissions(person):
    from sherwood.access import viewers
    from sherwood.office import directory
    from sherwood.web.visit import home

    return viewers.for_account(home(), directory.account_named(person).id).permissions if person else frozenset()
