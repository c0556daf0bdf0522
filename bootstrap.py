"""Sets up Sherwood's own environment beside this file and runs it: needs git's checkout and Python 3.11 or later, nothing else.

python3 bootstrap.py demo              a made-up county, loaded, built and served
python3 bootstrap.py test [ARGUMENT…]  the tests; arguments go to pytest
python3 bootstrap.py COMMAND …         any other sherwood command
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def main(arguments: list[str]) -> int:
    """Prepare the environment, then hand over to the tests or to sherwood."""
    if sys.version_info < (3, 11):
        print("Sherwood needs Python 3.11 or later; this is", sys.version.split()[0], file=sys.stderr)
        return 2
    testing = arguments[:1] == ["test"]
    prepare("dev.txt" if testing else "main.txt")
    if testing:
        return run(PYTHON, "-m", "pytest", *arguments[1:])
    return run(PYTHON, "-m", "sherwood.cli.main", *arguments)


def prepare(lock_name: str) -> None:
    """Make `.venv` and install what the lock file pins, unless that was already done from the same lock file."""
    lock = ROOT / "requirements" / lock_name
    mark = VENV / f"installed-{lock_name}"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    print("Preparing Sherwood's environment (about half a minute, once) …", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    install(lock)
    mark.write_text(wanted, encoding="ascii")


def install(lock: Path) -> None:
    """Install the pinned packages with uv, fetched by pip, or with pip alone where uv can't be had."""
    quiet = ("--quiet", "--disable-pip-version-check")
    if subprocess.run([PYTHON, "-m", "pip", "install", *quiet, "uv==0.13.9"], check=False).returncode == 0:
        pip = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    else:
        pip = [PYTHON, "-m", "pip", "install", *quiet]
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*pip, "--no-deps", "-e", ROOT], check=True)


def run(*command: str | Path) -> int:
    """Run a command in the foreground, in this folder's environment, and return its exit code."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    if os.name == "posix":
        os.execve(command[0], [str(part) for part in command], environment)  # so that Ctrl-C reaches Sherwood itself
    return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
