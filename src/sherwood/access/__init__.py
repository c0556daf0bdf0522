"""Access: who may see what; hands on figures, lists and rows with the viewer's rights applied, and keeps the audit trail."""

from sherwood.access import viewers
from sherwood.access.asking import data_date, reference
from sherwood.access.emergency import opened_in_emergency
from sherwood.access.errors import AuditNotWritten, NotAllowed, UnknownColumn
from sherwood.access.events import FAULT_SAID, FILE_TAKEN, LINK_DECIDED, MAPPING_CONFIRMED, audited
from sherwood.access.facts import Facts, Listing
from sherwood.access.family import family_of
from sherwood.access.figures import aggregate, aggregate_sets
from sherwood.access.finding import Description, find
from sherwood.access.lists import listing
from sherwood.access.named import named
from sherwood.access.officers import persons_for, persons_of_records, team_of_record, teams_of_records
from sherwood.access.permissions import Permission, may, require
from sherwood.access.records import (
    is_record,
    person_for,
    read,
    records_of_person,
    records_open_to,
    rows_of_load,
    search,
)
from sherwood.access.scoping import NOT_KNOWN, scope
from sherwood.access.viewer import Viewer
from sherwood.access.whole_record import name_of, whole_record
from sherwood.store import NoWarehouse, Reader, StoreError

__all__ = [
    "FAULT_SAID",
    "FILE_TAKEN",
    "LINK_DECIDED",
    "MAPPING_CONFIRMED",
    "NOT_KNOWN",
    "AuditNotWritten",
    "Description",
    "Facts",
    "Listing",
    "NoWarehouse",
    "NotAllowed",
    "Permission",
    "Reader",
    "StoreError",
    "UnknownColumn",
    "Viewer",
    "aggregate",
    "aggregate_sets",
    "audited",
    "data_date",
    "family_of",
    "find",
    "is_record",
    "listing",
    "may",
    "name_of",
    "named",
    "opened_in_emergency",
    "person_for",
    "persons_for",
    "persons_of_records",
    "read",
    "records_of_person",
    "records_open_to",
    "reference",
    "require",
    "rows_of_load",
    "scope",
    "search",
    "team_of_record",
    "teams_of_records",
    "viewers",
    "whole_record",
]
