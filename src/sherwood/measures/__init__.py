"""Measures: definitions turned into figures; hands on series of figures and the children behind them."""

from sherwood.measures.asked import Asked
from sherwood.measures.children import children
from sherwood.measures.choices import UnknownChoice, official_breakdown
from sherwood.measures.evaluate import Wanted, evaluate, evaluate_spans, foresee
from sherwood.measures.points import value_of
from sherwood.measures.scope_words import scope_words
from sherwood.measures.series import Point, Series

__all__ = [
    "Asked",
    "Point",
    "Series",
    "UnknownChoice",
    "Wanted",
    "children",
    "evaluate",
    "evaluate_spans",
    "foresee",
    "official_breakdown",
    "scope_words",
    "value_of",
]
