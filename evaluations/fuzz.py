"""Four thousand strange addresses and forms at a served site, and a thousand broken files at the loader.

    python -m evaluations.fuzz [--asked 4000] [--files 1000] [--seed N]

Ends with exit code 1 if anything is answered by a fault or with a trace, shows a child beyond sight, or a file is met by anything
but rows, rejected rows or a refusal in words.
"""

import argparse
import contextlib
import io
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support import caseloads
from tests.support.trying import found, routes, site, strange
from tests.support.trying.mail import Letters

from sherwood.definitions.errors import Problem
from sherwood.jobs.load import load_files
from sherwood.jobs.progress import quiet


def main():
    """Fuzz and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--asked", type=int, default=4_000)
    options.add_argument("--files", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    draw = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        tried = site.make(Path(folder), Letters())
        wrong = _asked(tried, draw, chosen.asked) if chosen.asked else []
        wrong += found.left_behind(tried, Letters())
        wrong += _loaded(tried, draw, chosen.files)
    for each in wrong[:40]:
        print("WRONG", each)
    print(f"{chosen.asked} addresses and forms, {chosen.files} files: {len(wrong)} wrong")
    return 1 if wrong else 0


def _asked(tried, draw, count):
    served, wrong, answered = tried.serve(), [], Counter()
    names = [name for name in routes.DRAWN if name not in ("sign_out", "sign_out_elsewhere", "papers")]
    for number in range(count):
        each = routes.draw_one(draw, tried, draw.choice(names))
        given = strange.query(draw) if draw.random() < 0.5 else each.given | strange.query(draw)
        each = routes.Try(each.route, each.who, each.method, each.path, given)
        client = tried.clients[each.who]
        answer = client.get(each.path, given) if each.method == "GET" else client.post(each.path, given)
        found.noted(tried, each, answer)
        wrong += [f"{each}: {what}" for what in found.judged(tried, each, answer)[0]]
        answered[answer.status_code] += 1
        if number % 500 == 499:
            print(f"{number + 1} asked, {len(wrong)} wrong, {dict(answered)}", flush=True)
    served.__exit__()
    return wrong


def _loaded(tried, draw, count):
    """Broken copies of the return's and the unload's files, each loaded into a home of its own kind."""
    whole = [*sorted((tried.folder / "unload").glob("*.csv")), *sorted((tried.folder / "return-local").glob("*.csv"))]
    wrong, ended = [], Counter()
    for number in range(count):
        file = draw.choice(whole)
        path = tried.folder / "broken" / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(strange.altered(draw, file.read_bytes()))
        told = io.StringIO()
        try:
            with contextlib.redirect_stderr(told):
                report = load_files(
                    tried.home, caseloads.AUTHORITY, [path], received=None, period="2023-24", progress=quiet
                )
            ended.update(entry.status for entry in report.files)
            text = " ".join(report.lines())
        except Problem as refusal:
            ended["problem"] += 1
            text = str(refusal)
        except Exception as fault:
            wrong.append(f"{file.name}, file {number}: {type(fault).__name__}: {str(fault)[:200]}")
            continue
        wrong += [f"{file.name}, file {number} holds a trace" for _ in found.TRACE.findall(text)[:1]]
    print(f"{count} files: {dict(ended)}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
