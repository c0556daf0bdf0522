"""Cohorts: batches of claims as they stand: what is ready, what was frozen, sampled, withdrawn, and the money due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sherwood.office.family_words import REPAID, SAMPLED, SIGNED, WITHDRAWN, BatchWord, ClaimHeld

PROGRESS, EMPLOYMENT = "progress", "employment"
_GONE = frozenset({WITHDRAWN, REPAID})


@dataclass(frozen=True)
class Ready:
    """One family worked with: why each result may not be claimed (no reason: it may), and what a claim would rest on."""

    family: str
    programme: str
    rules: str
    pounds: int
    members: tuple[str, ...]
    progress: tuple[str, ...]
    employment: tuple[str, ...]
    evidence: Mapping[str, Any]

    @property
    def kind(self) -> str | None:
        """The result that may be claimed: one a family, and progress before employment; None for neither."""
        if not self.progress:
            return PROGRESS
        return None if self.employment else EMPLOYMENT

    @property
    def why_not(self) -> tuple[str, ...]:
        """Why nothing may be claimed: every reason once."""
        return () if self.kind else tuple(dict.fromkeys((*self.progress, *self.employment)))


@dataclass(frozen=True)
class Due:
    """What may be claimed on a day."""

    on: dt.date
    families: tuple[Ready, ...]

    @property
    def ready(self) -> tuple[Ready, ...]:
        """The families of whom a result may be claimed."""
        return tuple(each for each in self.families if each.kind)


@dataclass(frozen=True)
class Batch:
    """A frozen batch: its claims, those withdrawn or repaid since, the auditor's sample and its seed, the sign-off.

    Of a family whose claim is not among these nothing is held: neither words nor a place in the sample.
    """

    name: str
    claims: tuple[ClaimHeld, ...]
    gone: Mapping[str, str]
    sample: tuple[str, ...]
    seed: int | None
    signed: BatchWord | None
    words: tuple[BatchWord, ...]

    @property
    def is_sampled(self) -> bool:
        """Whether the sample was drawn, of whichever families."""
        return self.seed is not None

    @property
    def pounds(self) -> int:
        """The money due for the claims that stand."""
        return sum(each.pounds for each in self.claims if each.family not in self.gone)


def batch_of(name: str, claims: Iterable[ClaimHeld], words: Iterable[BatchWord]) -> Batch:
    """The batch of this name, of claims that may be seen and of words of all batches."""
    held = tuple(each for each in claims if each.batch == name)
    seen = {each.family for each in held}
    own = [_seen(each, seen) for each in words if each.batch == name and (not each.family or each.family in seen)]
    sampled = next((each for each in own if each.kind == SAMPLED), None)
    return Batch(
        name=name,
        claims=held,
        gone={each.family: each.kind for each in own if each.kind in _GONE and each.family},
        sample=tuple(sampled.detail["sample"]) if sampled else (),
        seed=int(sampled.detail["seed"]) if sampled else None,
        signed=next((each for each in own if each.kind == SIGNED), None),
        words=tuple(own),
    )


def _seen(word: BatchWord, families: Collection[str]) -> BatchWord:
    """A word as it may be read: how many were sampled in all is left out, since it counts families that may not be seen."""
    if word.kind != SAMPLED:
        return word
    drawn = [each for each in word.detail["sample"] if each in families]
    return word._replace(words=f"Drawn with seed {word.detail['seed']}", detail={**word.detail, "sample": drawn})


def live_claims(claims: Sequence[ClaimHeld], words: Sequence[BatchWord]) -> list[ClaimHeld]:
    """The claims that stand: neither withdrawn nor repaid. One of them bars its people from another claim."""
    gone = {(each.batch, each.family) for each in words if each.kind in _GONE}
    return [each for each in claims if (each.batch, each.family) not in gone]
