"""Questions of one measure that are asked together are one question to the warehouse, and each answers what it would alone."""

import datetime as dt

import pytest
from tests.rooms.measures.small_warehouse import CATALOGUE, county_viewer, warehouse

from sherwood.access import NotAllowed
from sherwood.measures import Wanted, ahead, evaluate, evaluate_spans, foresee, points
from sherwood.measures.points import ANSWERS

DATA_DATE = dt.date(2018, 3, 31)
NOW, BEFORE = (dt.date(2018, 3, 31),) * 2, (dt.date(2017, 3, 31),) * 2
YEAR = (dt.date(2017, 4, 1), dt.date(2018, 3, 31))
YEAR_BEFORE = (dt.date(2016, 4, 1), dt.date(2017, 3, 31))
EPISODES = [
    {"person_key": "a", "start_date": dt.date(2018, 1, 1)},
    {"person_key": "b", "start_date": dt.date(2017, 2, 1), "until_date": dt.date(2017, 9, 1)},
    {"person_key": "c", "start_date": dt.date(2016, 5, 1)},
]
PEOPLE = [{"person_key": "a"}, {"person_key": "b", "sex": "F"}, {"person_key": "c", "sex": "M"}]


@pytest.fixture
def reader():
    """A build with a name, under which answers are kept."""
    ANSWERS.clear()
    built = warehouse({"episode": EPISODES, "person": PEOPLE}, DATA_DATE)
    built.build_id, built.manifest = "b1", {"store": {"tables": {"episode": "3-a", "person": "3-a"}}}
    yield built
    ANSWERS.clear()


def alone(reader, spans, **asked):
    """What each span answers by itself, with nothing kept that could answer for it."""
    found = []
    for first, last in spans:
        ANSWERS.clear()
        found.append(evaluate(reader, CATALOGUE, "cla_open", county_viewer(), date_from=first, date_to=last, **asked))
    return found


@pytest.fixture
def questions(monkeypatch):
    """Every question that the warehouse had to answer."""
    asked = []
    for room, name in ((points, "aggregate"), (ahead, "aggregate_sets")):
        one = getattr(room, name)
        monkeypatch.setattr(room, name, lambda *given, one=one: asked.append(given) or one(*given))
    return asked


def together(reader, spans, **asked):
    return evaluate_spans(reader, CATALOGUE, "cla_open", county_viewer(), spans, **asked)


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
def test_spans_asked_at_once_answer_what_each_does_alone(questions, reader, spans, asked):
    found = together(reader, spans, **asked)
    assert len(questions) == 1
    assert any(point.numerator for series in found for point in series.rows)
    assert found == alone(reader, spans, **asked)


def test_official_figures_are_asked_one_by_one(questions, reader):
    """What is withheld in one depends on what stands beside it."""
    found = together(reader, [YEAR, YEAR_BEFORE], grain="month", figures="official")
    assert len(questions) == 2
    assert found == alone(reader, [YEAR, YEAR_BEFORE], grain="month", figures="official")


def test_spans_that_cut_one_period_differently_are_asked_one_by_one(questions, reader):
    spans = [YEAR, (dt.date(2017, 5, 1), dt.date(2017, 12, 31))]
    found = together(reader, spans, grain="quarter")
    assert len(questions) == 2
    assert found == alone(reader, spans, grain="quarter")


def test_spans_that_share_whole_periods_are_asked_at_once(questions, reader):
    spans = [YEAR, (dt.date(2017, 1, 1), dt.date(2017, 12, 31))]
    found = together(reader, spans, grain="quarter")
    assert len(questions) == 1
    assert found == alone(reader, spans, grain="quarter")


def test_each_span_is_kept_as_an_answer_of_its_own(questions, reader):
    together(reader, [NOW, BEFORE], grain="day")
    assert len(ANSWERS) == 2
    together(reader, [BEFORE, NOW], grain="day")
    assert len(questions) == 1


WANTED = [
    Wanted("cla_open", *NOW, "day"),
    Wanted("cla_open", *BEFORE, "day"),
    Wanted("cla_open", *NOW, "day", ("sex",)),
    Wanted("cla_open", *NOW, "day", ("team",)),
    Wanted("cla_open", *NOW, "day", ("age_band",)),
]


def asked(reader, wanted):
    span = {"date_from": wanted.date_from, "date_to": wanted.date_to, "grain": wanted.grain, "by": wanted.by}
    return evaluate(reader, CATALOGUE, wanted.measure_id, county_viewer(), where=wanted.where, **span)


@pytest.mark.parametrize("where", [{}, {"sex": "F"}, {"sex": ""}, {"sex": ("M", "")}])
def test_all_breakdowns_of_a_measure_are_one_question_and_answer_what_each_does_alone(questions, reader, where):
    wanted = [each._replace(where=where) for each in WANTED]
    foresee(reader, CATALOGUE, county_viewer(), wanted)
    found = [asked(reader, each) for each in wanted]
    assert len(questions) == 1
    for each, series in zip(wanted, found, strict=True):
        ANSWERS.clear()
        assert series == asked(reader, each)
    assert len(questions) == 1 + len(wanted)


def test_what_is_not_recorded_is_told_from_what_was_not_asked(reader):
    """Both are null in the sums of several breakdowns: the child of no sex must not be added to the total, nor the total to them."""
    foresee(reader, CATALOGUE, county_viewer(), WANTED)
    by_sex = {point.dims["sex"]: point.numerator for point in asked(reader, WANTED[2]).rows}
    assert by_sex == {None: 1, "M": 1}
    assert [point.numerator for point in asked(reader, WANTED[0]).rows] == [2]


def test_measures_and_filters_that_differ_are_asked_apart(questions, reader):
    others = [WANTED[0], WANTED[2], Wanted("cla_uasc", *NOW, "day"), Wanted("cla_open", *NOW, "day", (), {"sex": "F"})]
    foresee(reader, CATALOGUE, county_viewer(), others)
    # What stands alone is left to be asked when its turn comes.
    assert len(questions) == 1
    assert len(ANSWERS) == 2


def test_what_is_kept_already_is_not_asked_again(questions, reader):
    foresee(reader, CATALOGUE, county_viewer(), WANTED)
    foresee(reader, CATALOGUE, county_viewer(), [*WANTED, Wanted("cla_open", *NOW, "day", ("ethnicity",))])
    assert len(questions) == 1


def test_nobody_without_the_right_may_have_anything_asked_ahead(questions, reader):
    with pytest.raises(NotAllowed):
        foresee(reader, CATALOGUE, county_viewer(permissions=frozenset()), WANTED)
    assert not questions
