"""A process that loads and builds in children of its own, each in its own process group, and stops where it is told to.

It is started once, so that no child spends its life importing. On standard input it takes the place of the step to stop
at (0 is the first; none: run to the end). It answers with a line for each step the child comes to, `waiting` where the
child stopped, and `ended` with its exit status once the child is gone, however it went.

    python -m tests.support.killable HOME AUTHORITY FOLDER RECEIVED
"""

import datetime as dt
import os
import sys
import time
from pathlib import Path

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.jobs.build import build
from sherwood.jobs.load import load_files

NEVER = "none"
LONGER_THAN_ANY_TEST = 600


def say(words):
    print(words, flush=True)


def load_and_build(home, authority, folder, received, stop_at):
    """Land and build what came, telling each step; wait for the end at the step asked for."""
    steps = iter(range(1_000_000))

    def progress(stage, item, done, total):
        say(f"step {stage}|{Path(item).name}|{done}")
        if str(next(steps)) == stop_at:
            say("waiting")
            time.sleep(LONGER_THAN_ANY_TEST)

    load_files(home, authority, [folder], received=received, period=None, progress=progress)
    build(home, authority, progress=progress)


def child(home, authority, folder, received, stop_at):
    """Do the work as the leader of a new process group."""
    os.setsid()
    say(f"pid {os.getpid()}")
    load_and_build(home, authority, folder, received, stop_at)
    os._exit(0)


def main(root, authority, folder, received):
    home = Home.at(root)
    load_catalogue(home.council)
    say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            child(home, authority, Path(folder), dt.date.fromisoformat(received), line.strip())
        _, status = os.waitpid(pid, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
