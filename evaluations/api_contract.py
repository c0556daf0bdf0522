"""schemathesis over the described API as several roles: no fault, no trace, answers as described, nobody beyond sight told.

    python -m evaluations.api_contract --schemathesis PATH [--roles worker,director,elected_member] [--examples 100] [--seed 1]

PATH is the program `st` of `pip install schemathesis`, in an environment of its own. Every answer is kept by the program and searched
for the words of children whom the role may not be shown. Ends with exit code 1 if it finds anything.
"""

import argparse
import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.trying import found, people, site
from tests.support.trying.mail import Letters

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth"


def main():
    """Ask, search what came back, and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--schemathesis", type=Path, required=True)
    options.add_argument("--roles", default="worker,team_manager,director,elected_member")
    options.add_argument("--examples", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    accounts = {account[0]: name for name, account in people.ACCOUNTS.items()}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        tried = site.make(Path(folder), Letters())
        served = tried.serve()
        try:
            for role in chosen.roles.split(","):
                wrong += _asked(chosen, tried, role, accounts[role], Path(folder))
        finally:
            served.__exit__()
    return 1 if wrong else 0


def _asked(chosen, tried, role, username, folder):
    """How many things are wrong for one role."""
    kept = folder / f"{role}.har"
    token = tried.clients[username].program["Authorization"]
    words = [
        chosen.schemathesis, "run", f"{tried.address}/api/v1/openapi.json", "-H", f"Authorization: {token}",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "-n", chosen.examples, "--seed", chosen.seed,
        "--continue-on-failure", "--report-har-path", kept, "--report-preserve-bytes", "-w", "1",
    ]  # fmt: skip
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=3_000, check=False, cwd=folder)
    print(f"--- {role}: exit code {done.returncode}\n{done.stdout[-6_000:]}{done.stderr[-2_000:]}", flush=True)
    answers = [_text(entry["response"]["content"]) for entry in json.loads(kept.read_text())["log"]["entries"]]
    told = tried.forbidden(username) & set().union(*(set(found.WORD.findall(text)) for text in answers))
    traces = sum(bool(found.TRACE.search(text)) for text in answers)
    print(
        f"--- {role}: {len(answers)} answers, {len(told)} words of children beyond sight, {traces} traces", flush=True
    )
    return int(done.returncode != 0) + len(told) + traces


def _text(content):
    held = content.get("text") or ""
    return base64.b64decode(held).decode("utf-8", "replace") if content.get("encoding") == "base64" else held


if __name__ == "__main__":
    sys.exit(main())
