"""Lighthouse over the pages that people of each role come to first: accessibility 100, best practices 95 or more.

    python -m evaluations.lighthouse --lighthouse PATH [--roles worker,director,...] [--most N]

PATH is the program of `npm install lighthouse@12.8`, which needs no network here: site and browser are on this machine. Ends with
exit code 1 if a page scores less.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.attempts import LISTED, REPORTS
from tests.support.trying import people, site
from tests.support.trying.mail import Letters

LEAST = {"accessibility": 100, "best-practices": 95}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
PAGES = (f"/reports/{REPORTS[0]}", f"/measures/{LISTED[0]}", "/search?q=vists")
MORE = {
    "worker": ("/records", "/find"),
    "team_manager": ("/explore", "/findings"),
    "director": ("/findings", "/papers"),
    "auditor": ("/audit",),
    "administrator": ("/people", "/governance"),
    "troubled_families_coordinator": ("/families", "/families/claims"),
}


def main():
    """Score every page and tell what falls short."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lighthouse", type=Path, required=True)
    options.add_argument("--roles", default="")
    options.add_argument(
        "--most", type=int, help="How many pages of a role: its home, what is its own, then what all have."
    )
    chosen = options.parse_args()
    accounts = {account[0]: name for name, account in people.ACCOUNTS.items()}
    roles = chosen.roles.split(",") if chosen.roles else list(accounts)
    short, scored = [], 0
    with tempfile.TemporaryDirectory() as folder:
        tried = site.make(Path(folder), Letters())
        served = tried.serve()
        try:
            for role in roles:
                every = ("/", *MORE.get(role, ()), *_a_child(tried, accounts[role]), *PAGES)
                for path in _open_to(tried, accounts[role], every)[: chosen.most]:
                    scores, faults = _scores(chosen.lighthouse, tried, accounts[role], path, Path(folder))
                    scored += 1
                    print(f"{role:<22} {_plain(path):<60} {scores} {'; '.join(faults)}", flush=True)
                    short += [(role, path) for name, least in LEAST.items() if scores[name] < least]
        finally:
            served.__exit__()
    print(f"{scored} pages of {len(roles)} roles, {len(short)} scores too low")
    return 1 if short else 0


def _a_child(tried, username):
    """The first child this person may open, if there is one."""
    asked = (f"/children/{key}" for key in tried.every_key)
    first = next((path for path in asked if tried.clients[username].get(path).status_code == 200), None)
    return (first,) if first else ()


def _open_to(tried, username, paths):
    """Those of these pages that this person may open; what is worked out at a first visit is worked out here."""
    return [path for path in paths if tried.clients[username].get(path).status_code == 200]


def _plain(path):
    return "/children/…" if path.startswith("/children/") else path


def _scores(program, tried, username, path, folder):
    """The scores of one page, of a hundred, and the audits that lost any."""
    cookies = "; ".join(f"{each.name}={each.value}" for each in tried.clients[username].session.cookies)
    headers, out = folder / "headers.json", folder / "scores.json"
    headers.write_text(json.dumps({"Cookie": cookies}), encoding="utf-8")
    asked = [
        program, tried.address + path, "--quiet", "--output=json", f"--output-path={out}", f"--extra-headers={headers}",
        f"--only-categories={','.join(LEAST)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    surroundings = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(
        list(map(str, asked)), env=surroundings, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        return dict.fromkeys(LEAST, 0), [done.stderr.strip().splitlines()[-1]]
    told = json.loads(out.read_text(encoding="utf-8"))
    scores = {name: round(100 * told["categories"][name]["score"]) for name in LEAST}
    lost = [
        each["id"]
        for name in LEAST
        for each in told["categories"][name]["auditRefs"]
        if each["weight"] and told["audits"][each["id"]]["score"] not in (None, 1)
    ]
    return scores, lost


if __name__ == "__main__":
    sys.exit(main())
