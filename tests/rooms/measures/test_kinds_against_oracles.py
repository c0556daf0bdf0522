"""Each kind of measure against its slow oracle on random small counties, as a whole, by sex and by team."""

import datetime as dt
import random

import pytest
from tests.oracles import bank_days, kinds
from tests.rooms.measures.small_warehouse import CATALOGUE, HIGH_DATE, county_viewer, warehouse

from sherwood.measures import children, evaluate
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import parse

DATA_DATE = dt.date(2018, 3, 31)
SEEDS = range(3)
BREAKDOWNS = (None, "sex", "team")
PEOPLE = tuple(f"p{number}" for number in range(12))


def some_day(draw: random.Random, first: dt.date = dt.date(2016, 1, 1), days: int = 830) -> dt.date:
    return first + dt.timedelta(days=draw.randrange(days))


def county(draw: random.Random) -> dict[str, list[dict]]:
    """People with a sex and one team each for all time, so that an oracle can group by either."""
    people = [
        {"person_key": key, "sex": draw.choice("MF"), "birth_date": some_day(draw, dt.date(1998, 1, 1), 6000)}
        for key in PEOPLE
    ]
    teams = [
        {"person_key": key, "team_id": draw.choice(("t1", "t2")), "start_date": dt.date(2000, 1, 1)} for key in PEOPLE
    ]
    return {"person": people, "allocation": teams}


def spells(draw: random.Random) -> list[dict]:
    """Spells of care that do not overlap, some open, some ending on the day the next begins."""
    found = []
    for key in PEOPLE:
        day = some_day(draw)
        while day < DATA_DATE:
            until = draw.choice((day + dt.timedelta(days=draw.choice((0, 1, 30, 365, 366))), HIGH_DATE))
            found.append({"person_key": key, "start_date": day, "until_date": until})
            day = until if until == HIGH_DATE else until + dt.timedelta(days=draw.choice((0, 1, 364, 365, 366)))
    return found


def known_of(rows: dict[str, list[dict]], facts: list[dict]) -> list[dict]:
    """The rows with their person's sex, team and birth date, an open end as None, as the oracles want them."""
    people = {row["person_key"]: row for row in rows["person"]}
    teams = {row["person_key"]: row["team_id"] for row in rows["allocation"]}
    added = [
        {
            "sex": people[row["person_key"]]["sex"],
            "team": teams[row["person_key"]],
            "born": people[row["person_key"]]["birth_date"],
        }
        for row in facts
    ]
    return [
        {name: None if value == HIGH_DATE else value for name, value in (row | more).items()}
        for row, more in zip(facts, added, strict=True)
    ]


def agree(reader, measure: str, grain: str, oracle) -> None:
    """The measure's figures of two years equal the oracle's, period by period and for each breakdown."""
    for by in BREAKDOWNS:
        series = evaluate(
            reader, CATALOGUE, measure, county_viewer(), date_from=dt.date(2016, 4, 1), date_to=DATA_DATE, grain=grain,
            by=(by,) if by else (),
        )  # fmt: skip
        found: dict = {}
        for point in series.rows:
            found.setdefault(point.period, {})[point.dims.get(by)] = (point.numerator, point.denominator, point.value)
        for label, figures in found.items():
            period = parse(label, grain)
            wanted = oracle(period.first_day, period.last_day, by)
            assert figures == {key: pytest.approx(value) for key, value in wanted.items()}, (label, by)


def under_18(rows: list[dict], on: dt.date) -> list[dict]:
    return [row for row in rows if bank_days.age(row["born"], on) < 18]


@pytest.mark.parametrize("seed", SEEDS)
def test_stock_and_share_at_a_date(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"episode": spells(draw)}
    for row in rows["episode"]:
        row["placement_type"] = draw.choice(("U1", "U6", "K2", None))
    facts = known_of(rows, rows["episode"])
    reader = warehouse(rows, DATA_DATE)
    spell = {"start": "start_date", "until": "until_date"}

    def is_fostered(row):
        return row["placement_type"] in ("U1", "U6")

    agree(reader, "cla_open", "month", lambda _, last, by: kinds.stock(under_18(facts, last), last, **spell, by=by))
    agree(
        reader,
        "placement_fostering_pct",
        "quarter",
        lambda _, last, by: kinds.share(under_18(facts, last), last, is_fostered, **spell, by=by),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_flow_of_events_in_a_period(seed):
    draw = random.Random(seed)
    rows = county(draw)
    rows["missing"] = [
        {"person_key": draw.choice(PEOPLE), "start_date": some_day(draw), "missing_type": draw.choice("MMA")}
        for _ in range(60)
    ]
    facts = [row for row in known_of(rows, rows["missing"]) if row["missing_type"] == "M"]
    agree(
        warehouse(rows, DATA_DATE),
        "missing_episodes",
        "month",
        lambda first, last, by: kinds.flow(facts, first, last, event="start_date", by=by),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_timeliness_in_working_days(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"review_due": []}
    for key in PEOPLE * 3:
        clock = some_day(draw)
        due = bank_days.add_working_days(clock, 20)
        held = draw.choice((due, due + dt.timedelta(days=1), due - dt.timedelta(days=1), clock, HIGH_DATE))
        review = {"clock_date": clock, "due_date": due, "held_date": held, "rule": "first"}
        rows["review_due"].append({"person_key": key, **review})
    facts = known_of(rows, rows["review_due"])
    limit = {"trigger": "clock_date", "event": "held_date", "limit": 20, "unit": "working_days"}
    agree(
        warehouse(rows, DATA_DATE),
        "cla_first_review_20wd_pct",
        "quarter",
        lambda first, last, by: kinds.timeliness(facts, first, last, **limit, by=by),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_mean_of_a_score_and_duration_of_days(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"health_year": [], "adoption_timeline": []}
    for row in rows["person"]:
        row["birth_date"] = dt.date(2008, 5, 1)
    for key in PEOPLE:
        day = dt.date(draw.choice((2017, 2018)), 3, 31)
        score = draw.choice((None, 0, 17, 40))
        rows["health_year"].append({"person_key": key, "year_end_date": day, "sdq_score": score})
        placed = some_day(draw)
        steps = {
            "care_start_date": draw.choice((None, some_day(draw, dt.date(2014, 1, 1)))),
            "adjusted_placed_date": placed,
        }
        rows["adoption_timeline"].append({"person_key": key, **steps, "order_date": placed})
    scores, steps = (known_of(rows, rows[name]) for name in ("health_year", "adoption_timeline"))
    reader = warehouse(rows, DATA_DATE)
    agree(
        reader,
        "cla_sdq_mean_score",
        "year",
        lambda first, last, by: kinds.mean(scores, first, last, event="year_end_date", amount="sdq_score", by=by),
    )
    days = {"start": "care_start_date", "end": "adjusted_placed_date"}
    agree(
        reader, "adoption_a10_days", "year", lambda first, last, by: kinds.duration(steps, first, last, **days, by=by)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_repeat_within_a_year_once_the_year_has_passed(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"period_of_care": spells(draw)}
    rows["period_of_care"] = [row for row in rows["period_of_care"] if row["start_date"] < row["until_date"]]
    for row, following in zip(rows["period_of_care"], [*rows["period_of_care"][1:], {}], strict=True):
        is_same = following.get("person_key") == row["person_key"]
        row |= {"reason_ceased": "E4A", "next_start_date": following["start_date"] if is_same else HIGH_DATE}
    facts = known_of(rows, rows["period_of_care"])
    followed = {"person": "person_key", "start": "start_date", "end": "until_date", "at_least": 0, "within": 365}

    def oracle(first, last, by):
        figures = kinds.repeat(facts, first, last, **followed, by=by)
        if last + dt.timedelta(days=365) <= DATA_DATE:
            return figures
        return {key: (top, bottom, None) for key, (top, bottom, _) in figures.items()}

    agree(warehouse(rows, DATA_DATE), "cla_re_entry_12m_pct", "quarter", oracle)


@pytest.mark.parametrize("seed", SEEDS)
def test_worklist_of_what_is_overdue_or_due_soon(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"review_due": []}
    for row in rows["person"]:
        row["birth_date"] = dt.date(2008, 5, 1)
    for key in PEOPLE * 2:
        due = DATA_DATE + dt.timedelta(days=draw.choice((-90, -1, 0, 1, 28, 29)))
        done = draw.choice((HIGH_DATE, HIGH_DATE, DATA_DATE, DATA_DATE - dt.timedelta(days=1)))
        until = draw.choice((HIGH_DATE, HIGH_DATE, DATA_DATE))
        dates = {"clock_date": due - dt.timedelta(days=180), "due_date": due, "held_date": done, "until_date": until}
        rows["review_due"].append({"person_key": key, **dates})
    names = {"start": "clock_date", "until": "until_date", "due": "due_date", "done": "held_date", "window": 28}
    wanted = kinds.worklist(known_of(rows, rows["review_due"]), DATA_DATE, **names)
    reader = warehouse(rows, DATA_DATE)
    listed = children(reader, CATALOGUE, "cla_review_due_worklist", county_viewer(), date_from=DATA_DATE, grain="day")
    assert [row["due_date"] for row in listed.rows] == [row["due_date"] for row, _ in wanted]
    by_state = evaluate(
        reader, CATALOGUE, "cla_review_due_worklist", county_viewer(), date_from=DATA_DATE, grain="day", by=("due",)
    )
    overdue = sum(is_overdue for _, is_overdue in wanted)
    found = {point.dims["due"]: point.numerator for point in by_state.rows}
    assert (found.get("overdue", 0), found.get("due soon", 0)) == (overdue, len(wanted) - overdue)


@pytest.mark.parametrize("seed", SEEDS)
def test_median_of_working_days(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"assessment": []}
    for key in PEOPLE * 4:
        row = {
            "authorised_date": draw.choice((some_day(draw), HIGH_DATE)),
            "working_days": draw.choice((None, 0, 7, 45, 46)),
        }
        rows["assessment"].append({"person_key": key, "start_date": dt.date(2016, 1, 1), **row})
    facts = known_of(rows, rows["assessment"])
    length = {"event": "authorised_date", "amount": "working_days"}
    agree(
        warehouse(rows, DATA_DATE),
        "assessment_duration_wd_median",
        "quarter",
        lambda first, last, by: kinds.median(facts, first, last, **length, by=by),
    )


def estimates(draw: random.Random) -> list[dict]:
    """Estimates of two years by age and sex, the year before the first of them without any."""
    return [
        {"year": year, "age": age, "sex": sex, "number": draw.randrange(50, 500)}
        for year in (2016, 2017)
        for age in range(20)
        for sex in "FM"
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_rate_of_events_in_a_rolling_year(seed):
    draw = random.Random(seed)
    rows = county(draw)
    rows["contact"] = [{"person_key": draw.choice(PEOPLE), "contact_date": some_day(draw)} for _ in range(80)]
    people = estimates(draw)
    rows["population"] = [row | {"district": "Whole area", "ethnicity_group": "All"} for row in people]
    facts = known_of(rows, rows["contact"])
    reader = warehouse(rows, DATA_DATE)

    def oracle(_, last, by):
        found = kinds.rate(facts, last, people, event="contact_date", for_every=10_000, by=by if by == "sex" else None)
        if by != "team":
            return found
        return {key: (top, None, None) for key, (top, _, _) in kinds.flow(
            facts, add_months(last + dt.timedelta(days=1), -12), last, event="contact_date", by="team"
        ).items()}  # fmt: skip

    agree(reader, "contact_rate_per_10000", "month", oracle)


@pytest.mark.parametrize("seed", SEEDS)
def test_worklist_within_working_days_over_bank_holidays(seed):
    draw = random.Random(seed)
    today = dt.date(2018, 3, 28)
    rows = county(draw) | {"task": []}
    for key in PEOPLE * 3:
        due = today + dt.timedelta(days=draw.choice((-30, -1, 0, 1, 5, 12, 13, 14, 15, 16, 17)))
        done = draw.choice((HIGH_DATE, HIGH_DATE, today, today + dt.timedelta(days=1)))
        until = draw.choice((HIGH_DATE, HIGH_DATE, today))
        dates = {"clock_date": today - dt.timedelta(days=40), "due_date": due, "done_date": done, "until_date": until}
        rows["task"].append({"person_key": key, **dates})
    facts = known_of(rows, rows["task"])
    names = {"start": "clock_date", "until": "until_date", "due": "due_date", "done": "done_date"}
    reader = warehouse(rows, today)
    for measure, window, unit in (("all_work_due", 10, "working_days"), ("work_overdue", -1, "days")):
        wanted = kinds.worklist(facts, today, **names, window=window, unit=unit)
        listed = children(reader, CATALOGUE, measure, county_viewer(), date_from=today, grain="day")
        assert [row["due_date"] for row in listed.rows] == [row["due_date"] for row, _ in wanted]


@pytest.mark.parametrize("seed", SEEDS)
def test_safeguarding_that_follows_a_closed_contact(seed):
    draw = random.Random(seed)
    rows = county(draw) | {"contact": []}
    for key in PEOPLE * 4:
        day = some_day(draw)
        after = draw.choice((0, 1, 89, 90, 91, None))
        following = HIGH_DATE if after is None else day + dt.timedelta(days=after)
        told = {"is_no_further_action": draw.random() < 0.7, "next_safeguarding_date": following}
        rows["contact"].append({"person_key": key, "contact_date": day, **told})
    facts = [row for row in known_of(rows, rows["contact"]) if row["is_no_further_action"]]

    def oracle(first, last, by):
        found = []
        for row in facts:
            if first <= row["contact_date"] <= last:
                next_day = row["next_safeguarding_date"]
                is_known = next_day is not None and next_day <= DATA_DATE
                found.append((row, int(is_known and (next_day - row["contact_date"]).days <= 90), 1))
        figures = kinds.group(found, by)
        if last + dt.timedelta(days=90) <= DATA_DATE:
            return figures
        return {key: (top, bottom, None) for key, (top, bottom, _) in figures.items()}

    agree(warehouse(rows, DATA_DATE), "contact_nfa_then_s47_90d_pct", "quarter", oracle)
