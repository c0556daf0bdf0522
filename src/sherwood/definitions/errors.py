"""What is wrong with the input, the data or the settings, in words the person at the keyboard can act on."""

from __future__ import annotations

from collections.abc import Iterable


class Problem(Exception):
    """Something a person can put right; the message says what and how. Commands end with exit code 1, pages say it plainly."""


class CatalogueError(Problem):
    """One or more entries cannot be used; each problem names the file, the key and the remedy."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))
