"""The office's tables, one subject a module; nothing outside this room sees them."""

from sherwood.office.models.access_token import AccessToken
from sherwood.office.models.account import Account, RoleHeld
from sherwood.office.models.attestation import Attestation
from sherwood.office.models.audit import AuditChild, AuditEvent, AuditSeal
from sherwood.office.models.emergency import EmergencyOpening, Notice
from sherwood.office.models.family import BatchNote, FamilyClaim, FamilyNote
from sherwood.office.models.fault import FaultNote
from sherwood.office.models.finding import FindingNote
from sherwood.office.models.flag import Flag, FlagAnswer
from sherwood.office.models.job_run import JobRun
from sherwood.office.models.linking import LinkDecision
from sherwood.office.models.own_views import DateNote, Opened, Pin, SavedView, Subscription
from sherwood.office.models.rights import Grant, RestrictedRecord
from sherwood.office.models.scenario import HubScenario
from sherwood.office.models.second_factor import RecoveryCode, SecondFactor
from sherwood.office.models.session import SignedInSession

__all__ = [
    "AccessToken",
    "Account",
    "Attestation",
    "AuditChild",
    "AuditEvent",
    "AuditSeal",
    "BatchNote",
    "DateNote",
    "EmergencyOpening",
    "FamilyClaim",
    "FamilyNote",
    "FaultNote",
    "FindingNote",
    "Flag",
    "FlagAnswer",
    "Grant",
    "HubScenario",
    "JobRun",
    "LinkDecision",
    "Notice",
    "Opened",
    "Pin",
    "RecoveryCode",
    "RestrictedRecord",
    "RoleHeld",
    "SavedView",
    "SecondFactor",
    "SignedInSession",
    "Subscription",
]
