"""Identity: the shipped model asked how likely two nodes are one person, and asked nothing it has answered before."""

from __future__ import annotations

import pyarrow as pa
from sqlglot import exp

from sherwood.identity.packaged import model, model_hash, sql, weights
from sherwood.store import Reader, Scratch

KEPT_FROM = 0.001
# The shipped model starts every pair from the chance that two of so many nodes are one person; fewer than the least say nothing of it.
TRAINED_FOR_NODES, LEAST_NODES, LEAST_OF_COHORT = 620_000, 150_000, 12_000
NODES, PAIRS = "link_node", "link_pair"
_FRESH, _KEPT, _SAME = "fresh_node", "kept_node", "unchanged"
# With more than this share of nodes new, comparing all at once is the shorter way to the same weights.
_MOSTLY_NEW = 0.5


def score(scratch: Scratch, before: Reader | None) -> int:
    """Write `scored`, every pair of nodes worth keeping with its weights, and return how many nodes had to be compared anew."""
    nodes = scratch.create_table_as(NODES, sql("fingerprint"))
    remembered = _remembered(scratch, before)
    if remembered < nodes * _MOSTLY_NEW or not nodes:
        scratch.create_table_as("scored", _weighed(scratch, "node"))
        return nodes
    is_kept = exp.column("node_no").isin(query=exp.select("node_no").from_(_SAME))
    scratch.create_table_as(_KEPT, exp.select("*").from_("node").where(is_kept))
    scratch.create_table_as(_FRESH, exp.select("*").from_("node").where(is_kept.copy().not_()))
    found = _weighed(scratch, _FRESH, _KEPT) if nodes > remembered else None
    scratch.create_table_as("scored", exp.union(found, _carried(), distinct=False) if found else _carried())
    return nodes - remembered


def handed_on(scratch: Scratch) -> tuple[pa.Table, pa.Table]:
    """Return what the next build needs so as to compare only what is new: the nodes' fingerprints, and the pairs by key."""
    model_used = exp.alias_(exp.Literal.string(model_hash()), "model")
    nodes = exp.select("node_key", "fingerprint", model_used).from_(NODES).order_by("node_key")
    pairs = (
        exp.select(
            exp.alias_(exp.column("node_key", "a"), "one_key"), exp.alias_(exp.column("node_key", "b"), "other_key")
        )
        .select("match_weight", "match_probability", *weights())
        .from_("scored")
        .join(exp.table_("node_key", alias="a"), on="a.node_no = scored.one")
        .join(exp.table_("node_key", alias="b"), on="b.node_no = scored.other")
        .order_by("one_key", "other_key")
    )
    return scratch.arrow(nodes), scratch.arrow(pairs)


def _weighed(scratch: Scratch, left: str, right: str = "") -> exp.Expr:
    """Let the model weigh all pairs within a table, and those between it and another one, and ask for what it found."""
    from splink import Linker  # noqa: PLC0415 - it takes a second, and most builds have nothing to link

    database = scratch.linker_database()
    first = database.register(left)
    asked = Linker(first, model(), log_level="ERROR").inference
    within = _pairs_of(asked.predict_within(first, threshold_match_probability=KEPT_FROM).physical_name)
    if not right:
        return within
    between = asked.predict_between(first, database.register(right), threshold_match_probability=KEPT_FROM)
    return exp.union(within, _pairs_of(between.physical_name), distinct=False)


def _pairs_of(table: str) -> exp.Select:
    return _pair("node_no_l", "node_no_r").select("match_weight", "match_probability", *weights()).from_(table)


def _pair(left: str, right: str) -> exp.Select:
    """Ask for two nodes in the order of their numbers, whichever side they stand on."""
    sides = exp.column(*reversed(left.split("."))), exp.column(*reversed(right.split(".")))
    return exp.select(*(exp.alias_(exp.func(name, *(each.copy() for each in sides)), end) for name, end in _ENDS))


_ENDS = (("least", "one"), ("greatest", "other"))


def _remembered(scratch: Scratch, before: Reader | None) -> int:
    """Write which nodes the build before has weighed by this very model and are as they were, and return how many they are."""
    if before is None or not {NODES, PAIRS} <= set(before.tables()):
        return 0
    by_this_model = exp.column("model").eq(exp.Literal.string(model_hash()))
    scratch.insert_arrow(
        "old_node", before.arrow(exp.select("node_key", "fingerprint").from_(NODES).where(by_this_model))
    )
    scratch.insert_arrow("old_pair", before.arrow(exp.select("*").from_(PAIRS)))
    same = exp.select("node_no", "node_key").from_(NODES).join("old_node", using=["node_key", "fingerprint"])
    return scratch.create_table_as(_SAME, same)


def _carried() -> exp.Select:
    """Ask for the pairs of nodes that are as they were."""
    return (
        _pair("a.node_no", "b.node_no")
        .select("match_weight", "match_probability", *weights())
        .from_("old_pair")
        .join(exp.table_(_SAME, alias="a"), on="a.node_key = old_pair.one_key")
        .join(exp.table_(_SAME, alias="b"), on="b.node_key = old_pair.other_key")
    )
