"""axe-core on every page as every role, no rule left out: with data, with everything folded opened, with errors, wide and narrow.

    python -m evaluations.accessible [--roles worker,director,...] [--widths 1280,390]

Ends with exit code 1 if axe finds a violation, a page scrolls sideways, or the browser complains of the site's policy.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from tests.journeys.conftest import FLAGS
from tests.journeys.people import Person
from tests.support import caseloads
from tests.support.trying import opened, people, site
from tests.support.trying.mail import Letters

OPTIONS = {"resultTypes": ["violations"]}


def main():
    """Look at every page and tell what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--roles", default="")
    options.add_argument("--widths", default="1280,390")
    chosen = options.parse_args()
    accounts = {account[0]: name for name, account in people.ACCOUNTS.items()}
    roles = chosen.roles.split(",") if chosen.roles else list(accounts)
    looked, found = Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        tried = site.make(Path(folder), Letters())
        served = tried.serve()
        at = SimpleNamespace(address=tried.address, accounts=dict.fromkeys(people.ACCOUNTS, caseloads.PASSWORD))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for role in roles:
                for width in map(int, chosen.widths.split(",")):
                    found += _walk(browser, at, accounts[role], role, width, looked)
                    print(f"{role} at {width}: {looked[role, width]} pages, {len(found)} found so far", flush=True)
        served.__exit__()
    for each in dict.fromkeys(found):
        print(each)
    print(f"{sum(looked.values())} pages of {len(roles)} roles, {len(found)} violations")
    return 1 if found else 0


def _walk(browser, at, username, role, width, looked):
    somebody = Person(browser, at, username, width=width).sign_in()
    page, found, seen, waiting = somebody.page, [], set(), list(opened.START)
    while waiting:
        path = waiting.pop(0)
        answer = page.goto(at.address + path)
        if answer.status == 403 and "403" in seen:
            continue
        seen.add(str(answer.status))
        somebody.drawn()
        for kind, link in opened.more(page, seen).items():
            seen.add(kind)
            waiting.append(link)
        looked[role, width] += 1
        found += _faults(page, role, width, path)
        if path in opened.WRONG and answer.status == 200:
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_load_state()
            looked[role, width] += 1
            found += _faults(page, role, width, f"{path} with errors")
    found += [f"{role} at {width}: {each}" for each in somebody.complaints if "policy" in each]
    somebody.close()
    return found


def _faults(page, role, width, path):
    opened.unfold(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    said = [f"{role} at {width}: {path} is {wide} wide"] if wide > width else []
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    return said + [
        f"{role} at {width}: {path}: {each['id']} ({each['impact']}): {node['target']} {node['html'][:120]}"
        for each in violations
        for node in each["nodes"]
    ]


if __name__ == "__main__":
    sys.exit(main())
