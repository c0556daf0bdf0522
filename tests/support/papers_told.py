"""What a paper may say: the figures of `measure value` for each measure of its pack, and what others published."""

from tests.support.figures_told import Told

from sherwood.access import reference
from sherwood.measures import evaluate
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import collection_year, parse


def told_of(desk, document, quarter, audience):
    """What a paper of this desk may say."""
    pack = desk.catalogue.pack("committee")
    wanted = [each for theme in pack.themes for each in theme.indicators]
    names = {each.measure for each in (*wanted, *pack.equality)}
    measures = {name: desk.catalogue.measure(name) for name in names}
    figures, kind = {}, "openable" if audience == "managers" else "official"
    for each in wanted:
        is_loaded = not desk.lacks(measures[each.measure])
        for grain in ("quarter", "year"):
            figures[each.measure, grain] = series(desk, each.measure, quarter, grain, kind) if is_loaded else {}
    parts = {each.measure: by_group(desk, each, quarter, kind) for each in pack.equality}
    return Told(pack, measures, quarter, figures, published(desk, wanted, measures, quarter), parts, about(document))


def series(desk, name, quarter, grain, figures):
    """Rows of `measure value` by period: nine quarters, or the years that are over, up to a quarter."""
    last = parse(quarter, "quarter")
    if grain == "year":
        this = collection_year(last.last_day)
        first, until = add_months(this.first_day, -36), this.last_day
    else:
        first, until = add_months(last.first_day, -24), last.last_day
    return {row["period"]: row for row in asked(desk, name, first, until, grain, figures)}


def asked(desk, name, first, until, grain, figures):
    """What `sherwood measure value` gives."""
    found = evaluate(
        desk.reader, desk.catalogue, name, desk.viewer, date_from=first, date_to=until, grain=grain, figures=figures
    )
    for point in found.rows:
        yield {
            "period": point.period,
            "numerator": point.numerator,
            "denominator": point.denominator,
            "value": point.value,
        }


def by_group(desk, wanted, quarter, figures):
    """Values of `measure value --by` by the label of the group."""
    period = parse(quarter, "quarter")
    found = evaluate(
        desk.reader,
        desk.catalogue,
        wanted.measure,
        desk.viewer,
        by=[wanted.by],
        date_from=period.first_day,
        date_to=period.last_day,
        grain="quarter",
        figures=figures,
    )
    return {found.label(wanted.by, point.dims[wanted.by]): point.value for point in found.rows}


def published(desk, wanted, measures, quarter):
    """Year and value of the newest figure of England and of neighbours up to the paper's year, else the definition's own."""
    rows = reference(desk.reader, "comparator", ("indicator", "area", "year", "value"))
    found = {}
    for each in wanted:
        own = [
            row for row in rows if row["indicator"] == each.published and row["value"] is not None and each.published
        ]
        held = sorted((row["year"], row["area"], row["value"]) for row in own if row["year"] <= quarter[:7])
        if not held:
            held = [(mark.year, mark.area, mark.value) for mark in measures[each.measure].benchmark]
        for year, area, value in held:
            found[each.measure, area] = (year, value)
    return found


def about(document):
    """The lines that say where the document comes from."""
    data = document.data_line
    return (
        {f"Data: {data}", f"You see: {document.scope_line}", f"Marking: {document.marking}"}
        | {f"{label}: {value}" for label, value in document.provenance.items()}
        | {"Filters: none"}
    )
