"""Keeps the details of a fault where a maintainer finds them, without the values that were being worked on."""

from __future__ import annotations

import datetime as dt
import secrets
import traceback
from pathlib import Path

from sherwood.definitions.home import Home


def report_fault(error: BaseException) -> str:
    """Write where the fault arose to the home's log; return `FILE, reference R`, or why it could not be written.

    Messages may hold data, so only types and places are kept.
    """
    reference = secrets.token_hex(4)
    file = Home.at().logs / "faults.log"
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    stamp = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    lines = [f"{stamp} {reference} {type(error).__module__}.{type(error).__name__}", *places, ""]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write("\n".join(lines))
    except OSError as unwritable:
        return f"no log, because {file} can't be written ({unwritable.strerror}); reference {reference}"
    return f"{file}, reference {reference}"
