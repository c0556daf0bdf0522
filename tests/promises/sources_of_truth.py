"""What the promises are checked on: the files that are, or would be, kept in the repository."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sherwood"
PACKAGE_FILES = sorted(SOURCE.rglob("*.py"))
VENDORED = SOURCE / "web" / "static" / "sherwood" / "vendor"


def kept_files():
    """Every file that git keeps or would keep: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = (ROOT / name for name in listed.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def written_here(path):
    """Whether a file was written for Sherwood, and not vendored or locked."""
    return VENDORED not in path.parents and path.parent.name != "requirements" and path.name != "package-lock.json"


def text_of(path):
    """A file's text, or nothing where it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
