"""The web: what may be said of a family, as the forms of its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from sherwood.access import Permission, Viewer, may
from sherwood.cohorts.attached import CONDITIONS
from sherwood.cohorts.desk import FamilyDesk
from sherwood.cohorts.standing import GIVEN, REFUSED
from sherwood.office import family_words as kinds
from sherwood.reports.families.words import family_label

Context = dict[str, Any]
FIELDS = ("kind", "words", "subject", "day", "opened", "worker", "agreement", "condition")
# Which field of the form says what a word is about.
SUBJECTS = {kinds.ALLOCATED: "worker", kinds.AGREEMENT: "agreement", kinds.CONDITION: "condition"}
DECIDE = ((kinds.ACCEPTED, "Accept"), (kinds.DECLINED, "Decline"), (kinds.DEFERRED, "Decide later"))
RECORD = (
    (kinds.GATEWAY, "The lawful gateway under which records were matched"),
    (kinds.AGREEMENT, "Whether the family agrees to be worked with"),
    (kinds.ALLOCATED, "The key worker"),
    (kinds.ATTACHED, "That the family is attached to the programme"),
    (kinds.CONDITION, "A way of working that is in place"),
    (kinds.OUTCOME, "That the outcome of a problem or need was reached, and since when"),
    (kinds.ANOTHER, "Why it is another family than one whose result was claimed at its address"),
    (kinds.NOMINATED, "That a professional names the family"),
    (kinds.CHALLENGED, "That the family challenges what is recorded"),
    (kinds.ANSWERED, "The answer to the family's challenge"),
    (kinds.CLOSED, "That work with the family has ended"),
    (kinds.COMMENT, "A comment"),
)
GATEWAYS = (
    "Digital Economy Act 2017, section 35",
    "Welfare Reform Act 2012, section 131",
    "Children Act 2004, sections 10 and 11",
    "Crime and Disorder Act 1998, section 115",
)


def link(key: str) -> Context:
    """The way to a family's page."""
    return {"title": family_label(key), "href": reverse("family", args=(key,))}


def forms(desk: FamilyDesk, viewer: Viewer, given: Mapping[str, str]) -> Context:
    """What the viewer may say of this family now, with what they had already written."""
    key = desk.row["family_key"]
    decides = may(viewer, Permission.FAMILIES_DECIDE)
    record = RECORD if decides else tuple(each for each in RECORD if each[0] in {kinds.CONDITION, kinds.COMMENT})
    return {
        "decides": decides,
        "record_href": reverse("family_record", args=(key,)),
        "names_href": "" if desk.names else reverse("family_names", args=(key,)),
        "sheet_hrefs": [
            {"title": f"Download as {title}", "href": reverse("family_sheet", args=(key, form))}
            for form, title in (("docx", "Word"), ("pdf", "PDF"))
        ]
        if may(viewer, Permission.FAMILIES_ASSESS)
        else [],
        "opened": given.get("opened") or dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "given": given,
        "decide": _radios(DECIDE, given),
        "record": _radios(record, given),
        "gateways": GATEWAYS,
        "answers": [{"value": GIVEN, "text": "Given"}, {"value": REFUSED, "text": "Refused"}],
        "conditions": CONDITIONS,
        "workers": [
            {"value": each.account_id, "text": f"{each.name}: {each.families} families, room for {each.room}"}
            for each in desk.key_workers
        ],
    }


def _radios(options: tuple[tuple[str, str], ...], given: Mapping[str, str]) -> list[Context]:
    return [{"value": kind, "label": label, "checked": given.get("kind") == kind} for kind, label in options]
