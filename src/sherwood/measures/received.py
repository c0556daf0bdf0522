"""Measures: says of figures of the front door by team whose work a contact is: the hub's, another team's, or nobody's."""

from __future__ import annotations

from sherwood.access import Reader, Viewer
from sherwood.access.hub import RECEIVED_BY, hubs_of
from sherwood.definitions.catalogue import Catalogue
from sherwood.measures.points import Question

OF_HUB = (
    "A contact is the work of the hub that received it; another team counts those about children whom it already had."
)
NO_HUB = (
    "The council's settings name no hub, so that what came in at the front door and was allocated to nobody is no team's: a team or"
    " service sees what it holds, the county all of it."
)
_OF_TEAMS = ("team", "service", "team_today", "service_today", "worker")
# Of referrals the hub has those alone that nobody else had.
_REFERRAL = "referral"


def received_words(reader: Reader, catalogue: Catalogue, viewer: Viewer, question: Question) -> tuple[str, ...]:
    """What a reader must know of a figure of the front door that is of teams or workers; nothing of any other figure."""
    is_of_teams = not viewer.county or any(name in (*question.by, *question.where) for name in _OF_TEAMS)
    if not is_of_teams or RECEIVED_BY not in catalogue.table(question.measure.counts).columns:
        return ()
    if not hubs_of(reader).service_of:
        return (NO_HUB,)
    return () if question.measure.counts == _REFERRAL else (OF_HUB,)
