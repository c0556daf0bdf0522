"""Identity: every record that a landed row names gets its opaque key, and the key of the person it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.identity import outcome
from sherwood.identity.clusters import Clusters, Join
from sherwood.identity.matching import Matching
from sherwood.identity.packaged import weights
from sherwood.identity.persons import FeedTold, Groups, gather, groups_of, numbers_with_leading_zeros
from sherwood.identity.records import adoption_orders, hear, key_records, landed_tables
from sherwood.identity.said import Telling, tellings
from sherwood.identity.scoring import NODES, PAIRS, handed_on
from sherwood.store import Build, Reader, Scratch
from sherwood.store import scratch as scratch_of
from sherwood.vocabulary.collecting import uncollected

Progress = Callable[[str, str, int, int], None]

KEYED_BY = "record-keys"
FINGERPRINT_LENGTH = 16
DECIDED = "decided"


class Decision(NamedTuple):
    """What a named person decided of two records: that they are one person, or that they never are."""

    record_key: str
    other_record_key: str
    is_same: bool


def _say_nothing(stage: str, item: str, done: int, total: int) -> None:
    """Report no progress."""


def link(
    build: Build,
    home: Home,
    authority: str,
    progress: Progress = _say_nothing,
    *,
    decisions: Sequence[Decision] = (),
    hidden: frozenset[str] = frozenset(),
    before: Reader | None = None,
) -> list[str]:
    """Write which records of all feeds are one person, why, what is left for a person to decide and what changed since `before`.

    Any landed row makes its child a record, whatever its table. Records of one numbering with one number are one person; the others
    are matched by what the catalogue says identifies them. `person_record` holds people whom the council works with and all their
    records, `matching_store` the rest, whom no page may name. The addresses of `hidden` record keys are never used. Returns what a
    person should know about the numbers, without naming any.
    """
    with uncollected():
        return _linked(build, home, authority, progress, decisions, hidden, before)


def _linked(
    build: Build,
    home: Home,
    authority: str,
    progress: Progress,
    decisions: Sequence[Decision],
    hidden: frozenset[str],
    before: Reader | None,
) -> list[str]:
    feeds = load_catalogue(home.council).feeds
    landed = landed_tables(build)
    progress_of_link = lambda item, done, total: progress("link", item, done, total)  # noqa: E731
    for table in outcome.shapes():
        outcome.write(build, table, ())
    with scratch_of(build) as scratch:
        hear(scratch, landed, progress_of_link)
        key_records(scratch, home.secret(KEYED_BY), authority, hidden=hidden, before=before)
        groups = gather(scratch, map(FeedTold.of, feeds.values()), adoption_orders(feeds, landed))
        linking = _Linking(build, scratch, authority, groups, before)
        linking.decide(decisions)
        if groups.has_strangers:
            progress("link", "match", 0, 1)
            linking.match(list(tellings(feeds, landed)))
        linking.hand_on()
        unlike = numbers_with_leading_zeros(scratch)
    changed = outcome.events(outcome.moved_since(build, before))
    outcome.write(build, outcome.EVENT, ((authority, *each) for each in changed))
    progress("link", outcome.PERSON_RECORD, 1, 1)
    if not unlike:
        return []
    times = "1 child's number is" if unlike == 1 else f"{unlike:,} children's numbers are"
    return [f"{times} written both with and without leading zeros: they were kept apart, as different children"]


def secret_fingerprint(home: Home) -> str:
    """Tell one home's secret from another's without giving it away: another secret makes other keys."""
    return hashlib.sha256(b"fingerprint of " + home.secret(KEYED_BY)).hexdigest()[:FINGERPRINT_LENGTH]


@dataclass
class _Linking:
    """One build's groups of records on their way to people."""

    build: Build
    scratch: Scratch
    authority: str
    groups: Groups
    before: Reader | None
    clusters: Clusters = field(init=False)
    decided_apart: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clusters = Clusters(self.groups)

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Let what people decided come first: what they parted stays parted, then what they joined is one."""
        group_of = groups_of(self.scratch, {key for each in decisions for key in each[:2]})
        known = [each for each in decisions if each.record_key in group_of and each.other_record_key in group_of]
        for each in sorted(known, key=lambda decision: decision.is_same):
            one, other = group_of[each.record_key], group_of[each.other_record_key]
            if each.is_same:
                self.clusters.join(Join(one, other, DECIDED), decided=True)
            else:
                self.clusters.part(one, other)
                self.decided_apart.append((one, other))

    def match(self, told: Sequence[Telling]) -> None:
        """Find the records without a common number that are one person."""
        matching = Matching(self.scratch)
        if not matching.prepare(told):
            return
        matching.agree(self.clusters)
        matching.score(self.clusters, self.before)
        matching.decide(self.clusters)
        self._write_review(matching)
        nodes, pairs = handed_on(self.scratch)
        self.build.insert_arrow(NODES, nodes)
        self.build.insert_arrow(PAIRS, pairs)

    def hand_on(self) -> None:
        """Write who is who, and why."""
        outcome.place(self.scratch, self.authority, self.clusters)
        for table, is_involved in ((outcome.PERSON_RECORD, True), (outcome.MATCHING_STORE, False)):
            self.build.insert_arrow(table, outcome.placed(self.scratch, is_involved=is_involved))
        self.build.insert_arrow(outcome.EXPLAINED, outcome.explained(self.scratch, self.clusters))

    def _write_review(self, matching: Matching) -> None:
        """Write the queue: pairs of which one at least is of somebody the council works with, and whom nobody has said to be two people."""
        rows: list[tuple[Any, ...]] = []
        involved = set(np.unique(self.clusters.roots()[self.groups.is_involved]).tolist())
        settled = {self._persons(one, other) for one, other in self.decided_apart}
        for one, other, stopped, pair in matching.unsure(self.clusters):
            two = self._persons(one, other)
            if two not in settled and two & involved:
                keys = self.groups.key(one), self.groups.key(other)
                told = pair["match_probability"], pair["match_weight"], stopped, pair["rarity"]
                rows.append((self.authority, *keys, *told, *(pair[name] for name in weights())))
        outcome.write(self.build, outcome.REVIEW, sorted(rows, key=lambda row: (str(row[1]), str(row[2]))))

    def _persons(self, one: int, other: int) -> frozenset[int]:
        return frozenset((self.clusters.find(one), self.clusters.find(other)))
