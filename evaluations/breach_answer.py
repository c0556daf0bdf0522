"""How long the answer takes to whom one user was shown between two times, in an office with many looks of many users.

    python -m evaluations.breach_answer [--looks 4000] [--children 100]

Each look shows so many children; every tenth look is the user's. Ends with exit code 1 if the answer takes ten seconds or more, or is not
complete.
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from sherwood.definitions.home import Home
from sherwood.jobs.audit import breach, verify
from sherwood.office import setup

LIMIT_SECONDS = 10


def main():
    """Make the office, ask, tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--looks", type=int, default=4000)
    options.add_argument("--children", type=int, default=100)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        setup.migrate(home)
        shown = fill(chosen.looks, chosen.children)
        now = dt.datetime.now(dt.UTC)
        start = time.perf_counter()
        answer = breach(home, "mary", now - dt.timedelta(days=1), now + dt.timedelta(days=1))
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        state = verify(home)
        checked = time.perf_counter() - start
        setup.close()
    found = {key for each in answer["people"] for key in each["record_keys"]}
    rows = chosen.looks * chosen.children
    print(f"{rows:,} children shown in {chosen.looks:,} looks: {len(found):,} people in {seconds:.1f} s")
    print(f"the trail is {state['state']}, which took {checked:.1f} s to tell")
    return 0 if found == shown and seconds < LIMIT_SECONDS else 1


def fill(looks, children):
    """Write the looks and return the records the user was shown."""
    from sherwood.office import audit, directory  # noqa: PLC0415 - needs Django set up

    people = [directory.add_account(name, "four-plain-words-here", name).id for name in ("mary", "bea")]
    shown = set()
    for look in range(looks):
        keys = tuple(f"{(look * 37 + child) % 50_000:026d}" for child in range(children))
        is_hers = look % 10 == 0
        audit.append(audit.AuditRecord("child list seen", people[0 if is_hers else 1], record_keys=keys))
        shown |= set(keys) if is_hers else set()
    return shown


if __name__ == "__main__":
    sys.exit(main())
