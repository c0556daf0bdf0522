"""Several spans of one measure are asked of the warehouse at once, and each answers what it would alone."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.measures import evaluate, evaluate_spans, points
from sherwood.measures.points import ANSWERS

DATA_DATE = dt.date(2018, 3, 31)
NOW, BEFORE = (dt.date(2018, 3, 31),) * 2, (dt.date(2017, 3, 31),) * 2
YEAR = (dt.date(2017, 4, 1), dt.date(2018, 3, 31))
YEAR_BEFORE = (dt.date(2016, 4, 1), dt.date(2017, 3, 31))
OVERLAPPING = (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
EPISODES = [
    {"person_key": "a", "start_date": dt.date(2018, 1, 1)},
    {"person_key": "b", "start_date": dt.date(2017, 2, 1), "end_date": dt.date(2017, 9, 1), "sex": "F"},
    {"person_key": "c", "start_date": dt.date(2016, 5, 1), "sex": "M"},
]


@pytest.fixture
def reader():
    ANSWERS.clear()
    yield warehouse({"episode": EPISODES}, DATA_DATE)
    ANSWERS.clear()


def alone(reader, viewer, spans, **asked):
    return [
        evaluate(reader, CATALOGUE, "cla_open", viewer, date_from=first, date_to=last, **asked) for first, last in spans
    ]


def asked_for(monkeypatch, reader, spans, **asked):
    """The series, and how many questions the warehouse had to answer for them."""
    questions = []
    aggregate = points.aggregate
    monkeypatch.setattr(points, "aggregate", lambda *given: questions.append(given) or aggregate(*given))
    found = evaluate_spans(reader, CATALOGUE, "cla_open", county_viewer(), spans, **asked)
    return found, len(questions)


@pytest.mark.parametrize(
    ("spans", "asked"),
    [
        ([NOW, BEFORE], {"grain": "day"}),
        ([YEAR, YEAR_BEFORE], {"grain": "month"}),
        ([YEAR, YEAR_BEFORE], {"grain": "quarter", "by": ("sex",)}),
        ([YEAR, YEAR_BEFORE], {"grain": "year", "where": {"sex": ""}}),
        ([NOW, BEFORE], {"grain": "day", "as_at": dt.date(2018, 2, 1)}),
    ],
)
def test_spans_asked_at_once_answer_what_each_does_alone(monkeypatch, reader, spans, asked):
    together, questions = asked_for(monkeypatch, reader, spans, **asked)
    monkeypatch.undo()
    assert together == alone(reader, county_viewer(), spans, **asked)
    assert questions == 1
    assert any(point.numerator for series in together for point in series.rows)


@pytest.mark.parametrize("asked", [{"grain": "month", "figures": "official"}])
def test_official_figures_are_asked_one_by_one(monkeypatch, reader, asked):
    together, questions = asked_for(monkeypatch, reader, [YEAR, YEAR_BEFORE], **asked)
    monkeypatch.undo()
    assert together == alone(reader, county_viewer(), [YEAR, YEAR_BEFORE], **asked)
    assert questions == 2


def test_spans_that_share_a_period_are_asked_one_by_one(monkeypatch, reader):
    """A period cut differently by each of two spans would have two figures of one name."""
    together, questions = asked_for(monkeypatch, reader, [YEAR, OVERLAPPING], grain="quarter")
    monkeypatch.undo()
    assert together == alone(reader, county_viewer(), [YEAR, OVERLAPPING], grain="quarter")
    assert questions == 2


def test_each_span_is_kept_as_an_answer_of_its_own(monkeypatch, reader):
    reader.build_id, reader.manifest = "b1", {"store": {"tables": {"episode": "1-a"}}}
    evaluate_spans(reader, CATALOGUE, "cla_open", county_viewer(), [NOW, BEFORE], grain="day")
    assert len(ANSWERS) == 2
    _, questions = asked_for(monkeypatch, reader, [BEFORE, NOW], grain="day")
    assert questions == 0
