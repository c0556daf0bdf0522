"""What the office can refuse, in words that the person in front of it can act on."""

from sherwood.definitions.errors import Problem


class OfficeError(Problem):
    """Something asked of the office cannot be done; the message says what and what to do."""


class AccountRefused(OfficeError):
    """An account cannot be made or changed: the name is taken, the password is too weak, or a role has no dates."""


class OfficeNotReady(OfficeError):
    """The office database is missing, or older than this version of Sherwood."""


class MigrationFailed(OfficeError):
    """The office database could not be brought up to date."""


class AuditUnavailable(OfficeError):
    """The audit trail cannot be written, so nothing about a child may be shown (web notes, section 5: fail closed)."""
