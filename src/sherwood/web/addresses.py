"""The web: the shapes of what may stand in an address: catalogue names and opaque record keys, nothing else."""

from __future__ import annotations


class Name:
    """A folder or entry of the catalogue."""

    regex = "[a-z0-9_]+"

    def to_python(self, value: str) -> str:
        """Return the name as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name as it stands."""
        return value


class RecordKey(Name):
    """An opaque record key: 26 characters of lower-case base32. Anything else is no address at all."""

    regex = "[a-z2-7]{26}"


class FileKey(Name):
    """The first characters of a file's sha256, for its name may hold what belongs in no address."""

    regex = "[0-9a-f]{16}"
