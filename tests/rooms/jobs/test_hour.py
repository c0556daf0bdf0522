"""An hour of the hub's contacts: on the daily board at once, whoever they are about, with nothing made anew that they do not touch."""

import datetime as dt
import shutil
import signal
import subprocess
import sys

import pytest
from sqlglot import exp
from tests.promises.test_interrupted_refresh import KILLED
from tests.rooms.jobs.homes_with_files import AUTHORITY, land, landed_home

from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.progress import quiet
from sherwood.jobs.refresh import refresh
from sherwood.store import Build, Reader

DAY = dt.date(2018, 6, 4)
HEADINGS = (
    "Contact no,Person no,Forename,Surname,Date of birth,Sex,House,Street,Postcode,Received,Received at,Source,Presenting need,"
    "District,First rating,Out of hours,Decision,Decided,Decided at,Decided by,Referrer told,Minutes"
)
REST = "2018-06-04,{time},2A,behaviour,ZY6,blue,N,advice,2018-06-04,15:37,practice_manager,2018-06-04,93"
LILY = "Lily,Larkspur,2012-01-10,F,86,Shuttle Close,ZY6 1BQ"
NEW = "Tobias,Undershaw,2013-02-11,M,1,Kiln Close,ZY8 1GR"


def contact(number, person, child, time="09:42"):
    return f"{number},{person},{child},{REST.format(time=time)}"


MORNING = [HEADINGS, contact("M1", "P1", LILY)]
HOUR = [
    HEADINGS,
    contact("M2", "P2", NEW, "10:05"),
    contact("M3", "P3", LILY, "10:41"),
    contact("M4", "P1", LILY, "10:50"),
]


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """A home with a return and the morning's contacts, built, and the next hour's in its inbox."""
    home = landed_home(tmp_path_factory.mktemp("hour"))
    land(home, home.root.parent / "2018-06-04", DAY, {"contacts_morning.csv": MORNING}, period=None)
    build(home, AUTHORITY)
    folder = home.inbox / "2018-06-04" / "mash_log"
    folder.mkdir(parents=True)
    (folder / "contacts_hour.csv").write_text("\n".join(HOUR) + "\n", encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def refreshed(morning, tmp_path_factory):
    """The home after the hour's refresh, the tables that were made, and the steps it announced."""
    home = Home.at(shutil.copytree(morning.root, tmp_path_factory.mktemp("refreshed") / "home"))
    made, steps, make = [], [], Build.create_table_as

    def listen(self, name, *select, **how):
        made.append(name)
        return make(self, name, *select, **how)

    Build.create_table_as = listen
    try:
        refresh(home, AUTHORITY, progress=lambda *told: steps.append(told))
    finally:
        Build.create_table_as = make
    return home, set(made), steps


def tables(home):
    return Reader.current(home, AUTHORITY).manifest["tables"]


def test_the_hours_contacts_are_counted_with_the_mornings(morning, refreshed):
    home, _, _ = refreshed
    assert tables(morning)["mash_contact"]["rows"] == 1
    assert tables(home)["mash_contact"]["rows"] == 4


def test_a_child_known_by_another_number_is_the_same_person_and_a_new_one_is_new(refreshed):
    home, _, _ = refreshed
    asked = exp.select("source_id", "person_key").from_("person_record").where("feed = 'mash_log'")
    person_of = dict(Reader.current(home, AUTHORITY).select(asked).rows)
    assert person_of["P1"] == person_of["P3"] != person_of["P2"]


def test_nothing_is_made_anew_that_the_hour_does_not_touch(refreshed):
    _, made, _ = refreshed
    assert {"mash_contact", "person"} <= made
    whole_service = {
        "episode",
        "period_of_care",
        "placement",
        "event",
        "task",
        "programme_fact",
        "review",
    }
    assert not made & whole_service


def test_the_tables_are_those_of_a_build_from_nothing(refreshed, tmp_path):
    home, _, _ = refreshed
    twin = Home.at(shutil.copytree(home.root, tmp_path / "twin"))
    shutil.rmtree(twin.warehouse(AUTHORITY))
    # What changed since the build before is another thing for a build that has none before it.
    whole = build(twin, AUTHORITY).manifest["tables"] | {"link_event": tables(home)["link_event"]}
    assert whole == tables(home)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
@pytest.mark.parametrize("stage", ["link", "build", "swap"])
def test_killed_in_the_middle_the_morning_goes_on_serving_and_the_next_refresh_completes(
    morning, refreshed, tmp_path, stage
):
    whole, _, steps = refreshed
    at = next(place for place, (name, _, done, _) in enumerate(steps) if name == stage and done)
    home = Home.at(shutil.copytree(morning.root, tmp_path / "home"))
    killed = subprocess.run([sys.executable, "-c", KILLED, home.root, str(at)], check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert tables(home) == tables(morning)
    refresh(home, AUTHORITY, progress=quiet)
    assert tables(home) == tables(whole)
