"""Identity: records without a common number found to be one person, first by what agrees outright and then by the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from sqlglot import exp

from sherwood.identity.clusters import Clusters, Join
from sherwood.identity.packaged import short_names, sql, weights
from sherwood.identity.persons import Record, first_of
from sherwood.identity.said import Telling, all_said
from sherwood.identity.scoring import LEAST_NODES, LEAST_OF_COHORT, TRAINED_FOR_NODES, score
from sherwood.store import Reader, Scratch
from sherwood.vocabulary.identifiers import nhs_number_is_valid, upn_is_valid

LINK_FROM, REVIEW_FROM = 0.95, 0.50
BY_MODEL, BY_POOL = "model", "model, records together"
NOT_BY_ITSELF = ("", "no birth date", "no forename", "alike under one roof")


@dataclass(frozen=True)
class Matching:
    """The tables in which groups of records are compared, each group holding one number of one numbering.

    `cohorts` tells of each feed that speaks of a small circle of people which one it is.
    """

    scratch: Scratch
    groups: Sequence[Sequence[Record]]
    hidden: frozenset[str]
    cohorts: Mapping[str, str] = field(default_factory=dict)

    def prepare(self, told: Sequence[Telling]) -> bool:
        """Bring everything said of people into one spelling; False if no table says anything."""
        asked = all_said(told)
        if asked is None:
            return False
        self.scratch.create_table_as("said", asked)
        self._insert_records()
        self._insert_valid_numbers()
        self.scratch.create_table_as("particular", sql("particular"))
        return True

    def agree(self, clusters: Clusters) -> None:
        """Join the groups whose particulars agree outright, the surest rules first."""
        agreed = self.scratch.select(sql("agreement")).rows
        best: dict[tuple[int, ...], tuple[int, str]] = {}
        for rule, shared, groups in agreed:
            # Groups that one rule does not join, because something keeps them apart, no later one joins either.
            together, rank = tuple(groups), (_RANK[rule], shared)
            best[together] = min(rank, best.get(together, rank))
        for together, (place, _) in sorted(best.items(), key=lambda each: each[1]):
            clusters.join_all(together, _RULES[place])

    def score(self, clusters: Clusters, before: Reader | None) -> int:
        """Weigh what is not joined yet with the model; pairs of nodes unchanged since the build before keep their weight."""
        nodes = [clusters.find(group) for group in range(len(self.groups))]
        self.scratch.insert_arrow(
            "group_node",
            pa.table({"group_no": pa.array(range(len(nodes)), pa.int32()), "node_no": pa.array(nodes, pa.int32())}),
        )
        short = short_names()
        self.scratch.insert_arrow("short_name", pa.table({"short_name": list(short), "name": list(short.values())}))
        self.scratch.create_table_as("node", sql("node"))
        return score(self.scratch, self._keys_of(nodes), before)

    def decide(self, clusters: Clusters) -> None:
        """Join the pairs the model is sure of, the heaviest first, and keep apart those that a guard forbids for good."""
        chances = {"nodes": TRAINED_FOR_NODES, "least": LEAST_NODES, "least_of_cohort": LEAST_OF_COHORT}
        self.scratch.create_table_as("guarded", sql("guarded"), chances)
        for one, other in self._pairs(forbidden=True):
            clusters.part(one, other)
        for one, other, weight in self._pairs(forbidden=False):
            clusters.join(Join(one, other, BY_MODEL, weight))
        self._pool(clusters)

    def _pool(self, clusters: Clusters) -> None:
        """Join those whom no single pair of records shows to be one person, but all of them together."""
        nodes = self.scratch.select(exp.select("node_no").from_("node").order_by("node_no")).rows
        columns = {"node_no": [no for (no,) in nodes], "person_no": [clusters.find(no) for (no,) in nodes]}
        self.scratch.insert_arrow("person_node", pa.table({k: pa.array(v, pa.int32()) for k, v in columns.items()}))
        for one, other, weight in self.scratch.select(sql("pooled"), {"link_from": LINK_FROM}).rows:
            clusters.join(Join(one, other, BY_POOL, weight))

    def unsure(self, clusters: Clusters) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
        """Yield the pairs for a person to look at: likely one person and not joined, with what stopped them and their weights."""
        likely = exp.column("match_probability", "g") >= REVIEW_FROM
        parts = (exp.column(name, "s") for name in weights())
        asked = exp.select("g.*", *parts).from_(exp.table_("guarded", alias="g")).where(likely)
        asked = asked.join(exp.table_("scored", alias="s"), using=["one", "other"]).order_by("one", "other")
        for row in self.scratch.select(asked).dicts():
            one, other = row["one"], row["other"]
            if clusters.find(one) != clusters.find(other):
                yield one, other, row["stopped_by"] or clusters.obstacle(one, other), row

    def _insert_records(self) -> None:
        rows = [
            (each.feed, each.source_id, no, each.record_key in self.hidden, self.cohorts.get(each.feed))
            for no, group in enumerate(self.groups)
            for each in group
        ]
        names, kinds = (
            ("feed", "source_id", "group_no", "is_hidden", "cohort"),
            (pa.string(), pa.string(), pa.int32(), pa.bool_(), pa.string()),
        )
        columns = {name: pa.array([row[at] for row in rows], kinds[at]) for at, name in enumerate(names)}
        self.scratch.insert_arrow("record", pa.table(columns))

    def _insert_valid_numbers(self) -> None:
        """Keep the numbers that pass their own check; a temporary pupil number, which ends in a letter, is one school's own."""
        found = [(kind, number) for kind, number in self.scratch.select(sql("number_said")) if _is_valid(kind, number)]
        columns = {
            name: pa.array([each[at] for each in found], pa.string()) for at, name in enumerate(("kind", "number"))
        }
        self.scratch.insert_arrow("valid_number", pa.table(columns))

    def _keys_of(self, nodes: Sequence[int]) -> pa.Table:
        """Name each node by the record key that names its person, which stays from build to build while the node does."""
        first: dict[int, Record] = {}
        for node, record in zip(nodes, map(first_of, self.groups), strict=True):
            first[node] = first_of((record, first[node])) if node in first else record
        keys = [first[node].record_key for node in first]
        return pa.table({"node_no": pa.array(list(first), pa.int32()), "node_key": pa.array(keys, pa.string())})

    def _pairs(self, *, forbidden: bool) -> list[tuple[Any, ...]]:
        stopped = exp.column("stopped_by")
        if forbidden:
            asked = exp.select("one", "other").where(stopped.isin(*NOT_BY_ITSELF).not_()).order_by("one", "other")
        else:
            sure = exp.column("match_probability") >= LINK_FROM
            asked = exp.select("one", "other", "match_weight").where(stopped.eq(_text("")), sure)
            asked = asked.order_by("match_weight DESC", "one", "other")
        return self.scratch.select(asked.from_("guarded")).rows


def _is_valid(kind: str, number: str) -> bool:
    return nhs_number_is_valid(number) if kind == "nhs_number" else upn_is_valid(number) and number[-1].isdigit()


def _text(value: str) -> exp.Literal:
    return exp.Literal.string(value)


_RULES = (
    "nhs number, birth date and first letter",
    "pupil number, birth date and first letter",
    "insurance number, birth date and first letter",
    "nhs number and name",
    "pupil number and name",
    "insurance number and name",
    "name, birth date and address",
    "nhs number and birth date",
    "pupil number and birth date",
    "insurance number and birth date",
)
_RANK = {rule: rank for rank, rule in enumerate(_RULES)}
