"""Access: what a viewer may not do, in words that give nothing away about any child."""

from sherwood.definitions.errors import Problem


class NotAllowed(Problem):
    """The viewer's roles do not include what was asked; the message names the permission, never a child."""


class UnknownColumn(Problem):
    """A column, breakdown or table was asked for that its declaration does not have; the message lists what there is."""


class AuditNotWritten(Problem):
    """The audit trail could not be written, so nothing about a child was shown."""
