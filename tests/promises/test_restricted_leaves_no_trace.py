"""Two homes, with and without one restricted child: whoever may not open it is answered alike; official figures alone count it."""

import re

import pytest
from tests.support import caseloads

CLOSED = caseloads.ADOPTED[1]
PEOPLE = ("serena", "dan")
LIST = "/measures/looked_after/cla_open/children?from=2023-04-30&to=2024-03-31&grain=month"
ADDRESSES = (
    "/",
    LIST,
    "/measures/permanence_adoption/adoptions_in_year",
    "/measures/looked_after/cla_open",
    "/reports/looked_after/cla_overview",
    "/reports/looked_after/cla_legal",
    "/reports/looked_after/cla_my_children/export.csv",
)
BREAKDOWNS = (None, "team", "service", "worker", "sex", "age_band", "legal_status")
# What differs between two homes whoever is in them: tokens of forms, names and times of builds.
OWN = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|\d{8}T\d{6}\w*|[0-9a-f]{12,}|[\w -]{6,20} (?:at )?\d\d:\d\d UTC')

# A director's first page holds official figures too, in a section that says so.
OFFICIAL = re.compile(r"<section\b(?:(?!</section>).)*Official totals.*?</section>", re.DOTALL)


def visited(home, keys):
    """Every answer to each person, and the figures they may ask for at the keyboard."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.test import Client

    from sherwood.measures.points import ANSWERS

    ANSWERS.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
        caseloads.open_office(home, keys)
        answers = {}
        for username in PEOPLE:
            client = Client(headers={"host": "localhost"}, raise_request_exception=False)
            client.post("/sign-in", {"username": username, "password": caseloads.PASSWORD})
            for address in ADDRESSES:
                answers[username, address] = told(client.get(address))
            for typed in ({"number": caseloads.number(CLOSED)}, {"day": "1", "month": "1", "year": "2010"}):
                answers[username, str(typed)] = told(client.post("/find", typed))
            answers[username, "figures"] = [figures(home, username, by) for by in BREAKDOWNS]
    return answers, official(home)


def told(answer):
    return answer.status_code, OFFICIAL.sub("", OWN.sub("", answer.content.decode()))


def figures(home, username, by, *, is_official=False):
    from sherwood.jobs.figures import measure_value

    asked = {"date_from": None, "date_to": None, "grain": None, "as_at": None, "known_at": None, "where": {}}
    series = measure_value(
        home, caseloads.AUTHORITY, "cla_open", official=is_official, as_user=username, by=(by,) if by else (), **asked
    )
    return [row.to_json() for row in series.rows]


def official(home):
    return {by: figures(home, "dan", by, is_official=True) for by in (None, "team", "legal_status")}


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    from sqlglot import exp

    from sherwood.office import setup
    from sherwood.store import Reader

    found = []
    for without in (None, CLOSED):
        first = found[0][0] if found else None
        home = caseloads.make_home(tmp_path_factory.mktemp("home"), caseloads.AUTHORITY, without=without, secrets=first)
        rows = Reader.current(home, caseloads.AUTHORITY).select(exp.select("source_id", "record_key").from_("person"))
        found.append((home, dict(rows.rows)))
    yield [visited(*each) for each in found], [keys for _, keys in found]
    setup.close()


def test_the_homes_differ_by_the_one_child(homes):
    with_child, without = homes[1]
    assert set(with_child) - set(without) == {caseloads.number(CLOSED)}
    assert all(with_child[number] == without[number] for number in without)


def test_whoever_may_not_open_the_child_is_answered_alike_in_both(homes):
    (whole, _), (less, _) = homes[0]
    assert [asked for asked in whole if whole[asked] != less[asked]] == []
    answered = [each[0] for each in whole.values() if isinstance(each, tuple)]
    # A report outside somebody's audience is no page; nearly all of these are pages.
    assert answered.count(200) >= len(answered) - 2


def test_official_figures_differ_by_the_child_and_by_nothing_that_tells_which(homes):
    (_, whole), (_, less) = homes[0]
    assert whole[None][0]["numerator"] == less[None][0]["numerator"] + 1
    # The child is one of two under a placement order: a number so small stands in neither home.
    assert "E1" not in {row["legal_status"] for row in whole["legal_status"] if row["numerator"] is not None}
