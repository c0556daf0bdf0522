"""Measures: whether the files loaded can answer a measure at all: what no file holds is not nought, it is not known."""

from __future__ import annotations

from sherwood.access import Reader, Viewer, reference
from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.cache import IN_MEMORY, Answers

_KEPT: Answers[frozenset[tuple[str, str, str]]] = Answers(most=64)


def lacking(reader: Reader, viewer: Viewer, measure: Measure) -> tuple[str, ...]:
    """A sentence for each thing the measure needs that no file of the viewer's authority and purposes holds."""
    if not measure.needs:
        return ()
    held = _held(reader)
    usable = {
        f"{feed}.{table}" for authority, feed, table in held if authority == viewer.authority and feed in viewer.feeds
    }
    return tuple(f"No loaded file holds {need.words}." for need in measure.needs if not usable & set(need.any_of))


def _held(reader: Reader) -> frozenset[tuple[str, str, str]]:
    """Authority, feed and table of every file loaded, read once a build."""
    if reader.build_id == IN_MEMORY:
        return _read(reader)
    key = (reader.build_id, frozenset(reader.manifest["store"]["tables"].items()))
    return _KEPT.get(key, lambda: _read(reader))


def _read(reader: Reader) -> frozenset[tuple[str, str, str]]:
    rows = reference(reader, "landing_delivery", ("authority", "feed", "table_name"))
    return frozenset((row["authority"], row["feed"], row["table_name"]) for row in rows)
