"""Answers: which files a measure is answered from, which of them are loaded, and what to say where none is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sherwood.definitions.shapes.measure import Measure
from sherwood.measures.needs import unmet
from sherwood.reports.desk import Desk
from sherwood.reports.document import Note
from sherwood.reports.labels import short_title
from sherwood.reports.words import joined


def unanswered(desk: Desk, measure: Measure) -> Note | None:
    """Return why a measure has no figure and which file would give it one; None for one that can be answered."""
    missing = desk.lacks(measure)
    if not missing:
        return None
    needed = unmet(desk.reader, desk.viewer, measure)
    ways = [f"Any of these files would: {joined(list(files(desk, need.any_of)))}." for need in needed]
    return Note(f"{measure.title}: {' '.join((*missing, *ways))}")


def answered_from(desk: Desk, measure: Measure) -> Note:
    """Return the files a measure can be answered from, those that are loaded first."""
    wanted = [name for need in measure.needs for name in need.any_of]
    if not wanted:
        order = desk.catalogue.table(measure.counts).order
        text = joined([short_title(desk, feed) for feed in order]) or "whatever is loaded of these children"
        return Note(f"From {text}.", heading="Files that answer it")
    loaded = loaded_tables(desk)
    held = list(files(desk, [name for name in wanted if name in loaded]))
    others = list(files(desk, [name for name in wanted if name not in loaded]))
    points = ([f"Loaded: {joined(held)}."] if held else []) + ([f"Not loaded: {joined(others)}."] if others else [])
    return Note("", heading="Files that answer it", points=tuple(points))


def loaded_tables(desk: Desk) -> frozenset[str]:
    """Return every table the build is made from, as `feed.table`."""
    deliveries = desk.reader.manifest["deliveries"]
    return frozenset(f"{each['feed']}.{part['table']}" for each in deliveries for part in each["parts"])


def files(desk: Desk, names: tuple[str, ...] | list[str]) -> Iterator[str]:
    """Yield `Annex A (contacts, referrals)` for each feed among names such as `annex_a.contacts`."""
    pairs = sorted({(each.partition(".")[0], each.partition(".")[2]) for each in names})
    for feed, group in groupby(pairs, key=lambda pair: pair[0]):
        tables = ", ".join(table.replace("_", " ") for _, table in group)
        yield f"{short_title(desk, feed)} ({tables})"
