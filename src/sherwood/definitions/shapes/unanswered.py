"""Questions of an area that no measure answers: which feed they lack, or what answers them instead."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from sherwood.definitions.shapes.base import Entry, Shape


class Asked(Shape):
    """One question: what no declared feed tells (`lacks`), or the command or page that answers it (`instead`)."""

    name: str
    title: str
    question: str
    lacks: str = ""
    instead: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if bool(self.lacks) == bool(self.instead):
            raise ValueError(
                f"'{self.name}': give lacks, what no feed tells, or instead, what answers it: one of the two"
            )
        return self


class Unanswered(Entry):
    """The questions of one area that no measure answers."""

    asked: tuple[Asked, ...]
