"""Identity: every record that a landed row names gets its opaque key, and the key of the person it belongs to."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Feed
from sherwood.identity import outcome
from sherwood.identity.clusters import Clusters, Join, Standing
from sherwood.identity.matching import Matching
from sherwood.identity.outcome import Placed
from sherwood.identity.packaged import weights
from sherwood.identity.persons import (
    Record,
    first_of,
    is_known,
    key_of,
    numbered_alike,
    numbers_with_leading_zeros,
)
from sherwood.identity.records import adoption_orders, landed_tables, records_of
from sherwood.identity.said import tellings
from sherwood.identity.scoring import NODES, PAIRS, handed_on
from sherwood.store import Build, Reader
from sherwood.store import scratch as scratch_of

Progress = Callable[[str, str, int, int], None]

KEYED_BY = "record-keys"
FINGERPRINT_LENGTH = 16
SAME_NUMBER, DECIDED = "same number", "decided"


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
    numberings = {feed.id: feed.numbering for feed in feeds.values() if feed.numbering}
    landed = landed_tables(build)
    progress_of_link = lambda item, done, total: progress("link", item, done, total)  # noqa: E731
    records = list(records_of(build, home.secret(KEYED_BY), authority, landed, progress_of_link))
    linking = _Linking(build, authority, feeds, numberings, numbered_alike(records, numberings), before)
    linking.decide(decisions)
    linking.match(hidden, lambda item: progress("link", item, 0, 1))
    linking.hand_on()
    progress("link", outcome.PERSON_RECORD, 1, 1)
    unlike = numbers_with_leading_zeros(records, numberings)
    if not unlike:
        return []
    times = "1 child's number is" if unlike == 1 else f"{unlike:,} children's numbers are"
    return [f"{times} written both with and without leading zeros: they were kept apart, as different children"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python look for no circles among millions of records that form none: it would go through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def secret_fingerprint(home: Home) -> str:
    """Tell one home's secret from another's without giving it away: another secret makes other keys."""
    return hashlib.sha256(b"fingerprint of " + home.secret(KEYED_BY)).hexdigest()[:FINGERPRINT_LENGTH]


@dataclass
class _Linking:
    """One build's records on their way to people."""

    build: Build
    authority: str
    feeds: Mapping[str, Feed]
    numberings: Mapping[str, str]
    groups: list[list[Record]]
    before: Reader | None
    clusters: Clusters = field(init=False)
    firsts: list[Record] = field(init=False)
    _involved: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.firsts = [first_of(group) for group in self.groups]
        self._involved = frozenset(feed.id for feed in self.feeds.values() if feed.people == "involved")
        orders = adoption_orders(self.build, self.feeds, landed_tables(self.build))
        self.clusters = Clusters([self._standing(group, orders) for group in self.groups])
        for table in outcome.shapes():
            outcome.write(self.build, table, ())

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Let what people decided come first: what they parted stays parted, then what they joined is one."""
        group_of = {record.record_key: no for no, group in enumerate(self.groups) for record in group}
        known = [each for each in decisions if each.record_key in group_of and each.other_record_key in group_of]
        for each in sorted(known, key=lambda decision: decision.is_same):
            one, other = group_of[each.record_key], group_of[each.other_record_key]
            if each.is_same:
                self.clusters.join(Join(one, other, DECIDED), decided=True)
            else:
                self.clusters.part(one, other)

    def match(self, hidden: frozenset[str], tell: Callable[[str], None]) -> None:
        """Find the records without a common number that are one person; nothing to do where every feed shares a numbering."""
        if all(group[0].feed in self.numberings for group in self.groups):
            return
        tell("match")
        with scratch_of(self.build) as scratch:
            cohorts = {feed.id: feed.cohort for feed in self.feeds.values() if feed.cohort}
            matching = Matching(scratch, self.groups, hidden, cohorts)
            if not matching.prepare(list(tellings(self.feeds, landed_tables(self.build)))):
                return
            matching.agree(self.clusters)
            matching.score(self.clusters, self.before)
            matching.decide(self.clusters)
            self._write_review(matching)
            nodes, pairs = handed_on(scratch)
        self.build.insert_arrow(NODES, nodes)
        self.build.insert_arrow(PAIRS, pairs)

    def hand_on(self) -> None:
        """Write who is who, why, and what has changed."""
        involved, others = list[Placed](), list[Placed]()
        person_of: dict[int, str] = {}
        for root, members in self._people().items():
            records = [record for no in members for record in self.groups[no]]
            if not is_known(records):
                continue
            person_of[root] = key = key_of(records)
            (involved if self._is_involved(records) else others).extend([Placed(record, key) for record in records])
        outcome.write_records(self.build, outcome.PERSON_RECORD, self.authority, involved)
        outcome.write_records(self.build, outcome.MATCHING_STORE, self.authority, others)
        outcome.write(self.build, outcome.EXPLAINED, self._reasons(person_of))
        changed = outcome.events(outcome.moved_since(self.build, self.before))
        outcome.write(self.build, outcome.EVENT, ((self.authority, *each) for each in changed))

    def _people(self) -> Mapping[int, list[int]]:
        """Gather the groups of each person, by the group that stands for it."""
        together: dict[int, list[int]] = defaultdict(list)
        for no in range(len(self.groups)):
            together[self.clusters.find(no)].append(no)
        return together

    def _reasons(self, person_of: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
        """Yield why each record stands with another one: every person's records hang together by these."""
        for no, group in enumerate(self.groups):
            person = person_of.get(self.clusters.find(no)) if len(group) > 1 else None
            for record in group if person else ():
                if record is not self.firsts[no]:
                    keys = record.record_key, self.firsts[no].record_key, person
                    yield self.authority, *keys, SAME_NUMBER, None
        for join in self.clusters.joined:
            if person := person_of.get(self.clusters.find(join.one)):
                one, other = self.firsts[join.one].record_key, self.firsts[join.other].record_key
                yield self.authority, one, other, person, join.why, join.weight

    def _write_review(self, matching: Matching) -> None:
        """Write the queue: pairs of which one at least is of somebody the council works with."""
        rows: list[tuple[Any, ...]] = []
        involved = {self.clusters.find(no) for no, group in enumerate(self.groups) if self._is_involved(group)}
        for one, other, stopped, pair in matching.unsure(self.clusters):
            if self.clusters.find(one) in involved or self.clusters.find(other) in involved:
                keys = self.firsts[one].record_key, self.firsts[other].record_key
                told = pair["match_probability"], pair["match_weight"], stopped, pair["rarity"]
                rows.append((self.authority, *keys, *told, *(pair[name] for name in weights())))
        outcome.write(self.build, outcome.REVIEW, sorted(rows, key=lambda row: (str(row[1]), str(row[2]))))

    def _standing(self, group: Sequence[Record], orders: Mapping[tuple[str, str], dt.date]) -> Standing:
        is_numbered = group[0].feed in self.numberings
        adopted = min((orders[each[:2]] for each in group if each[:2] in orders), default=None) if orders else None
        last = None if is_numbered else max(outcome.day_of(each) for each in group)
        return Standing(group[0].source_id if is_numbered else "", adopted, last)

    def _is_involved(self, records: Iterable[Record]) -> bool:
        return any(each.feed in self._involved for each in records)
