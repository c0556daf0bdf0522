"""Cohorts: what lies on a co-ordinator's desk, as plain objects, handed to pages and papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sherwood.cohorts.standing import Standing
from sherwood.office.family_words import FamilyWord


@dataclass(frozen=True)
class Proposals:
    """One issued assessment as a viewer may see it: its name, its facts, and a row a family without those closed to them."""

    name: str
    facts: Mapping[str, Any]
    families: pa.Table

    def counted(self) -> dict[str, int]:
        """How many families came out each way."""
        found = self.families.group_by("result").aggregate([("result", "count")]).to_pylist()
        return {each["result"]: each["result_count"] for each in found}


@dataclass(frozen=True)
class KeyWorker:
    """Somebody who works with families: how many they have, and how many more they could take."""

    account_id: str
    name: str
    families: int
    room: int


@dataclass(frozen=True)
class Share:
    """A part of a whole, as two counts."""

    part: int
    whole: int


@dataclass(frozen=True)
class CohortDesk:
    """What lies on the desk: the assessment, where each family stands, capacity, and how good the proposals have been."""

    proposals: Proposals
    standings: Mapping[str, Standing]
    key_workers: tuple[KeyWorker, ...]
    accepted: Share
    other_door: Share
    hasty: int
    to_read: tuple[str, ...]


@dataclass(frozen=True)
class FamilyDesk:
    """One family: the facts of the assessment, its row, what was said of it, where it stands, who could take it."""

    facts: Mapping[str, Any]
    row: Mapping[str, Any]
    words: tuple[FamilyWord, ...]
    standing: Standing
    key_workers: tuple[KeyWorker, ...]
    names: Mapping[str, str]
