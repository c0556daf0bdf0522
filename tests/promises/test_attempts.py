"""Whatever people try, they see the children they may see: drawn attempts, and each clause of access proved needed."""

import random

import pytest
from sqlglot import exp
from tests.support import attempts, caseloads
from tests.support.draws import seed_for, so_many
from tests.support.pooled import pool
from tests.support.sight import NOW, Sight
from tests.support.trying.routes import DRAWN

from sherwood.access import clauses
from sherwood.measures.points import ANSWERS
from sherwood.store import Reader

ALL, FEW = 1000, 40


def record_keys(home, authority):
    known = exp.select("source_id", "record_key").from_("person_record")
    return dict(Reader.current(home, authority).select(known).rows)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attempts")
    home = caseloads.make_home(folder, caseloads.AUTHORITY)
    other = caseloads.make_home(folder, caseloads.NEIGHBOUR, base=800_000)
    keys, foreign = record_keys(home, caseloads.AUTHORITY), record_keys(other, caseloads.NEIGHBOUR)
    pool(home, caseloads.AUTHORITY, other, caseloads.NEIGHBOUR)
    caseloads.open_office(home, keys)
    restricted = {(caseloads.number(place), reason) for place, reason in caseloads.HAND.items()}
    sight = Sight(folder / f"return-{caseloads.AUTHORITY}", caseloads.TEAMS, restricted)
    granted = {"mary": (caseloads.number(caseloads.GRANTED),)}
    made = attempts.Site(home, sight, keys, frozenset(foreign) | frozenset(foreign.values()), granted=granted)
    made.sign_in()
    return made


@pytest.fixture(autouse=True)
def nothing_worked_out_before():
    """Figures kept from an attempt under other rules would hide what this one finds."""
    ANSWERS.clear()
    yield
    ANSWERS.clear()


def tried(site, name, count):
    draw = random.Random(seed_for(name))
    return attempts.leaks(site, attempts.draw(draw, site, count))


def without(monkeypatch, name):
    kept = tuple(clause for clause in clauses.CLAUSES if clause.name != name)
    assert len(kept) == len(clauses.CLAUSES) - 1
    monkeypatch.setattr(clauses, "CLAUSES", kept)


def test_the_plain_reading_gives_each_person_somebody_to_see_and_somebody_not_to(site):
    for username in ("wendy", "mary", "serena", "dan"):
        assert 0 < len(site.named(username)) < caseloads.CHILDREN
    assert site.named("wendy") < site.named("dan")
    assert site.counted("mary", NOW) != site.named("mary")
    assert site.named("tess") == set()


def test_every_address_of_the_site_is_tried_on_the_served_one(site):
    from sherwood.web import urls

    assert {each.name for each in urls.urlpatterns} == set(DRAWN)


def test_some_attempts_show_nobody_beyond_scope(site):
    assert list(tried(site, "attempts", FEW)) == []


@pytest.mark.slow
def test_many_attempts_show_nobody_beyond_scope(site):
    assert list(tried(site, "attempts", so_many(ALL, 200))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [clause.name for clause in clauses.CLAUSES])
def test_without_this_clause_the_same_attempts_find_a_leak(site, monkeypatch, name):
    without(monkeypatch, name)
    found = next(tried(site, "attempts", ALL), None)
    assert found, f"a thousand attempts did not show that the clause '{name}' is missing"
    print(found)


@pytest.mark.parametrize("username", ["wendy", "mary", "serena", "dan", "tess"])
def test_each_person_opens_journeys_of_children_they_may_name_and_no_other(site, username):
    client, may = site.clients[username], site.named(username)
    opened = random.Random(seed_for("journeys")).sample(sorted(may), min(2, len(may)))
    assert {client.get(f"/children/{site.keys[child]}").status_code for child in opened} <= {200}
    closed = set(site.keys) - may
    assert {client.get(f"/children/{site.keys[child]}").status_code for child in closed} == {404}


@pytest.mark.parametrize("username", ["wendy", "mary", "serena", "dan"])
def test_a_neighbours_child_is_answered_as_no_child_at_all(site, username):
    client = site.clients[username]
    strange = [client.get(f"/children/{each}") for each in sorted(site.foreign) if len(each) == 26][:8]
    nobody = client.get(f"/children/{'a' * 26}")
    assert {answer.status_code for answer in strange} == {nobody.status_code} == {404}
    assert {len(answer.content) for answer in strange} == {len(nobody.content)}


def test_a_child_being_adopted_is_opened_by_the_allocated_worker_alone(site):
    for place in caseloads.ADOPTED:
        child = caseloads.number(place)
        own = site.sight.worker_on(child, NOW)
        allowed = {name for name in caseloads.ACCOUNTS if child in site.named(name)}
        assert allowed == {name for name, account in caseloads.ACCOUNTS.items() if account[1] == own}
