"""Room 5: a report, a period and a viewer become a neutral document tree that every output renders."""

from sherwood.reports.assemble import UnreadableFilter, assemble, children_of, desk_for, may_open
from sherwood.reports.desk import Desk, sees_official_alone
from sherwood.reports.document import Document
from sherwood.reports.home import NO_FIGURES, home
from sherwood.reports.journey import journey
from sherwood.reports.request import ReportRequest

__all__ = [
    "NO_FIGURES",
    "Desk",
    "Document",
    "ReportRequest",
    "UnreadableFilter",
    "assemble",
    "children_of",
    "desk_for",
    "home",
    "journey",
    "may_open",
    "sees_official_alone",
]
