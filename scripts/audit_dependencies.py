"""Holds the pinned requirements, and what is installed, against a file of advisories that was brought here; asks no network.

    python scripts/audit_dependencies.py ADVISORIES [--requirements requirements/main.txt]

ADVISORIES is the archive of all advisories for PyPI in the Open Source Vulnerability format (a .zip of .json files), a folder of such
files, or one of them. Ends with exit code 1 if a pinned version is affected, 2 if the file holds no advisory at all.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


class Found(NamedTuple):
    """A pinned package that an advisory speaks of."""

    package: str
    version: str
    advisory: str
    summary: str
    fixed_in: str


def advisories(path: Path) -> Iterator[dict[str, Any]]:
    """Every advisory of a zip, a folder or a file that has not been withdrawn."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            texts = [archive.read(name) for name in archive.namelist() if name.endswith(".json")]
    else:
        texts = [file.read_bytes() for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    for text in texts:
        found = json.loads(text)
        yield from (each for each in (found if isinstance(found, list) else [found]) if "withdrawn" not in each)


def pinned(requirements: list[Path]) -> dict[str, str]:
    """Package and version of every pin."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in requirements)
    return {canonicalize_name(name): version for name, version in PIN.findall(text)}


def affected(pins: dict[str, str], known: Iterator[dict[str, Any]]) -> tuple[list[Found], int]:
    """The pins that an advisory speaks of, and how many advisories were read."""
    found, count = [], 0
    for advisory in known:
        count += 1
        for part in advisory.get("affected", ()):
            name = canonicalize_name(part.get("package", {}).get("name", ""))
            version = pins.get(name)
            if version and part["package"].get("ecosystem") == "PyPI" and is_affected(version, part):
                found.append(Found(name, version, advisory["id"], advisory.get("summary", ""), _fixed_in(part)))
    return sorted(set(found)), count


def is_affected(version: str, part: dict[str, Any]) -> bool:
    """Whether a version is listed, or lies in one of the ranges from an introduction to its fix."""
    if version in part.get("versions", ()):
        return True
    asked = _version(version)
    ranges = [each["events"] for each in part.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    return asked is not None and any(_lies_in(asked, events) for events in ranges)


def _lies_in(asked: Version, events: list[dict[str, str]]) -> bool:
    """Whether the last thing that happened up to this version is that the fault came in."""
    inside = False
    for kind, text in sorted(((k, v) for each in events for k, v in each.items()), key=_order):
        at = Version("0.dev0") if text == "0" else _version(text)
        if at is None:
            continue
        if kind == "introduced" and asked >= at:
            inside = True
        if (kind == "fixed" and asked >= at) or (kind == "last_affected" and asked > at):
            inside = False
    return inside


def _order(event: tuple[str, str]) -> tuple[Version, bool]:
    kind, text = event
    return (_version(text) or Version("0"), kind == "introduced")


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _fixed_in(part: dict[str, Any]) -> str:
    fixes = [each["fixed"] for kept in part.get("ranges", ()) for each in kept.get("events", ()) if "fixed" in each]
    return ", ".join(dict.fromkeys(fixes)) or "none yet"


def main() -> int:
    """Audit and tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("advisories", type=Path)
    options.add_argument("--requirements", type=Path, nargs="*", default=sorted((ROOT / "requirements").glob("*.txt")))
    chosen = options.parse_args()
    found, count = affected(pinned(chosen.requirements), advisories(chosen.advisories))
    for each in found:
        print(f"{each.package} {each.version}: {each.advisory}, mended in {each.fixed_in}. {each.summary}")
    print(f"{count:,} advisories read, {len(found):,} of them speak of what is pinned.")
    return 2 if not count else int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
