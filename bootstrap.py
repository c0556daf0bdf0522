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
UV = "uv==0.13.9"
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
    """Install the pinned packages with uv, fetched by pip, or with pip alone where uv can't be had or can't reach the index.

    Either compiles them, and Sherwood is compiled after them, so that the first start is as quick as every other.
    """
    quiet = ("--quiet", "--disable-pip-version-check")
    by_pip = [PYTHON, "-m", "pip", "install", *quiet]
    # The system's certificates, since a council's proxy often signs with its own.
    uv_install = ("-m", "uv", "pip", "install", "--quiet", "--system-certs", "--compile-bytecode")
    by_uv = [PYTHON, *uv_install, "--python", PYTHON]
    has_uv = subprocess.run([*by_pip, UV], check=False).returncode == 0
    for installer in (by_uv, by_pip) if has_uv else (by_pip,):
        if installed_by(installer, lock):
            subprocess.run([PYTHON, "-m", "compileall", "-q", ROOT / "src"], check=False)
            return
    raise SystemExit(
        "Sherwood's packages could not be installed: see the message above, check the way to the package index, run again."
    )


def installed_by(installer: list[str | Path], lock: Path) -> bool:
    """Install the pinned packages, then Sherwood itself; tell whether both went well."""
    wanted = (["--require-hashes", "-r", lock], ["--no-deps", "-e", ROOT])
    return all(subprocess.run([*installer, *what], check=False).returncode == 0 for what in wanted)


def run(*command: str | Path) -> int:
    """Run a command in the foreground, in this folder's environment, and return its exit code."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    if os.name == "posix":
        os.execve(command[0], [str(part) for part in command], environment)  # so that Ctrl-C reaches Sherwood itself
    return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
