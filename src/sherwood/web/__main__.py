"""The web: serves the home that SHERWOOD_HOME names; `sherwood serve` and `sherwood demo` hand over to it."""

from __future__ import annotations

import argparse
import sys

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home, keep_private
from sherwood.web.server import serve


def main() -> int:
    """Serve until stopped; print the address once the site listens. Returns 1, with a message, where it can't be served."""
    parser = argparse.ArgumentParser(prog="sherwood serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    keep_private()
    try:
        serve(Home.at(), host=asked.host, port=asked.port, workers=asked.workers, on_ready=_announce)
    except (Problem, OSError) as problem:
        sys.stderr.write(f"sherwood: {problem}\n")
        return 1
    return 0


def _announce(address: str) -> None:
    """Print the address at once, also into a pipe."""
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
