"""The real demo, made and served once for all journeys, and one Chromium to look at it with."""

import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass

import pytest
from tests.journeys.people import Person
from tests.rooms.sources.test_proposing import POLICE
from tests.support.commands import environment, program
from tests.support.sites import free_port

from sherwood.definitions.home import Home

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ACCOUNT = re.compile(r"^  (\w+) +([a-z]+(?:-[a-z]+){3}) +\S", re.MULTILINE)
CHILDREN, SEED = 20_000, 1
NO_CHROMIUM = "no Chromium is installed: install Debian's chromium, or Google Chrome, to run the browser tests"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """A served demo: its address, and the password of each printed account."""

    address: str
    accounts: dict[str, str]


@pytest.fixture(scope="session")
def chromium():
    """Where Chromium is. Without one a test is skipped, unless the environment says that none may be."""
    if CHROMIUM:
        return CHROMIUM
    if os.environ.get("SHERWOOD_NO_SKIPPED_BROWSER_TESTS") == "1":
        pytest.fail(NO_CHROMIUM)
    pytest.skip(NO_CHROMIUM)


@pytest.fixture(scope="session")
def site(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    asked = ["demo", "--children", str(CHILDREN), "--seed", str(SEED), "--port", str(free_port())]
    with (folder / "faults.txt").open("w+") as faults:
        process = subprocess.Popen(
            [*program(), *asked],
            env=environment(Home(folder / "home")),
            stdout=subprocess.PIPE,
            stderr=faults,
            text=True,
            start_new_session=True,
        )
        try:
            served = _printed(process, folder / "faults.txt")
            _put_aside(Home(folder / "home").inbox / "refused")
            yield served
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)
            process.stdout.close()


def _put_aside(folder):
    """Leave a file that no table fits, as a refresh would."""
    folder.mkdir(parents=True)
    (folder / "april.csv").write_text(POLICE, encoding="utf-8")


def _printed(process, faults):
    """Read what the demo prints until the address, its last line."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("http"):
            return Site(line.strip().rstrip("/"), dict(ACCOUNT.findall("".join(lines))))
    raise AssertionError(f"the demo ended without an address:\n{''.join(lines)}{faults.read_text()}")


# For one file and no longer: while it runs, its event loop keeps Django's database from other tests of this process.
@pytest.fixture(scope="module")
def browser(site, chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser, site):
    """Make a window that nobody has signed in with; it must close without a complaint in its console."""
    people = []

    def opened(username="", **more):
        people.append(Person(browser, site, username, **more))
        return people[-1]

    yield opened
    complaints = [f"{person.username}: {each}" for person in people for each in person.complaints]
    for person in people:
        person.close()
    assert complaints == []


@pytest.fixture(scope="module")
def cookies(browser, site):
    """The cookies of each account, signed in once: a password is checked slowly on purpose."""
    found = {}

    def of(username):
        if username not in found:
            someone = Person(browser, site, username).sign_in()
            found[username] = someone.window.storage_state()
            someone.close()
        return found[username]

    return of


@pytest.fixture
def person(visitor, cookies):
    """Make a window with somebody signed in, on the first page."""

    def signed_in(username, path="/", **more):
        somebody = visitor(username, storage_state=cookies(username), **more)
        somebody.open(path)
        return somebody

    return signed_in
