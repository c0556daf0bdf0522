"""Which files a folder of dated drops holds for one feed, earliest first; what lies below `truth` is never opened."""

import re
from datetime import date
from pathlib import Path

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def files(folder: Path, feed: str, ending: str) -> list[tuple[date, Path]]:
    """The day each file was received and the file."""
    found = []
    for path in sorted(folder.rglob(f"*{ending}")):
        parts = path.relative_to(folder).parts
        if "truth" in parts or feed not in parts:
            continue
        named = [part for part in (*parts, folder.name) if DAY.fullmatch(part)]
        found.append((date.fromisoformat(named[0]), path))
    return sorted(found)
