"""Breaks the product in every listed way, one line at a time, and asks whether the test that guards it turns red.

    python -m evaluations.sabotage [--write FILE.md]

Every test is first asked of the whole tree and must be green. Ends with exit code 1 if a breakage goes unnoticed.
"""

import argparse
import datetime as dt
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.support.draws import commit
from tests.support.sabotage import GREEN, RED, asked, asked_when_broken, breakages, copy_tree

AT_ONCE = 2


def main():
    """Evaluate, tell, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", type=Path, help="write the result as a short table to this file")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = evaluate(Path(folder))
    unnoticed = [each for each, noticed in results if not noticed]
    for each in unnoticed:
        print(f"UNNOTICED  {each.file}: {each.why} ({each.test})")
    print(f"{len(results) - len(unnoticed)} of {len(results)} breakages were noticed")
    if chosen.write:
        chosen.write.parent.mkdir(parents=True, exist_ok=True)
        chosen.write.write_text(report(results), encoding="utf-8")
    sys.exit(bool(unnoticed))


def evaluate(folder):
    """Each breakage and whether its test noticed, two at a time, each in a copy of the tree of its own."""
    copies = SimpleQueue()
    for number in range(AT_ONCE):
        copies.put(copy_tree(folder / str(number)))
    listed = breakages()
    code, output = asked(folder / "0", *sorted({each.test for each in listed}))
    if code != GREEN:
        sys.exit(f"the tests must be green before anything is broken:\n{output}")

    def one(breakage):
        copy = copies.get()
        try:
            code, _ = asked_when_broken(copy, breakage)
        finally:
            copies.put(copy)
        print(f"{'red' if code == RED else 'GREEN':<6} {breakage.file}: {breakage.why}", flush=True)
        return breakage, code == RED

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, listed))


def room(breakage):
    """The room whose file is broken."""
    return breakage.file.removeprefix("src/sherwood/").split("/")[0]


def report(results):
    """A table by room, with those that nobody noticed named."""
    tried, noticed = Counter(room(each) for each, _ in results), Counter(room(each) for each, seen in results if seen)
    lines = [
        "# One-line breakages and the tests that notice them",
        "",
        f"Run on {dt.datetime.now(dt.UTC):%-d %B %Y} at commit {commit()[:12]} and the changes not yet committed then:"
        f" {sum(noticed.values())} of {len(results)} breakages turned their test red; every test is green without.",
        "Repeat with `python -m evaluations.sabotage`; the breakages are in `tests/promises/sabotage/breakages.toml`.",
        "",
        "| room | breakages | noticed |",
        "|---|---|---|",
        *(f"| {name} | {count} | {noticed[name]} |" for name, count in sorted(tried.items())),
    ]
    unnoticed = [f"- {each.file}: {each.why}" for each, seen in results if not seen]
    return "\n".join([*lines, *(["", "Not noticed:", "", *unnoticed] if unnoticed else []), ""])


if __name__ == "__main__":
    main()
