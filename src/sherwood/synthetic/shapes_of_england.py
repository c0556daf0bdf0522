"""Synthetic: the shape of what a made-up England is made by: how many authorities, how large, and what they are called."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from sherwood.definitions.shapes.base import Entry, Shape


class Size(Shape):
    """The children of the authority than which this share of authorities is smaller."""

    share: float = Field(ge=0, le=1)
    children: int = Field(gt=0)


class EnglandShape(Entry):
    """The authorities of a made-up England; a name is a beginning and an ending, and there are enough of both for all."""

    kind: Literal["england"]
    assumed: str
    authorities: int = Field(gt=0)
    regions: tuple[str, ...] = Field(min_length=1)
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    size: tuple[Size, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if len(self.beginnings) * len(self.endings) < self.authorities:
            raise ValueError(f"too few names for {self.authorities} authorities: add beginnings or endings")
        shares = [each.share for each in self.size]
        if not shares or (shares[0], shares[-1]) != (0, 1) or any(one >= other for one, other in pairwise(shares)):
            raise ValueError("the shares of sizes must rise from 0 to 1")
        return self

    def children_at(self, share: float) -> int:
        """The children of the authority than which this share of authorities is smaller, in a straight line between those declared."""
        for below, above in pairwise(self.size):
            if share <= above.share:
                part = (share - below.share) / (above.share - below.share)
                return round(below.children + part * (above.children - below.children))
        raise ValueError(f"a share of {share} is more than all")
