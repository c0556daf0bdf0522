"""Job: a copy of what can't be derived, encrypted for a key that is kept elsewhere; checked, and put back without the people erased."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyrage

from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.jobs.erase import finish_erasures
from sherwood.jobs.progress import Progress
from sherwood.sources import Erasures
from sherwood.sources.erasures import ERASURES_FILE

RECIPIENT = "backup-recipient"
CONTENTS = "contents.json"
OFFICE = "office.sqlite3"
# What is derived is left out: rows are read again from files, the warehouse is built from rows.
KEPT = ("council", "issued", "secrets")
LANDED = ("files", "deliveries")


class BackupFailed(Problem):
    """A backup could not be made, read or put back; the message says why, and nothing was changed."""


@dataclass(frozen=True)
class Verified:
    """What a backup holds: when it was made, by which version, its files and their size in bytes."""

    made_at: str
    version: str
    files: int
    size: int


def new_key(home: Home) -> str:
    """Make the pair of keys for backups: the home keeps the half that writes; the half that reads is returned, once."""
    identity = pyrage.x25519.Identity.generate()
    target = home.root / "secrets" / RECIPIENT
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.write_text(f"{identity.to_public()}\n", encoding="utf-8")
    return str(identity)


def back_up(home: Home, at: dt.datetime) -> Path:
    """Write one encrypted archive of settings, secrets, office, what landed and what was issued, into the home's backups.

    This machine can write it and not read it. Raises BackupFailed without a key.
    """
    recipient = home.root / "secrets" / RECIPIENT
    if not recipient.exists():
        raise BackupFailed(
            "there is no key for backups yet: `sherwood backup --new-key` makes one and prints the half to keep elsewhere"
        )
    home.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = home.backups / f"sherwood-{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.tar.age"
    public = pyrage.x25519.Recipient.from_str(recipient.read_text(encoding="utf-8").strip())
    with tempfile.TemporaryDirectory(dir=home.backups, prefix=".making-") as work:
        plain, sealed = Path(work) / "plain.tar", Path(work) / "sealed"
        _pack(home, plain, Path(work), at)
        pyrage.encrypt_file(str(plain), str(sealed), [public])
        sealed.chmod(0o600)
        sealed.replace(target)
    return target


def verify(file: Path, identity: str) -> Verified:
    """Open a backup and hold every file in it against what was written down when it was made; raises BackupFailed."""
    with tempfile.TemporaryDirectory() as work:
        return _checked(_opened(file, identity, Path(work)))


def restore(home: Home, file: Path, identity: str, *, progress: Progress, erasures: Path | None = None) -> list[str]:
    """Put a backup into an empty home, erase again everybody who was erased since it was made, and build; returns what was done.

    `erasures` is a later copy of the file of erasures, kept beside the backups. Raises BackupFailed where the home holds anything that
    the backup would replace.
    """
    held = [name for name in (*KEPT, "landing", OFFICE) if (home.root / name).exists()]
    if held:
        raise BackupFailed(
            f"{home.root} already holds {', '.join(held)}: restore into an empty home, or move them aside"
        )
    home.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.root, prefix=".restoring-") as work:
        opened = _opened(file, identity, Path(work))
        about = _checked(opened)
        (opened / CONTENTS).unlink()
        later = home.root / ERASURES_FILE
        held_back = later.read_bytes() if later.exists() else b""
        for each in sorted(opened.iterdir()):
            shutil.move(str(each), str(home.root / each.name))
    said = [f"Restored {about.files:,} files of {about.made_at}."]
    said += _trail(home)
    known = Erasures.of(home)
    added = _taken_over(known, held_back, home) + (known.take_over(erasures) if erasures else 0)
    if added:
        said.append(f"{added} erasures are later than the backup and are done again.")
    for folder in sorted((home.root / "landing").iterdir()) if (home.root / "landing").is_dir() else ():
        gone = finish_erasures(home, folder.name, progress=progress)
        said.append(f"{folder.name}: {gone.rows:,} rows of people who were erased were taken out again.")
    return said


def _trail(home: Home) -> list[str]:
    """Check the audit trail that was put back; it is the whole from now on, unless something in it was changed."""
    if not home.office.exists():
        return []
    from sherwood.office import setup, trail_check

    if not setup.is_migrated(home):
        return ["The office is of an older version: run `sherwood upgrade`, then `sherwood audit verify`."]
    found = trail_check.restored()
    if found.is_whole:
        return [f"The audit trail is whole: {found.entries:,} entries."]
    return [f"The audit trail is broken: {found.what}. `sherwood audit verify` says it again."]


def _taken_over(known: Erasures, content: bytes, home: Home) -> int:
    """Add the erasures the home had before the backup was put into it."""
    if not content:
        return 0
    with tempfile.TemporaryDirectory(dir=home.root) as work:
        copy = Path(work) / ERASURES_FILE
        copy.write_bytes(content)
        return known.take_over(copy)


def _pack(home: Home, target: Path, work: Path, at: dt.datetime) -> None:
    office = _office_copy(home, work, at)
    listed: dict[str, str] = {}
    with tarfile.open(target, "w") as archive:
        for name, path in [*_files(home), *([(OFFICE, office)] if office else [])]:
            listed[name] = _sha256(path)
            archive.add(path, name, recursive=False)
        contents = work / CONTENTS
        about = {"made_at": at.astimezone(dt.UTC).isoformat(), "version": version("sherwood"), "files": listed}
        contents.write_text(json.dumps(about), encoding="utf-8")
        archive.add(contents, CONTENTS)


def _office_copy(home: Home, work: Path, at: dt.datetime) -> Path | None:
    """A whole copy of the office, made while others use it; none where there is none, or where it is on a server of its own."""
    if not home.office.exists():
        return None
    from sherwood.office import backups

    return backups.back_up(home, at).replace(work / OFFICE)


def _files(home: Home) -> Iterator[tuple[str, Path]]:
    """Yield each file to keep with its name in the archive."""
    places = [home.root / name for name in KEPT]
    landing = home.root / "landing"
    if landing.is_dir():
        places += [each / part for each in sorted(landing.iterdir()) for part in LANDED]
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(home.root).as_posix(), path
    if (home.root / ERASURES_FILE).exists():
        yield ERASURES_FILE, home.root / ERASURES_FILE


def _opened(file: Path, identity: str, work: Path) -> Path:
    plain, folder = work / "plain.tar", work / "opened"
    try:
        pyrage.decrypt_file(str(file), str(plain), [pyrage.x25519.Identity.from_str(identity.strip())])
        with tarfile.open(plain) as archive:
            archive.extractall(folder, filter="data")
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise BackupFailed(f"{file.name} can't be opened with this key: {error}") from error
    except (OSError, tarfile.TarError) as error:
        raise BackupFailed(f"{file.name} can't be read: {error}") from error
    plain.unlink()
    return folder


def _checked(folder: Path) -> Verified:
    """Hold what was unpacked against its list; raises BackupFailed naming the first file that is missing or other than it was."""
    try:
        about = json.loads((folder / CONTENTS).read_bytes())
    except (OSError, ValueError) as error:
        raise BackupFailed("the backup holds no list of its contents: it was cut short, or is another file") from error
    size = 0
    for name, digest in about["files"].items():
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise BackupFailed(f"'{name}' is missing from the backup, or is not what was put in: use another one")
        size += path.stat().st_size
    return Verified(about["made_at"], about["version"], len(about["files"]), size)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
