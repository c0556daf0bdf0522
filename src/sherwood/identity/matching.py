"""Identity: records without a common number found to be one person, first by what agrees outright and then by the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from sherwood.identity.clusters import Clusters, Join
from sherwood.identity.packaged import short_names, sql, weights
from sherwood.identity.said import Telling, all_said
from sherwood.identity.scoring import LEAST_NODES, LEAST_OF_COHORT, TRAINED_FOR_NODES, score
from sherwood.store import Reader, Scratch, packaged
from sherwood.vocabulary.identifiers import nhs_number_is_valid, upn_is_valid

LINK_FROM, REVIEW_FROM = 0.95, 0.50
BY_MODEL, BY_POOL = "model", "model, records together"
NOT_BY_ITSELF = ("", "no birth date", "no forename", "alike under one roof")


@dataclass(frozen=True)
class Matching:
    """The tables in which groups of records are compared, each group holding one number of one numbering.

    `record` and `record_group` are there, as `persons.gather` writes them.
    """

    scratch: Scratch

    def prepare(self, told: Sequence[Telling]) -> bool:
        """Bring everything said of people into one spelling; False if no table says anything."""
        asked = all_said(told)
        if asked is None:
            return False
        self.scratch.create_table_as("said", asked)
        self._insert_valid_numbers()
        self.scratch.create_table_as("particular", sql("particular"))
        return True

    def agree(self, clusters: Clusters) -> None:
        """Join the groups whose particulars agree outright, the surest rules first."""
        # Groups that one rule does not join, because something keeps them apart, no later one joins either: each set is told once.
        agreed = self.scratch.arrow(packaged(sql("agreement")), {"rules": list(_RULES)})
        groups = agreed.column("groups").combine_chunks()
        held, ends = groups.flatten().to_pylist(), groups.offsets.to_pylist()
        ranks = pc.struct_field(agreed.column("surest"), "rank").to_pylist()
        for rank, (begin, end) in zip(ranks, pairwise(ends), strict=True):
            clusters.join_all(held[begin:end], _RULES[rank - 1])

    def score(self, clusters: Clusters, before: Reader | None) -> int:
        """Weigh what is not joined yet with the model; pairs of nodes unchanged since the build before keep their weight."""
        nodes = clusters.roots()
        every = np.arange(len(nodes), dtype=np.int32)
        self.scratch.insert_arrow("group_node", pa.table({"group_no": every, "node_no": nodes}))
        short = short_names()
        self.scratch.insert_arrow("short_name", pa.table({"short_name": list(short), "name": list(short.values())}))
        self.scratch.create_table_as("node", sql("node"))
        self.scratch.create_table_as("node_key", sql("node_key"))
        return score(self.scratch, before)

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
        nodes = self.scratch.arrow(exp.select("node_no").from_("node"))
        persons = clusters.roots()[nodes.column("node_no").to_numpy()]
        self.scratch.insert_arrow("person_node", nodes.append_column("person_no", pa.array(persons)))
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

    def _insert_valid_numbers(self) -> None:
        """Keep the numbers that pass their own check; a temporary pupil number, which ends in a letter, is one school's own."""
        found = [(kind, number) for kind, number in self.scratch.select(sql("number_said")) if _is_valid(kind, number)]
        columns = {
            name: pa.array([each[at] for each in found], pa.string()) for at, name in enumerate(("kind", "number"))
        }
        self.scratch.insert_arrow("valid_number", pa.table(columns))

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
