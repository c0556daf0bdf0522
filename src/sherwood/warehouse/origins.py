"""Warehouse: from which landing tables a table is made, read out of the SELECTs that make it."""

from __future__ import annotations

from collections.abc import Iterable

from sherwood.definitions.catalogue import Catalogue
from sherwood.warehouse import choosing


def origins(catalogue: Catalogue, tables: Iterable[str]) -> tuple[str, ...]:
    """Name the landing tables that rows of these tables can come from, the nearest first: those read by fewest steps."""
    models = choosing.models(catalogue)
    waiting = list(dict.fromkeys(tables))
    seen = dict.fromkeys(waiting)
    while waiting:
        steps = [name for each in waiting if each in models for name in sorted(models[each].reads)]
        waiting = [name for name in dict.fromkeys(steps) if name not in seen]
        seen |= dict.fromkeys(waiting)
    return tuple(name for name in seen if name.startswith("landing_"))
