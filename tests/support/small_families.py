"""A council with six families, told by the files of four partners, small enough to work the programme out by hand.

Ash: abuse and out of work, so eligible; Birch: the same, and its child's record is restricted; Cedar: abuse alone and in work, one
short; Dell: abuse alone, and nobody answered about work; Elm: nothing. Fern met both in August 2023 and its mother has been in work since.
"""

import csv
import datetime as dt

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.office import setup
from sherwood.office.people import RoleHeld

AUTHORITY = "families"
PASSWORD = "four-plain-words-here"
FROM = dt.date(2020, 1, 1)
EARLIER = dt.date(2023, 8, 31)
AS_AT, RECEIVED = dt.date(2024, 3, 31), dt.date(2024, 4, 10)
COUNCIL = 'code = "families"\nname = "Family Council"\nfamilies_a_key_worker = 3\n'
NAMES = ("Ash", "Birch", "Cedar", "Dell", "Elm", "Fern")
ABUSED = {"Ash": "05/01/2024", "Birch": "05/01/2024", "Cedar": "05/01/2024", "Dell": "05/01/2024", "Fern": "01/07/2023"}
ANSWERED = {"Ash": "Y", "Birch": "Y", "Cedar": "N", "Elm": "N"}
IN_WORK_AGAIN = ("30/09/2023", "31/10/2023", "30/11/2023", "31/12/2023", "31/01/2024", "29/02/2024", "31/03/2024")
ACCOUNTS = {
    "cora": ("Cora Co-ordinator", "troubled_families_coordinator"),
    "kay": ("Kay Keyworker", "troubled_families_key_worker"),
    "kim": ("Kim Keyworker", "troubled_families_key_worker"),
    "audrey": ("Audrey Auditor", "auditor"),
    "dan": ("Dan Director", "director"),
    "cal": ("Cal Caldicott", "caldicott_guardian"),
}


def people(name):
    """Mother and child of a family: number, forename, birth date, National Insurance number."""
    place = NAMES.index(name)
    return (
        {"number": f"M{place}", "forename": f"Mona{name}", "born": f"0{place + 1}/05/1988", "ni": f"QQ12345{place}C", "sex": "F"},
        {"number": f"K{place}", "forename": f"Kit{name}", "born": f"1{place}/09/2013", "ni": "", "sex": "M"},
    )  # fmt: skip


def postcode(name):
    return f"ZZ{NAMES.index(name) + 1} 1AA"


def rows():
    """The rows of each feed's tables by column name."""
    tenancies, members, incidents, answers, cases = [], [], [], [], []
    for name in NAMES:
        mother, child = people(name)
        home = {"house": "7", "postcode": postcode(name)}
        tenancies.append({"tenancy_number": f"T{name}", **home, "start_date": "01/02/2019"})
        for each in (mother, child):
            who = {"forename": each["forename"], "surname": name, "birth_date": each["born"], "sex": each["sex"]}
            members.append({"tenancy_number": f"T{name}", "person_number": each["number"], **who,
                            "ni_number": each["ni"], "joined_date": "01/02/2019"})  # fmt: skip
            if name in ABUSED:
                incidents.append({
                    "incident_number": f"I{name}", "person_number": f"P{each['number']}", **who, **home,
                    "role": "victim" if each is mother else "child_present", "incident_date": ABUSED[name],
                    "is_domestic_abuse": "Y", "incident_house": "7", "incident_postcode": postcode(name),
                })  # fmt: skip
        adult = {
            "forename": mother["forename"],
            "surname": name,
            "birth_date": mother["born"],
            "ni_number": mother["ni"],
        }
        told = {"person_number": f"D{mother['number']}", **adult, **home, "match": "matched"}
        if name in ANSWERED:
            answers.append({**told, "match_date": "29/02/2024", "is_out_of_work": ANSWERED[name], "benefit": "jsa"})
        if name == "Fern":
            answers.append({**told, "match_date": "31/08/2023", "is_out_of_work": "Y", "benefit": "jsa"})
            answers += [{**told, "match_date": on, "is_out_of_work": "N", "benefit": "none"} for on in IN_WORK_AGAIN]
        if name == "Birch":
            cases.append({"case_number": "E1", "person_number": "EK", "forename": child["forename"], "surname": name,
                          "birth_date": child["born"], "sex": "M", "postcode": postcode(name), "start_date": "01/03/2020",
                          "end_date": "01/06/2020"})  # fmt: skip
    return {
        ("housing", "tenancies"): tenancies, ("housing", "members"): members, ("police_incidents", "incidents"): incidents,
        ("dwp", "answers"): answers, ("early_help", "cases"): cases,
    }  # fmt: skip


def write(folder):
    """Write every table under the headings its feed declares."""
    catalogue = load_catalogue()
    for (feed, table), found in rows().items():
        columns = catalogue.feed(feed).year("2017_18").tables[table].columns
        path = folder / feed / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [each.header for each in columns.values()], restval="")
            writer.writeheader()
            writer.writerows({columns[name].header: value for name, value in row.items()} for row in found)


def make(folder):
    """A whole home: settings, landing, warehouse, office with accounts, Birch's child restricted by hand."""
    home = Home(folder / "home")
    home.council.mkdir(parents=True)
    (home.council / "council.toml").write_text(COUNCIL, encoding="utf-8")
    write(folder / "files")
    load_files(home, AUTHORITY, sorted((folder / "files").iterdir()), received=RECEIVED, period=None, progress=quiet)
    build(home, AUTHORITY)
    setup.migrate(home)
    from sherwood.office import directory

    for username, (name, role) in ACCOUNTS.items():
        directory.add_account(username, PASSWORD, name, roles=[RoleHeld(role, None, None, FROM)])
    directory.restrict(record_of(home, "early_help", "EK"), "adoption", from_date=FROM)
    return home


def record_of(home, feed, number):
    """The key of one record."""
    from sherwood.vocabulary.identifiers import record_key

    return record_key(home.secret("record-keys"), AUTHORITY, feed, number)
