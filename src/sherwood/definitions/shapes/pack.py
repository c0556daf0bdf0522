"""Packs: a paper for a committee as data: its measures in order, targets, comparators, headings and standing words."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from sherwood.definitions.shapes.base import Entry, Shape, Source

Reporting = Literal["quarterly", "annual"]


class Indicator(Shape):
    """One row of the table: a measure, how often it is told, what it is held against.

    A target is the council's own (`local`) or set for the country (`national`). `tolerance` is how far short of it still is
    amber: points of a percentage, else per cent of the target. `published` names the figure of the comparators. `balance` names
    the measure that must be read beside it; `is_charted` draws it in the appendix.
    """

    measure: str
    reporting: Reporting = "quarterly"
    target: float | None = None
    target_of: Literal["", "local", "national"] = ""
    tolerance: float | None = None
    published: str = ""
    balance: str = ""
    is_charted: bool = False

    @model_validator(mode="after")
    def _target_says_whose_it_is(self) -> Indicator:
        if (self.target is None) != (not self.target_of):
            raise ValueError(f"'{self.measure}' needs both target and target_of, which says whose it is, or neither")
        return self


class Theme(Shape):
    """Some indicators under one heading; `id` is what `--area` names."""

    id: str
    title: str
    indicators: tuple[Indicator, ...]


class Heading(Shape):
    """A heading every paper has, with standing words for officers to keep or change."""

    title: str
    text: str


class Equality(Shape):
    """A measure broken down in the section on equality."""

    measure: str
    by: str


class Pack(Entry):
    """A paper: who it is for, what it asks, its themes and its standing headings.

    `implications` stand before the recommendations, `closing` after them.
    """

    committee: str
    purpose: str
    how_to_read: tuple[str, ...]
    themes: tuple[Theme, ...]
    equality: tuple[Equality, ...] = ()
    implications: tuple[Heading, ...]
    recommendations: tuple[str, ...]
    closing: tuple[Heading, ...]
    notes: tuple[str, ...]
    source: tuple[Source, ...]
    aliases: tuple[str, ...] = ()
