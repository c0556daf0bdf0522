"""The web: one record at fault as its page shows it: what is wrong, what to do, who can, and what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from sherwood.office.faults import NOT_AN_ERROR, OPEN, SAID_FIXED
from sherwood.reports.desk import Desk
from sherwood.reports.labels import organisation_label
from sherwood.reports.record_words import SEVERITIES, STATES, WHO, Said, in_words, state_words
from sherwood.reports.words import day, initials_label
from sherwood.web.presenters.links import child

Context = dict[str, Any]
ASKED = {
    SAID_FIXED: "It is fixed in the system it came from",
    NOT_AN_ERROR: "It is no error, for this reason",
    OPEN: "It is still open",
}


def one(desk: Desk, fault: Mapping[str, Any], said: Sequence[Said]) -> Context:
    """Return the context of a fault's page."""
    rule = fault["of"]
    return {
        "facts": [
            {"name": "What is recorded", "text": in_words(fault["told"])},
            {"name": "Day", "text": day(fault["fault_date"])},
            {"name": "Child", "text": initials_label(fault["record_key"]), "href": child(fault["record_key"])},
            {"name": "What to do", "text": rule["remedy"]},
            {"name": "Who can mend it", "text": WHO[rule["who"]]},
            {"name": "How grave", "text": SEVERITIES[rule["severity"]]},
            {"name": "Worker", "text": organisation_label(desk, "worker", fault["worker_id"])},
            {"name": "Team", "text": organisation_label(desk, "team", fault["team_id"])},
            {"name": "State", "text": state_words(said[-1] if said else None)},
        ],
        "said": [_said(each) for each in said],
        "states": [{"value": value, "label": label} for value, label in ASKED.items()],
        "say_href": reverse("fault_say", args=[fault["fault_key"]]),
    }


def _said(each: Said) -> Context:
    """What somebody said, when, and that the next file did not bear it out where it did not."""
    word = STATES.get(each.state, "Said fixed, still found")
    return {"state": word, "words": each.words, "by": each.by, "at": f"{each.at:%d %B %Y}"}
