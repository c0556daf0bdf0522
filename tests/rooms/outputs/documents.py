"""A small document with one of everything that a file holds."""

from sherwood.reports.document import (
    Cell,
    Chart,
    Document,
    Figure,
    KeyFigures,
    Note,
    Section,
    Table,
    TableColumn,
)


def table(caption="Children", labels=("Child", "Due"), rows=(("Child A1B2", "Tuesday"),), **more):
    cells = tuple(tuple(each if isinstance(each, Cell) else Cell(each) for each in row) for row in rows)
    return Table(caption, tuple(TableColumn(label) for label in labels), cells, **more)


def document(*blocks, title="Looked-after reviews due", **more):
    return Document(
        id="looked_after/cla_reviews",
        title=title,
        question="Which reviews are due?",
        data_line="Data to 31 March 2018.",
        scope_line="You see: North team.",
        sections=(Section("Section", tuple(blocks)),),
        **{"filters": {"team": "north"}, "provenance": {"Made by": "A. Worker", "Build": "0123abcd"}} | more,
    )


def key_figures():
    return KeyFigures((Figure("Children looked after", "1,204", "up 14 on a year before"),))


def chart():
    return Chart(
        "open-trend", "Children rose", "Highest in March.", {}, table("Children by month", ("Month", "Children"))
    )


def drawn_chart():
    """The chart with a picture to draw."""
    spec = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    rows = (("March", "12"), ("April", "11"))
    behind = table("Children by month", ("Month", "Children"), rows)
    return Chart("open-trend", "Children rose", "Highest in March.", spec, behind)


def wide_table(columns=11, rows=3):
    """A table that no upright page holds."""
    labels = tuple(f"Column {place}" for place in range(columns))
    return table("Indicators", labels, rows=(labels,) * rows)


def note(text="A review held on its due day is in time."):
    return Note(text, heading="Caveat")
