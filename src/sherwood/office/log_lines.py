"""The office's log lines: one line a record, UTC, with control characters escaped so that nobody can forge a line."""

from __future__ import annotations

import logging
import time


class OneLine(logging.Formatter):
    """Writes `2021-03-19T06:10:00Z LEVEL logger message`; never a traceback, whose text may hold data (ASVS 16.2.5)."""

    def __init__(self) -> None:
        self.converter = time.gmtime
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def formatException(self, ei: object) -> str:  # noqa: N802 - the standard library's name
        """No traceback: the record's own words say where the fault is."""
        return ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record on one line, control characters escaped (ASVS 16.4.1)."""
        line = super().format(record).rstrip("\n")
        return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line)
