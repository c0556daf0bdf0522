"""Where a Sherwood home keeps its four stores; hands every room the folders it may use."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sherwood.definitions.errors import Problem

SECRET_BYTES = 32
NOT_FOR_OTHERS = 0o077


def keep_private() -> None:
    """Have every folder and file that this process makes from now on open to its owner alone; each program begins so."""
    os.umask(NOT_FOR_OTHERS)


@dataclass(frozen=True)
class Home:
    """The folder named by SHERWOOD_HOME.

    It holds inbox, landing, warehouse, pool, issued, office, council, secrets, logs, cache and backups, the list of erasures
    (`sources.erasures`) and the last seal of the audit trail (`office.sealing`); docs/operations says what of it to back up.
    """

    root: Path

    @classmethod
    def at(cls, path: str | Path | None = None) -> Home:
        """Return the home at `path`, else the one SHERWOOD_HOME names, else `./sherwood-data`."""
        return cls(Path(path or os.environ.get("SHERWOOD_HOME") or "sherwood-data").expanduser().resolve())

    @classmethod
    def existing(cls) -> Home:
        """Return the home as `at` does; raise Problem where there is none, so that only beginning and loading make one."""
        home = cls.at()
        if home.root.is_dir():
            return home
        raise Problem(f"there is no home at {home.root}: begin one with `sherwood init`, or set SHERWOOD_HOME")

    @property
    def inbox(self) -> Path:
        """Files waiting for the next refresh."""
        return self.root / "inbox"

    @property
    def council(self) -> Path:
        """The council's own settings and catalogue entries."""
        return self.root / "council"

    @property
    def office(self) -> Path:
        """What people write: accounts, grants, audit (SQLite by default)."""
        return self.root / "office.sqlite3"

    @property
    def logs(self) -> Path:
        """Technical logs, free of personal data."""
        return self.root / "logs"

    @property
    def cache(self) -> Path:
        """What can be thrown away at any time."""
        return self.root / "cache"

    @property
    def backups(self) -> Path:
        """The encrypted archives of `sherwood backup`, and copies of the office made before it was changed for a new version."""
        return self.root / "backups"

    @property
    def pool(self) -> Path:
        """Counts of several authorities, laid together; derived, and made anew at any time."""
        return self.root / "pool"

    def landing(self, authority: str) -> Path:
        """What arrived for one authority."""
        return self.root / "landing" / authority

    def warehouse(self, authority: str) -> Path:
        """What is derived for one authority: one file a build and the pointer to the current one."""
        return self.root / "warehouse" / authority

    def issued(self, authority: str) -> Path:
        """What Sherwood said on a date, append-only."""
        return self.root / "issued" / authority

    def lock(self, name: str) -> Path:
        """The lock file that lets only one process at a time do the thing called `name`."""
        return self.root / "cache" / f"{name}.lock"

    def secret(self, name: str) -> bytes:
        """Return the home's secret of that name, made on first use and readable by its owner alone."""
        path = self.root / "secrets" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = path.with_name(f"{name}.{secrets.token_hex(4)}")
            beside.touch(mode=0o600)
            beside.write_text(secrets.token_hex(SECRET_BYTES), encoding="ascii")
            _keep_first(beside, path)
        return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _keep_first(beside: Path, path: Path) -> None:
    """Give `beside` its final name unless another process was first."""
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            beside.replace(path)
        return
    finally:
        beside.unlink(missing_ok=True)
