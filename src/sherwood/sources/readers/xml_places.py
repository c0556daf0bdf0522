"""Sources: where each row of an XML return stood: in which case of the child, and in which block of that case, whatever its days say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from sherwood.sources.readers.xml_file import records
from sherwood.sources.readers.xml_plan import local_name


@dataclass(frozen=True)
class Places:
    """For each element that is a row, by its name and in the order of the file: its case and its block.

    The case is the outermost element around it that is a row, as the number of its occurrence; the block the one below that, by name and
    number. What stands in none is its own case, and a case is its own block: a factor stands in the block of its assessment.
    """

    cases: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    blocks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, element: etree._Element, rows: Collection[str], case: int = 0, block: str = "") -> None:
        """Add every row in an element."""
        for each in element:
            tag: Any = each.tag
            name = local_name(tag)
            inner = case, block
            if name in rows:
                number = len(self.cases[name]) + 1
                own = f"{name} {number}"
                self.cases[name].append(case or number)
                self.blocks[name].append(block or own)
                # Below a case, that is below the first row on the way, begins a block.
                inner = (case, block or own) if case else (number, "")
            if len(each):
                self.add(each, rows, *inner)


def places_of(content: bytes, record: str, rows: Collection[str]) -> Places:
    """Where each element of these names stands in the records of a file."""
    found = Places()
    for each in records(content, record):
        found.add(each, rows)
    return found
