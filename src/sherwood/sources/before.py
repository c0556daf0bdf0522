"""Sources: tells which stored files still stand in a snapshot, so that the same file sent again is not taken for news of its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sherwood.definitions.catalogue import Catalogue
from sherwood.sources.landing.deliveries import Delivery
from sherwood.sources.recognising import every_table
from sherwood.sources.rereading import standing_tables

# A file by its feed and the sha256 of its content.
FileKey = tuple[str, str]


def standing_files(deliveries: Sequence[Delivery], catalogue: Catalogue) -> Mapping[FileKey, Delivery]:
    """Each file all of whose tables stand as it brought them, with the delivery of the latest day that holds it.

    A file of which another has taken a table's place is left out: sent again, it stands again.
    """
    known = [each for each in deliveries if _is_known(each, catalogue)]
    brought: dict[FileKey, set[str]] = defaultdict(set)
    for each in known:
        for part in each.parts:
            brought[each.feed, part.sha256].add(part.table)
    stand: dict[FileKey, set[str]] = defaultdict(set)
    latest: dict[FileKey, Delivery] = {}
    for table, each in sorted(standing_tables(known, catalogue), key=lambda pair: pair[1].precedence):
        for part in each.parts_of(table):
            stand[each.feed, part.sha256].add(table)
            latest[each.feed, part.sha256] = each
    return {file: latest[file] for file, tables in brought.items() if tables == stand[file]}


def _is_known(delivery: Delivery, catalogue: Catalogue) -> bool:
    """Whether the catalogue still has the delivery's feed and tables; what it lost is no matter for a load."""
    feed = catalogue.feeds.get(delivery.feed)
    return feed is not None and set(delivery.tables) <= every_table(feed).keys()
