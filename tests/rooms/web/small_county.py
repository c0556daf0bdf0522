"""A council small enough to count by hand: thirteen children of one year's return, two teams, one restricted record."""

import csv
import datetime as dt

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.office import setup
from sherwood.office.people import RoleHeld

AUTHORITY = "small"
PASSWORD = "four-plain-words-here"
FROM = dt.date(2020, 1, 1)

TEAMS = """
service = [{ id = "S1", name = "Looked-after children" }]
team = [
  { id = "TA", name = "Ashfield team", service = "S1" },
  { id = "TB", name = "Bassetlaw team", service = "S1" },
]
worker = [
  { id = "SW0000001", name = "Wendy Alder", team = "TA" },
  { id = "SW0000002", name = "Will Birch", team = "TA" },
  { id = "SW0000003", name = "Wilma Cedar", team = "TB" },
]
"""
COUNCIL = 'code = "small"\nname = "Small Council"\n'

# Worker of each child by place; child 7 is being adopted, so its record is restricted.
WORKERS = [*["SW0000001"] * 5, *["SW0000002"] * 4, *["SW0000003"] * 4]
ADOPTED = 7

EPISODES = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"]
EPISODES += ["REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"]
HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
REVIEWS = ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]
SOCIAL_WORKERS = ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"]


def number(place):
    """The child's number in the return, which must never stand in an address, a title or a log."""
    return f"56690{place:02d}"


def birth(place):
    return f"{place + 1:02d}/05/2014"


def write(folder, name, columns, rows):
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def episode(place):
    adopted = place == ADOPTED
    return {
        "CHILD": number(place),
        "DECOM": f"{place + 1:02d}/06/2023",
        "RNE": "S",
        "LS": "E1" if adopted else "C2",
        "CIN": "N1",
        "PLACE": "A3" if adopted else "U4",
        "PLACE_PROVIDER": "PR1",
    }


def write_return(folder):
    """One year's return; the last review row has a date that is none."""
    places = range(len(WORKERS))
    write(
        folder,
        "header",
        HEADER,
        [{"CHILD": number(p), "SEX": 1 + p % 2, "DOB": birth(p), "ETHNIC": "WBRI"} for p in places],
    )
    write(folder, "episodes", EPISODES, [episode(p) for p in places])
    held = [{"CHILD": number(p), "DOB": birth(p), "REVIEW": "20/06/2023", "REVIEW_CODE": "PN1"} for p in places]
    write(
        folder,
        "reviews",
        REVIEWS,
        [*held, {"CHILD": number(0), "DOB": birth(0), "REVIEW": "31/02/2024", "REVIEW_CODE": "PN1"}],
    )
    allocated = [
        {"CHILD": number(p), "DOB": birth(p), "SW_ID": WORKERS[p], "SW_DECOM": "01/06/2023", "SW_REASON": "FCONTA"}
        for p in places
    ]
    write(folder, "sw_episodes", SOCIAL_WORKERS, allocated)


ACCOUNTS = {
    "wendy": ("Wendy Alder", "SW0000001", "worker", None, None),
    "mary": ("Mary Manager", None, "team_manager", "TA", None),
    "bea": ("Bea Manager", None, "team_manager", "TB", None),
    "serena": ("Serena Service", None, "service_manager", None, "S1"),
    "dan": ("Dan Director", None, "director", None, None),
    "ana": ("Ana Analyst", None, "analyst", None, None),
    "audrey": ("Audrey Auditor", None, "auditor", None, None),
    "elsie": ("Elsie Elected", None, "elected_member", None, None),
    "adam": ("Adam Administrator", None, "administrator", None, None),
    "nora": ("Nora Norole", None, None, None, None),
}


def add_accounts():
    from sherwood.office import directory

    for username, (name, worker, role, team, service) in ACCOUNTS.items():
        roles = [RoleHeld(role, team, service, FROM)] if role else []
        directory.add_account(username, PASSWORD, name, worker_id=worker, roles=roles)


def make(folder):
    """A whole home: settings, landing, warehouse, office with accounts."""
    home = Home(folder / "home")
    home.council.mkdir(parents=True)
    (home.council / "council.toml").write_text(COUNCIL, encoding="utf-8")
    (home.council / "teams.toml").write_text(TEAMS, encoding="utf-8")
    write_return(folder / "return")
    load_files(home, AUTHORITY, [folder / "return"], received=dt.date(2024, 4, 30), period="2023-24", progress=quiet)
    build(home, AUTHORITY)
    setup.migrate(home)
    return home
