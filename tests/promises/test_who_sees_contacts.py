"""Who sees which contact: the table people wrote by hand, held against what each role gets of three of them.

The hub is the team that the worker, team and service of the accounts are of: one contact it received and nobody followed up, one about a
child whom another team already had, one of a child whose record is closed.
"""

import csv
import datetime as dt
import re

import pytest
from tests.promises.sources_of_truth import ROOT
from tests.support import caseloads
from tests.support.signed_in import everybody

TABLE = ROOT / "docs" / "who-sees-contacts.csv"
PLACES = ("hub", "other", "restricted")
NUMBERS = dict(zip(PLACES, ("9000001", "9000002", "9000003"), strict=True))
# Each contact came from somebody else, by which it is asked for alone.
SOURCES = dict(zip(PLACES, ("6", "1A", "3A"), strict=True))
DAY = "2024-03-12"
LISTED = "/measures/front_door/contacts_received/children?from=2024-03-01&to=2024-03-31&grain=month"


def expected():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["role"], row["thing"]): tuple(row[each] for each in PLACES) for row in csv.DictReader(file)}


ROLES = sorted({role for role, _ in expected()})
THINGS = ("figures", "list", "journey")


def write_case_system(folder):
    """What the case system tells: three children, a contact of each, and the worker who had one of them already."""
    folder.mkdir()
    people = [[number, "F", "2015-05-01"] for number in NUMBERS.values()]
    caseloads.write(folder, "ssd_person", ["pers_person_id", "pers_sex", "pers_dob"], people)
    columns = ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"]
    contacts = [[f"K{number}", number, DAY, SOURCES[place]] for place, number in NUMBERS.items()]
    caseloads.write(folder, "ssd_contacts", columns, contacts)
    columns = ["invo_involvements_id", "invo_person_id", "invo_professional_id", "invo_professional_role_id"]
    columns.append("invo_involvement_start_date")
    had = ["I1", NUMBERS["other"], "SW6", "ALLOCATED CASE WORKER", "2024-01-02"]
    caseloads.write(folder, "ssd_involvements", columns, [had])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    from sqlglot import exp

    from sherwood.jobs.build import build
    from sherwood.jobs.load import load_files
    from sherwood.jobs.progress import quiet
    from sherwood.office import setup
    from sherwood.store import Reader

    folder = tmp_path_factory.mktemp("contacts")
    home = caseloads.make_home(folder, caseloads.AUTHORITY)
    (home.council / "teams.toml").write_text(f'hubs = ["T1"]\n{caseloads.TEAMS}', encoding="utf-8")
    write_case_system(folder / "ssd")
    came = {"received": dt.date(2024, 4, 1), "period": "2024-03-31"}
    report = load_files(home, caseloads.AUTHORITY, [folder / "ssd"], **came, progress=quiet)
    assert report.exit_code == 0, list(report.lines())
    build(home, caseloads.AUTHORITY)
    rows = Reader.current(home, caseloads.AUTHORITY).select(exp.select("source_id", "record_key").from_("person"))
    keys = {place: dict(rows.rows)[number] for place, number in NUMBERS.items()}
    setup.migrate(home)
    from sherwood.office import directory

    clients = everybody(home)
    directory.restrict(keys["restricted"], "refuge", from_date=dt.date(2024, 1, 1))
    yield home, keys, clients
    setup.close()


def counted(site, role, place):
    from sherwood.access import NotAllowed
    from sherwood.jobs.figures import measure_value
    from sherwood.measures.choices import UnknownChoice

    days = {"date_from": dt.date(2024, 3, 1), "date_to": dt.date(2024, 3, 31), "grain": "month", "as_at": None}
    asked = {"by": (), "known_at": None, "official": False, "where": {"contact_source_detail": SOURCES[place]}}
    try:
        series = measure_value(site[0], caseloads.AUTHORITY, "contacts_received", as_user=role, **days, **asked)
    # Who sees official figures alone is refused the source's, for there are none.
    except (NotAllowed, UnknownChoice):
        return "none"
    return "count" if sum(row.numerator or 0 for row in series.rows) else "none"


def got(site, role, thing):
    _, keys, clients = site
    if thing == "figures":
        return tuple(counted(site, role, place) for place in PLACES)
    if thing == "journey":
        answers = [clients[role].get(f"/children/{keys[place]}") for place in PLACES]
        return tuple("rows" if each.status_code == 200 else "none" for each in answers)
    words = set(re.findall(r"\w+", clients[role].get(LISTED).content.decode()))
    return tuple("rows" if {NUMBERS[place], keys[place]} & words else "none" for place in PLACES)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_of_each_contact_what_the_table_says(site, role):
    wanted = {thing: words for (name, thing), words in expected().items() if name == role}
    assert {thing: got(site, role, thing) for thing in wanted} == wanted


def test_the_table_speaks_of_every_role_and_thing():
    from sherwood.definitions.catalogue import load_catalogue

    assert set(expected()) == {(role, thing) for role in load_catalogue().roles for thing in THINGS}
