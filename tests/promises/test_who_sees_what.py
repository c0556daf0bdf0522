"""Who sees what: the table people wrote by hand, held against what each role really gets of three children."""

import csv
import datetime as dt
import re

import pytest
from tests.promises.sources_of_truth import ROOT
from tests.support import caseloads
from tests.support.signed_in import everybody

TABLE = ROOT / "docs" / "who-sees-what.csv"
# With worker SW1, team T1, service S1; with SW6 of another team and service; with SW1 and restricted by hand.
OWN, OTHER, CLOSED = 0, 5, 8
PLACES = {"own": OWN, "other": OTHER, "restricted": CLOSED}
LISTED = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31"
# Each address of the site and the thing of the table it shows; what shows nothing of any child is named so.
ROUTES = {
    "home": "list",
    "report": "list",
    "children_behind": "list",
    "measure": "figures",
    "report_export": "export",
    "api_report": "export",
    "explore": "figures",
    "explore_export": "figures",
    "view": "figures",
    "api_measure": "figures",
    "odata_entities": "figures",
    "papers": "figures",
    "paper": "figures",
    "findings": "figures",
    "finding": "figures",
    "forecast": "figures",
    "forecast_export": "figures",
    "forecast_staffing": "figures",
    "flags": "list",
    "records": "list",
    "families": "list",
    "families_mine": "list",
    "family": "list",
    "family_sheet": "list",
    "family_record": "list",
    "family_names": "list",
    "family_claims": "list",
    "family_batch": "list",
    "family_batch_paper": "list",
    "family_claim_pack": "list",
    "records_export": "export",
    "fault": "list",
    "lineage": "lineage",
    "journey": "journey",
    "child_name": "name",
    "find": "find",
    "audit": "audit",
    "audit_unusual": "audit",
    "audit_breach": "audit",
    "people": "people",
    "person": "people",
    "person_add": "people",
    "person_change": "people",
    "governance": "governance",
}
NOBODY = {
    "sign_in", "second_factor", "sign_in_service", "sign_in_answer", "sign_out", "account", "second_factor_set_up",
    "second_factor_remove", "sign_out_elsewhere", "reports", "measures", "data", "unread", "mapping", "mapping_keep", "notices",
    "notices_read", "emergency", "emergency_reviews", "emergency_review", "governance_attest", "health",
    "register", "register_export", "forecast_keep", "families_about", "families_assess", "family_batch_note", "family_claims_freeze",
    "finding_note", "fault_say", "explore_keep", "explore_toml", "views", "view_change", "pin", "send", "date_note",
    "flag_raise", "flag_answer",
    "search", "connect", "token_make", "token_revoke", "api_openapi", "api_measures", "api_reports", "odata", "odata_metadata",
}  # fmt: skip


def expected():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["role"], row["thing"]): tuple(row[each] for each in PLACES) for row in csv.DictReader(file)}


ROLES = sorted({role for role, _ in expected()})
THINGS = sorted({thing for _, thing in expected()})


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A council of forty children and an account for each role, tied to the same worker, team and service where it needs one."""
    from sqlglot import exp

    from sherwood.office import setup
    from sherwood.store import Reader

    home = caseloads.make_home(tmp_path_factory.mktemp("matrix"), caseloads.AUTHORITY)
    rows = Reader.current(home, caseloads.AUTHORITY).select(exp.select("source_id", "record_key").from_("person"))
    keys = {place: dict(rows.rows)[caseloads.number(where)] for place, where in PLACES.items()}
    setup.migrate(home)
    from sherwood.office import directory

    clients = everybody(home)
    directory.restrict(keys["restricted"], "refuge", from_date=dt.date(2024, 1, 1))
    clients["director"].get(LISTED)
    yield home, keys, clients
    setup.close()


def shown(site, answer):
    """For each of the three children, whether a mark of theirs stands in the answer."""
    _, keys, _ = site
    words = set(re.findall(r"\w+", answer.content.decode()))
    return {place: bool({caseloads.number(where), keys[place]} & words) for place, where in PLACES.items()}


def counted(site, role, worker):
    from sherwood.access import NotAllowed
    from sherwood.jobs.figures import measure_value
    from sherwood.measures.choices import UnknownChoice

    asked = {"by": (), "date_from": None, "date_to": None, "grain": None, "as_at": None, "known_at": None}
    try:
        series = measure_value(
            site[0], caseloads.AUTHORITY, "cla_open", official=False, as_user=role, where={"worker": worker}, **asked
        )
    # Who sees official figures alone is refused the worker's, for there are none.
    except (NotAllowed, UnknownChoice):
        return 0
    return sum(row.numerator or 0 for row in series.rows)


def figures(site, role):
    """Whether each of the three is in the counts the role may ask for; the guardian's count holds them all."""
    whole, own, other = (
        counted(site, "caldicott_guardian", "SW1"),
        counted(site, role, "SW1"),
        counted(site, role, "SW6"),
    )
    return {
        "own": "count" if own else "none",
        "other": "count" if other else "none",
        "restricted": "count" if own == whole else "none",
    }


def official(site, role):
    from sherwood.access import NotAllowed
    from sherwood.jobs.figures import measure_value

    asked = {"by": (), "date_from": None, "date_to": None, "grain": None, "as_at": None, "known_at": None, "where": {}}
    try:
        series = measure_value(site[0], caseloads.AUTHORITY, "cla_open", official=True, as_user=role, **asked)
    except NotAllowed:
        return dict.fromkeys(PLACES, "none")
    whole = measure_value(
        site[0], caseloads.AUTHORITY, "cla_open", official=False, as_user="caldicott_guardian", **asked
    )
    assert series.rows[0].numerator == whole.rows[0].numerator
    return dict.fromkeys(PLACES, "count")


def by_marks(site, answers, else_counts):
    found = {place: any(shown(site, each)[place] for each in answers) for place in PLACES}
    is_open = any(each.status_code == 200 for each in answers)
    return {place: "rows" if found[place] else else_counts[place] if is_open else "none" for place in PLACES}


EXPORTED = ("looked_after/cla_my_children", "looked_after/cla_overview")
# Those who are in the audience of neither; of children looked after alone, the file of a return, the hub's list holds nobody.
EXPORTS = {
    "data_quality_officer": ("data_quality/dq_903",),
    "virtual_school_head": ("education_of_cla/ed_special_needs",),
    "mash_manager": ("front_door/fd_benchmark",),
}
MORE = {"none": 0, "count": 1, "rows": 2}
NO_COUNT = dict.fromkeys(PLACES, "none")
COUNTS = dict.fromkeys(PLACES, "count")


def got(site, role, thing):  # noqa: PLR0911 - one answer for each kind of thing
    client, keys = site[2][role], site[1]
    if thing == "figures":
        return figures(site, role)
    if thing == "official":
        return official(site, role)
    if thing == "export":
        answers = [client.get(f"/reports/{name}/export.csv") for name in EXPORTS.get(role, EXPORTED)]
        return by_marks(site, answers, COUNTS if role == "elected_member" else figures(site, role))
    asked = {
        "list": lambda: [client.get(LISTED), client.get("/"), client.get("/reports/looked_after/cla_my_children")],
        "journey": lambda: [client.get(f"/children/{key}") for key in keys.values()],
        "name": lambda: [client.post(f"/children/{key}/name") for key in keys.values()],
        "find": lambda: [client.post("/find", {"number": caseloads.number(where)}) for where in PLACES.values()],
        "lineage": lambda: [client.get("/measures/looked_after/cla_open/lineage")],
        "audit": lambda: [
            client.get("/audit"),
            client.get("/audit/unusual"),
            client.get("/audit", {"record_key": keys["own"]}),
        ],
        "people": lambda: [client.get("/people")],
        "governance": lambda: [client.get("/governance")],
    }
    answers = asked[thing]()
    if thing == "find":
        found = [re.search(r'href="/children/', each.content.decode()) for each in answers]
        return dict(zip(PLACES, ("rows" if each else "none" for each in found), strict=True))
    if thing in ("journey", "name"):
        return dict(zip(PLACES, ("rows" if each.status_code == 200 else "none" for each in answers), strict=True))
    if thing == "audit":
        # The key that was asked for stands in the search box.
        return COUNTS if answers[0].status_code == 200 and not any(shown(site, answers[0]).values()) else NO_COUNT
    return by_marks(site, answers, COUNTS if thing in ("people", "governance") else NO_COUNT)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_of_each_thing_what_the_table_says(site, role):
    wanted = {thing: words for (name, thing), words in expected().items() if name == role}
    found = {thing: tuple(got(site, role, thing).values()) for thing in wanted}
    if role == "mash_manager":
        given, most = found.pop("export"), wanted.pop("export")
        assert all(MORE[each] <= MORE[limit] for each, limit in zip(given, most, strict=True))
    assert found == wanted


def test_the_table_speaks_of_every_role_and_thing():
    from sherwood.definitions.catalogue import load_catalogue

    assert set(ROLES) == set(load_catalogue().roles)
    assert set(expected()) == {(role, thing) for role in ROLES for thing in THINGS}
    assert {word for words in expected().values() for word in words} == {"none", "count", "rows"}


def test_every_address_of_the_site_shows_a_thing_of_the_table_or_nobody(site):
    from tests.promises.test_routes import routes

    names = {found.name for _, found in routes()}
    assert names - set(ROUTES) - NOBODY == set()
    assert set(ROUTES) & NOBODY == set()
    assert set(ROUTES.values()) | {"official"} == set(THINGS)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_that_shows_nobody_shows_one_of_the_three(site, role):
    client = site[2][role]
    pages = (
        "/account",
        "/reports",
        "/measures",
        "/data",
        "/data/unread",
        "/notices",
        "/emergency",
        "/emergency/reviews",
        "/views",
        "/search?q=children",
        "/explore?measure=cla_open&by=team",
        "/odata/cla_open",
    )
    assert [page for page in pages if any(shown(site, client.get(page)).values())] == []
