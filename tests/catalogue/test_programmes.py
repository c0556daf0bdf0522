"""Every indicator of every programme answers its own examples, and no threshold, window, age or who-counts rule can be moved unseen."""

import datetime as dt

import pytest

from sherwood.cohorts import PersonFact, answer
from sherwood.cohorts.asking import ADULT_AT, Asked
from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.programmes import PURPOSES, load_programme, programme_names
from sherwood.vocabulary.intervals import add_days

CATALOGUE = load_catalogue()
BOOKS = {name: load_programme(name, CATALOGUE) for name in programme_names()}
INDICATORS = [(name, each) for name, book in BOOKS.items() for each in book.indicators]
ASKED = [(name, each) for name, each in INDICATORS if BOOKS[name].indicators[each].pattern != "not_told"]
TOLD = {"true": True, "false": False, "unknown": None}
# What makes a family eligible, typed from the guidance: so many, of what, under how many headings.
COUNTS = {
    "tf-2012": (3, "headings", 4),
    "tf-2015": (2, "headings", 6),
    "tf-2018": (2, "headings", 6),
    "tf-2020": (2, "headings", 6),
    "sf-2021": (2, "headings", 6),
    "sf-2022": (3, "needs", 10),
}
# What a result is, typed from the plans: attendance; pounds by the day of attachment; heading, kind, how long, whom, by how many per
# cent, fewer than, by which indicator found; weeks off a benefit, of how many; whether every problem is asked about, whether entry is
# evidenced again, how many ways of working, for how many months an outcome that people record has held.
REPLACED = ("incapacity", "severe_disablement")
PROGRESS = (
    ("P1", "fall", "6 months", "child", 33, 0, ()), ("P1", "fall", "6 months", "anyone", 60, 0, ()),
    ("P1", "fall", "12 months", "anyone", 60, 0, ()), ("P1", "none", "6 months", "anyone", 0, 0, ()),
    ("P2", "none", "3 terms", "child", 0, 0, ()), ("P2", "fewer", "3 terms", "child", 0, 3, ()),
    ("P3", "over", "6 months", "child", 0, 0, ()), ("P4", "lasts", "12 months", "anyone", 0, 0, ("P4.4",)),
    ("P4", "employment", "as work", "anyone", 0, 0, ()), ("P5", "none", "6 months", "anyone", 0, 0, ()),
    ("P6", "engaged", "6 months", "anyone", 0, 0, ("P6.2",)),
)  # fmt: skip
WORK = ((26, 30, ("jsa",)), (13, 13, ("esa", "income_support", "carers", *REPLACED)))
FIRST_PHASE = (
    ("sessions_unauthorised", None, 15),
    (("2012-04-01", 800), ("2013-04-01", 1600), ("2014-04-01", 2400)),
    (
        ("C1", "fall", "6 months", "anyone", 60, 0, ()), ("C1", "fall", "6 months", "child", 33, 0, ()),
        ("C2", "fewer", "3 terms", "child", 0, 3, ()),
    ),
    ((13, 13, ("jsa", "esa", "income_support", "carers", *REPLACED)),),
    (False, False, 0, None),
)  # fmt: skip
RESULTS = {
    name: (("sessions", 90, None), ((began, 800),), PROGRESS, WORK, (True, False, 3, None))
    for name, began in (
        ("tf-2015", "2015-04-01"), ("tf-2018", "2018-04-01"), ("tf-2020", "2020-04-01"), ("sf-2021", "2021-04-01"),
    )
} | {"tf-2012": FIRST_PHASE, "sf-2022": (None, (), (), (), (True, True, 3, 6))}  # fmt: skip


def results_of(programme):
    """What a version says a result is, as it is typed above."""
    of = programme.results
    attended = of.attendance and (of.attendance.fact, of.attendance.at_least, of.attendance.missed_below)
    payment = tuple((each.attached_from.isoformat(), each.pounds) for each in of.payment)
    progress = tuple(
        (each.heading, each.kind, each.span, each.who, each.per_cent, each.fewer_than, each.found_by)
        for each in of.progress
    )
    employment = tuple((each.weeks, each.window, each.benefits) for each in of.employment)
    asked = (of.every_problem, of.evidenced_at_entry, len(of.ways_of_working), of.outcomes and of.outcomes.months)
    return attended, payment, progress, employment, asked


def answers(programme, indicator, moved_days=0):
    """What the indicator says of each of its examples, asked so many days later than they say."""
    closed = BOOKS[programme].of.closed_terms
    found = []
    for example in indicator.example:
        facts = [
            PersonFact(indicator.fact, each.start, each.until or each.start, each.amount, each.possible)
            for each in example.facts
        ]
        asked = Asked(add_days(example.as_at, moved_days), closed)
        found.append(answer(indicator, example.birth_date, facts, asked).met)
    return found


def expected(indicator):
    return [TOLD[each.met] for each in indicator.example]


@pytest.mark.parametrize(("programme", "name"), INDICATORS)
def test_an_indicator_answers_its_own_examples(programme, name):
    indicator = BOOKS[programme].indicators[name]
    assert answers(programme, indicator) == expected(indicator)


@pytest.mark.parametrize(("programme", "name"), ASKED)
def test_an_indicator_has_an_example_in_and_one_out(programme, name):
    met = expected(BOOKS[programme].indicators[name])
    assert True in met
    assert {False, None} & set(met)


def moved(indicator):
    """The indicator with one rule of it moved by the least there is, each in turn."""
    step = 0.5 if indicator.pattern in {"sum", "share", "latest"} else 1
    yield "at_least more", {"at_least": indicator.at_least + step}
    if indicator.at_least > 1 or indicator.pattern == "latest":
        yield "at_least less", {"at_least": indicator.at_least - (1 if indicator.at_least == 1 else step)}
    for key in ("min_age", "below_age"):
        value = getattr(indicator, key)
        if value is not None:
            yield f"{key} more", {key: value + 1}
            yield f"{key} less", {key: value - 1}
    if indicator.months:
        yield "a month more", {"months": indicator.months + 1}
        yield "a month less", {"months": indicator.months - 1}
    if indicator.terms:
        yield "a term more", {"terms": indicator.terms + 1}
        yield "a term less", {"terms": indicator.terms - 1}
    others = {"child": ("adult", "anyone"), "adult": ("child", "anyone"), "anyone": ("child", "adult")}
    for who in others[indicator.who]:
        if who == "anyone" and indicator.below_age is not None and indicator.below_age <= ADULT_AT:
            continue  # the ages alone leave no adult in
        yield f"who is {who}", {"who": who}
    if indicator.pattern != "open":
        yield "silence", {"silence": "false" if indicator.silence == "unknown" else "unknown"}


MOVES = [(programme, name, rule) for programme, name in ASKED for rule, _ in moved(BOOKS[programme].indicators[name])]


@pytest.mark.parametrize("programme", ["tf-2015", "tf-2018", "tf-2020", "sf-2021"])
@pytest.mark.parametrize(("key", "age"), [("min_age", 14), ("min_age", 16), ("below_age", 16), ("below_age", 18)])
def test_about_to_leave_school_are_those_of_15_and_16_though_no_feed_tells_it(programme, key, age):
    indicator = BOOKS[programme].indicators["P4.3"]
    assert answers(programme, indicator.model_copy(update={key: age})) != expected(indicator)


@pytest.mark.parametrize(("programme", "name", "rule"), MOVES)
def test_a_rule_moved_by_the_least_changes_an_example(programme, name, rule):
    indicator = BOOKS[programme].indicators[name]
    change = dict(moved(indicator))[rule]
    assert answers(programme, indicator.model_copy(update=change)) != expected(indicator), (
        f"{programme} {name}: {rule} is not held by any example"
    )


@pytest.mark.parametrize(("programme", "name"), [each for each in ASKED if BOOKS[each[0]].indicators[each[1]].months])
@pytest.mark.parametrize("days", [-1, 1])
def test_a_window_moved_by_a_day_changes_an_example(programme, name, days):
    indicator = BOOKS[programme].indicators[name]
    assert answers(programme, indicator, days) != expected(indicator)


@pytest.mark.parametrize("programme", sorted(BOOKS))
def test_what_makes_a_family_eligible_is_as_the_guidance_says(programme):
    of = BOOKS[programme].of
    assert (of.at_least, of.counts, len(of.headings)) == COUNTS[programme]


@pytest.mark.parametrize("programme", sorted(BOOKS))
def test_what_a_result_is_as_the_plans_say(programme):
    assert results_of(BOOKS[programme].of) == RESULTS[programme]


@pytest.mark.parametrize("programme", sorted(BOOKS))
def test_every_heading_has_an_indicator(programme):
    book = BOOKS[programme]
    assert {each.heading for each in book.indicators.values()} == set(book.of.headings)


@pytest.mark.parametrize(
    ("programme", "attached", "pounds"),
    [
        ("tf-2012", "2012-03-31", 0),
        ("tf-2012", "2013-03-31", 800),
        ("tf-2012", "2013-04-01", 1600),
        ("tf-2012", "2014-03-31", 1600),
        ("tf-2012", "2014-04-01", 2400),
        ("tf-2015", "2015-04-01", 800),
        ("sf-2022", "2023-04-01", 0),
    ],
)
def test_of_4000_pounds_what_was_not_paid_upfront_is_due_for_the_result(programme, attached, pounds):
    """80, 60 and 40 % upfront in the three years of the first phase leave 20, 40 and 60; of sf-2022 no source tells what is paid."""
    assert BOOKS[programme].of.results.pounds(dt.date.fromisoformat(attached)) == pounds


def test_versions_follow_each_other_without_a_gap():
    of = sorted((book.of for book in BOOKS.values()), key=lambda each: each.valid_from)
    assert [add_days(each.valid_to, 1) for each in of[:-1]] == [each.valid_from for each in of[1:]]


@pytest.mark.parametrize(("programme", "name"), INDICATORS)
def test_what_rests_on_background_knowledge_is_a_draft(programme, name):
    indicator = BOOKS[programme].indicators[name]
    assert (indicator.status == "draft") == (indicator.guidance.certainty == "background")


@pytest.mark.parametrize(("programme", "name"), ASKED)
def test_a_feed_feeds_an_indicator_only_with_gateway_purpose_and_retention(programme, name):
    for feed in BOOKS[programme].indicators[name].feeds:
        declared = CATALOGUE.feed(feed)
        assert declared.gateway
        assert declared.retention
        assert PURPOSES & set(declared.purposes)


@pytest.mark.parametrize(
    ("day", "within"),
    [("2018-03-31", False), ("2018-04-01", True), ("2020-03-31", True), ("2020-04-01", False)],
)
def test_a_day_before_or_after_the_rules_were_in_force_is_named(day, within):
    programme = BOOKS["tf-2018"].of
    said = programme.out_of_force(dt.date.fromisoformat(day))
    assert said == ("" if within else f"These rules were in force from 2018-04-01 to 2020-03-31; {day} lies outside.")
