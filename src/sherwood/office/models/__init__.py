"""The office's tables, one subject a module; nothing outside this room sees them."""

from sherwood.office.models.account import Account, RoleHeld
from sherwood.office.models.attestation import Attestation
from sherwood.office.models.audit import AuditChild, AuditEvent, AuditSeal
from sherwood.office.models.emergency import EmergencyOpening, Notice
from sherwood.office.models.family import BatchNote, FamilyClaim, FamilyNote
from sherwood.office.models.finding import FindingNote
from sherwood.office.models.job_run import JobRun
from sherwood.office.models.linking import LinkDecision
from sherwood.office.models.rights import Grant, RestrictedRecord
from sherwood.office.models.second_factor import RecoveryCode, SecondFactor
from sherwood.office.models.session import SignedInSession

__all__ = [
    "Account",
    "Attestation",
    "AuditChild",
    "AuditEvent",
    "AuditSeal",
    "BatchNote",
    "EmergencyOpening",
    "FamilyClaim",
    "FamilyNote",
    "FindingNote",
    "Grant",
    "JobRun",
    "LinkDecision",
    "Notice",
    "RecoveryCode",
    "RestrictedRecord",
    "RoleHeld",
    "SecondFactor",
    "SignedInSession",
]
