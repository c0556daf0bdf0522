"""Forty children of two services and four teams, as a return of two files a council would send; counted by hand nowhere.

Every fifth child changed worker long ago, every fifth lately, every seventh left care; two are being adopted, two are
restricted by hand. `HAND` and `MOVED` say which, so that a test need not look for them.
"""

import csv
import datetime as dt
import shutil

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet
from sherwood.office import setup
from sherwood.office.people import RoleHeld

AUTHORITY, NEIGHBOUR = "local", "north"
DATA_DATE = dt.date(2024, 3, 31)
CHILDREN = 40
PASSWORD = "four-plain-words-here"
ADOPTED = (4, 21)
HAND = {11: "refuge", 18: "staff_family"}
GRANTED = 18
NO_WORKER = 39

TEAMS = """
service = [{ id = "S1", name = "Looked-after children" }, { id = "S2", name = "Children in need" }]
team = [
  { id = "T1", name = "Ashfield team", service = "S1" },
  { id = "T2", name = "Bassetlaw team", service = "S1" },
  { id = "T3", name = "Gedling team", service = "S2" },
  { id = "T4", name = "Rushcliffe team", service = "S2" },
]
worker = [
  { id = "SW1", name = "Wendy Alder", team = "T1" },
  { id = "SW2", name = "Will Birch", team = "T1" },
  { id = "SW3", name = "Wilma Cedar", team = "T2" },
  { id = "SW4", name = "Walter Dogwood", team = "T2" },
  { id = "SW5", name = "Winnie Elder", team = "T3" },
  { id = "SW6", name = "Wanda Fir", team = "T3" },
  { id = "SW7", name = "Wes Gorse", team = "T4" },
  { id = "SW8", name = "Win Hazel", team = "T4", end_date = 2023-10-31 },
  { id = "SW8", name = "Win Hazel", team = "T2", start_date = 2023-11-01 },
]
"""
# Username: role, worker, team, service.
ACCOUNTS = {
    "wendy": ("worker", "SW1", None, None),
    "mary": ("team_manager", None, "T2", None),
    "serena": ("service_manager", None, None, "S2"),
    "dan": ("director", None, None, None),
    "tess": ("troubled_families_coordinator", None, None, None),
}
HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
EPISODES = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"]
EPISODES += ["HOME_POST", "PL_POST", "URN"]
REVIEWS = ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]
WORKERS = ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"]


def number(place, base=700_000):
    return str(base + 37 * place)


def birth(place):
    return dt.date(2010, 1, 1) + dt.timedelta(days=61 * place)


def start(place):
    return dt.date(2022, 10, 3) + dt.timedelta(days=3 * place)


def leaves(place):
    """The day care ended; nobody is responsible from then on."""
    return dt.date(2023, 8, 10) if place % 7 == 3 else None


def worker(place, shift=0):
    return f"SW{(place + shift) % 8 + 1}"


def spells(place):
    """The child's workers in order: id, first day, last day or none."""
    if place == NO_WORKER:
        return []
    first, last = start(place), leaves(place)
    changes = {1: (1, dt.date(2023, 7, 31)), 2: (3, dt.date(2023, 12, 15))}
    if last is None and place % 5 in changes:
        shift, day = changes[place % 5]
        return [(worker(place, shift), first, day), (worker(place), day, None)]
    return [(worker(place), first, last)]


def said(day):
    return f"{day:%d/%m/%Y}" if day else ""


def header(place, base):
    upn = f"A{base + place:012d}"
    return [number(place, base), 1 + place % 2, said(birth(place)), "WBRI", upn, "", ""]


def episode(place, base):
    status, stay = ("E1", "A3") if place in ADOPTED else ("C2", "U6")
    end = said(leaves(place))
    return [
        number(place, base),
        said(start(place)),
        "S",
        status,
        "N1",
        stay,
        "PR1",
        end,
        "E4A" if end else "",
        "",
        "",
        "",
        "XXXXXXX",
    ]


def write(folder, name, columns, rows):
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])


def write_return(folder, base=700_000):
    """The files of 2023-24; episodes and workers that began before it are in them as the return asks."""
    folder.mkdir(parents=True)
    places = range(CHILDREN)
    write(folder, "header", HEADER, [header(each, base) for each in places])
    write(folder, "episodes", EPISODES, [episode(each, base) for each in places])
    reviews = [[number(each, base), said(birth(each)), f"{4 + each % 20:02d}/06/2023", "PN1"] for each in places]
    write(folder, "reviews", REVIEWS, reviews)
    reason = ["FCONTA", "CHCHAN"]
    allocated = [
        [number(each, base), said(birth(each)), who, said(first), said(last), reason[at]]
        for each in places
        for at, (who, first, last) in enumerate(spells(each))
    ]
    write(folder, "sw_episodes", WORKERS, allocated)


def leave_out(folder, place, base=700_000):
    """Take every row of one child out of the files."""
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"{number(place, base)},")]
        file.write_text("".join(kept), encoding="utf-8", newline="")


def make_home(folder, authority, base=700_000, *, without=None, secrets=None):
    """A home with the return loaded and built; `without` one child, and with another home's secrets, so that keys are the same."""
    home = Home(folder / authority)
    if secrets is not None:
        shutil.copytree(secrets.root / "secrets", home.root / "secrets")
    home.council.mkdir(parents=True)
    (home.council / "council.toml").write_text(f'code = "{authority}"\nname = "A council"\n', encoding="utf-8")
    (home.council / "teams.toml").write_text(TEAMS, encoding="utf-8")
    write_return(folder / f"return-{authority}", base)
    if without is not None:
        leave_out(folder / f"return-{authority}", without, base)
    came = {"received": dt.date(2024, 4, 30), "period": "2023-24"}
    report = load_files(home, authority, [folder / f"return-{authority}"], **came, progress=quiet)
    assert report.exit_code == 0, list(report.lines())
    assert sum(entry.counts.cell_problems for entry in report.files) == 0, list(report.lines())
    build(home, authority)
    return home


def open_office(home, keys):
    """The accounts, the records restricted by hand and the one grant; `keys` are record keys by child number."""
    setup.prepare(home)
    setup.migrate(home)
    from sherwood.office import directory

    for username, (role, worker_id, team, service) in ACCOUNTS.items():
        held = [RoleHeld(role, team, service, dt.date(2020, 1, 1))]
        directory.add_account(username, PASSWORD, f"Person of {role}", worker_id=worker_id, roles=held)
    for place, reason in HAND.items():
        directory.restrict(keys[number(place)], reason, from_date=dt.date(2024, 1, 1))
    mary = directory.account_named("mary")
    directory.give_grant(mary.id, keys[number(GRANTED)], "approved", from_date=dt.date(2024, 1, 1))
