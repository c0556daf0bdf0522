"""Synthetic: has every partner's feed thought up and delivered, and hands on its files, its records' people and its raw facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sherwood.definitions.catalogue import Catalogue
from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import Delivering, date_of
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.partner_feed import FeedTables, Registered
from sherwood.synthetic.truth import FOLDER

Writer = Callable[[Everyone, np.random.Generator, LifeCourses], FeedTables]
Progress = Callable[[str], None]
PEOPLE = "people"


def draw_of(seed: int, purpose: str) -> np.random.Generator:
    """A source of chance of its own for one purpose: what it draws leaves every other feed as it was."""
    digest = hashlib.sha256(f"{seed}:{purpose}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


@dataclass(frozen=True)
class Partners:
    """Writes the feeds of partners about everybody, one after another so that no two are held at a time."""

    folder: Path
    catalogue: Catalogue
    courses: LifeCourses
    everyone: Everyone
    seed: int

    def write(self, writers: Mapping[str, Writer], progress: Progress) -> dict[str, int]:
        """Write the files and facts of every feed; return the rows of each file by its path below the county's folder."""
        everyone = self.everyone
        delivering = Delivering(self.folder, date_of(everyone.first_day), date_of(everyone.last_day))
        written: dict[str, int] = {}
        for name, writer in writers.items():
            progress(f"Writing {self.catalogue.feed(name).title.lower()}")
            held = writer(everyone, draw_of(self.seed, name), self.courses)
            written |= delivering.deliver(self.catalogue.feed(name), self.courses.deliveries.feed[name], held)
            self._write_truth(held, delivering.numbers.get(name, set()))
        return written

    def _write_truth(self, held: FeedTables, numbers: Collection[str]) -> None:
        folder = self.folder / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, facts in held.facts.items():
            pq.write_table(facts, folder / f"{name}.parquet", compression="zstd")
        for registered in held.registered:
            write_people(folder / PEOPLE / f"{registered.feed}.parquet", people_of(registered, numbers))


def people_of(registered: Registered, numbers: Collection[str]) -> pa.Table:
    """Who is whom: the feed, its own number of each record that its files hold, and the person it is of."""
    whole = pa.table(
        {"source_id": registered.columns["source_id"], "person_id": pa.array(registered.person).cast(pa.string())}
    )
    told = whole.filter(pc.is_in(whole["source_id"], pa.array(sorted(numbers), pa.string())))
    return told.add_column(0, "feed", pa.array([registered.feed] * len(told), pa.string()))


def write_people(path: Path, people: pa.Table) -> None:
    """Keep one feed's part of who is whom until all parts are one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(people, path, compression="zstd")
