"""Key figures: a number in words with its denominator, its change, its target, and the ways behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sherwood.access import Permission, may
from sherwood.definitions.shapes.measure import Measure
from sherwood.reports.comparators import latest
from sherwood.reports.current import Current, current
from sherwood.reports.desk import Desk
from sherwood.reports.document import Drill, Figure, KeyFigures
from sherwood.reports.words import PER_CENT, TOO_FEW, change, number, verdict

MOST = 6


def key_figures(desk: Desk, names: Iterable[str], most: int = MOST) -> KeyFigures:
    """Return the figures of a page; a measure never shows a number its own list of children would not support."""
    return KeyFigures(tuple(figure(desk, desk.catalogue.measure(name)) for name in list(names)[:most]))


def figure(desk: Desk, measure: Measure) -> Figure:
    """Return one key figure."""
    now = current(desk, measure)
    return Figure(
        label=measure.title,
        value=TOO_FEW if now.suppressed else number(now.value, measure.unit),
        detail=f"{_detail(measure, now)} {desk.not_cut_by(measure)}".strip(),
        tag=verdict(now.value, measure.target, measure.better),
        drill=drill(desk, measure, now),
        explains=Drill("measure", measure.id),
        comparisons=tuple(comparisons(desk, measure)),
    )


def comparisons(desk: Desk, measure: Measure) -> Iterator[tuple[str, str]]:
    """Yield what a figure may be held against, as label and value: the target and published figures with their year.

    Those of the loaded file of comparators stand for those the definition names, which are older.
    """
    if measure.target is not None:
        yield "Target", number(measure.target, measure.unit)
    loaded = latest(desk, measure)
    for area, year, value in loaded:
        yield f"{area} {year}", number(value, measure.unit)
    if loaded:
        return
    for each in measure.benchmark:
        yield f"{each.area} {each.year}", number(each.value, measure.unit)


def drill(desk: Desk, measure: Measure, now: Current) -> Drill | None:
    """Return the way to the children behind a figure, where the viewer may list them and there are any."""
    if desk.is_official or not now.numerator or not may(desk.viewer, Permission.CHILDREN_LIST):
        return None
    span = {"from": now.span.first.isoformat(), "to": now.span.last.isoformat(), "grain": now.span.grain}
    return Drill("children", measure.id, {**span, **desk.where})


def _detail(measure: Measure, now: Current) -> str:
    """Return what stands below the number: out of how many, when, and the change; or why there is none."""
    if now.suppressed:
        return "Fewer than six, or a small number could be worked out from it."
    if now.value is None and now.notes:
        return " ".join(now.notes)
    if now.value is None:
        return f"Nothing to count {now.span.words}."
    parts = []
    if now.denominator is not None and measure.unit == PER_CENT:
        parts.append(f"{now.numerator:,.0f} of {now.denominator:,.0f}")
    elif now.denominator is not None:
        parts.append(f"over {now.denominator:,.0f}")
    parts += [now.span.words, change(now.value, now.before, measure.unit, now.span.since)]
    return f"{' '.join(parts[:-1])}; {parts[-1]}"
