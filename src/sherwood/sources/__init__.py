"""Sources: room 1: lands the files a council holds, names every row and cell that could not be read, hands on landing tables."""

from sherwood.sources.erasing import Erased, erase_landed
from sherwood.sources.erasures import Erasure, Erasures
from sherwood.sources.errors import LandingError, MappingRefused, Refused
from sherwood.sources.landing.deliveries import Delivery, deliveries_of
from sherwood.sources.loading import load
from sherwood.sources.mapped import held_as, table_of
from sherwood.sources.problems import rejected
from sherwood.sources.proposing import Match, Proposal, propose
from sherwood.sources.recognising import every_table
from sherwood.sources.report import CellCounts, FileEntry, LoadReport, Problem, TableCounts
from sherwood.sources.staging.cover import belongs_to_period
from sherwood.sources.staging.stage import landing_name, stage
from sherwood.sources.submitted import submitted, submitted_periods

__all__ = [
    "CellCounts",
    "Delivery",
    "Erased",
    "Erasure",
    "Erasures",
    "FileEntry",
    "LandingError",
    "LoadReport",
    "MappingRefused",
    "Match",
    "Problem",
    "Proposal",
    "Refused",
    "TableCounts",
    "belongs_to_period",
    "deliveries_of",
    "erase_landed",
    "every_table",
    "held_as",
    "landing_name",
    "load",
    "propose",
    "rejected",
    "stage",
    "submitted",
    "submitted_periods",
    "table_of",
]
