"""Job: what people said of records at fault, told of the faults of the build that is read, and kept."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sherwood.access import (
    FAULT_SAID,
    Permission,
    Viewer,
    audited,
    data_date,
    listing,
    persons_for,
    reference,
    require,
)
from sherwood.definitions.home import Home
from sherwood.jobs.figures import viewer_at_keyboard
from sherwood.jobs.quality_store import RECORDS
from sherwood.office.presence import has_accounts
from sherwood.quality import Finding, RuleResult, fault_key
from sherwood.reports.questions import FAULT_DETAILS
from sherwood.reports.questions import faults as faults_asked
from sherwood.reports.record_words import SAID_FIXED, STILL_FOUND, Said
from sherwood.store import Reader

MOST_ROWS = 1_000_000


def said_of(home: Home, reader: Reader, authority: str) -> dict[str, Said]:
    """The latest word on each fault, by the key the fault has in this build."""
    return {key: told[-1] for key, told in histories(home, reader, authority).items()}


def histories(home: Home, reader: Reader, authority: str) -> dict[str, list[Said]]:
    """All that was said of each fault, the oldest first, by the key the fault has in this build.

    What was said fixed before a file of the same feed came that still holds it is *still found*, and waits again.
    """
    if not has_accounts(home):
        return {}
    # Django is loaded only where there are accounts.
    from sherwood.office import setup

    setup.prepare(home)
    from sherwood.office import faults

    everything = faults.everything_said()
    persons = persons_for(reader, authority, {each.fault.record_key for each in everything})
    newest = _newest(reader)
    found: dict[str, list[Said]] = defaultdict(list)
    for each in everything:
        fault = each.fault
        if fault.record_key in persons:
            key = fault_key(fault.rule, persons[fault.record_key], fault.subject)
            came = newest.get(fault.feed, dt.date.min)
            is_stale = each.state == SAID_FIXED and came > each.at.date()
            found[key].append(Said(STILL_FOUND if is_stale else each.state, each.words, each.by, each.at))
    return found


def say(viewer: Viewer, fault: Mapping[str, Any], state: str, words: str) -> None:
    """Keep what the viewer says of a fault that they were shown, written to the audit trail first.

    Raises NotAllowed for who may see no lists of children, AuditNotWritten, ValueError for an unknown state.
    """
    require(viewer, Permission.CHILDREN_LIST)
    from sherwood.office import faults

    named = faults.Fault(fault["rule"], fault["record_key"], fault["subject"], fault["feed"])
    audited(viewer, FAULT_SAID, (named.record_key,), {"of": named.rule, "state": state})
    faults.say(viewer.account_id, named, state, words)


def record_results(home: Home, authority: str, as_user: str | None = None) -> list[RuleResult]:
    """What each rule of records found in the build people read, among the children that the person at the keyboard may open.

    Raises NotAllowed, Problem where the home has accounts and none is named, StoreError before the first build.
    """
    reader = Reader.current(home, authority)
    viewer = viewer_at_keyboard(home, authority, as_user)
    day = data_date(reader, authority)
    columns = ("source_id", "rule", "fault_key", *FAULT_DETAILS)
    rows = listing(reader, faults_asked(day, viewer.feeds), viewer, None, columns, MOST_ROWS, reason=RECORDS).rows
    found: dict[str, list[Finding]] = defaultdict(list)
    for row in rows:
        found[row["rule"]].append(Finding(row["table_name"], row["place"], row["source_id"], row["told"]))
    told = ("rule", "title", "severity", "remedy", "state", "why")
    return [
        RuleResult(rule, RECORDS, title, severity, remedy, state, why, tuple(found[rule]))
        for rule, title, severity, remedy, state, why in (
            tuple(each[name] for name in told) for each in reference(reader, "record_rule", told)
        )
    ]


def _newest(reader: Reader) -> dict[str, dt.date]:
    """The day on which the newest file of each feed in a build was received."""
    found: dict[str, dt.date] = {}
    for each in reader.manifest["deliveries"]:
        received = dt.date.fromisoformat(each["received"])
        found[each["feed"]] = max(received, found.get(each["feed"], received))
    return found
