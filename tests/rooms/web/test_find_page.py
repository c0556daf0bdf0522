"""Finding a child: forgiving, among children one may open alone, asked by POST, written to the trail without what was typed."""

import pytest
from tests.rooms.web.small_county import number


def found(client, **typed):
    answer = client.post("/find", typed)
    return answer.status_code, answer.content.decode()


def test_the_number_finds_ones_own_child(signed_in):
    status, page = found(signed_in("wendy"), number=number(0))
    assert status == 200
    assert number(0) in page
    assert page.count('href="/children/') == 1


def test_another_teams_child_is_answered_as_no_child(signed_in):
    client = signed_in("wendy")
    strange, nobody = found(client, number=number(9)), found(client, number="999999")
    assert strange[0] == nobody[0] == 200
    assert (
        strange[1].replace(number(9), "999999").split("csrfmiddlewaretoken")[0]
        == nobody[1].split("csrfmiddlewaretoken")[0]
    )
    assert "No child whom you may open fits" in strange[1]


@pytest.mark.parametrize(
    ("day", "month", "children"),
    [("1", "5", 1), ("5", "1", 1), ("5", "5", 1), ("27", "5", 0)],
)
def test_a_birth_date_finds_day_and_month_exchanged_too(signed_in, day, month, children):
    status, page = found(signed_in("dan"), day=day, month=month, year="2014")
    assert status == 200
    assert page.count('href="/children/') == children


def test_everything_known_must_fit(signed_in):
    status, page = found(signed_in("dan"), number=number(0), day="2", month="5", year="2014")
    assert (status, page.count('href="/children/')) == (200, 0)


def test_nothing_known_is_said_to_be_missing(signed_in):
    status, page = found(signed_in("dan"))
    assert status == 422
    assert "Enter a name, a date of birth or a number" in page


@pytest.mark.parametrize("typed", [{"day": "31", "month": "2", "year": "2014"}, {"day": "x"}, {"year": "99999999999"}])
def test_a_birth_date_that_is_none_is_said_so(signed_in, typed):
    status, page = found(signed_in("dan"), **typed)
    assert status == 422
    assert "whole date of birth" in page


def test_what_is_typed_after_a_question_mark_is_not_looked_for(signed_in):
    page = signed_in("wendy").get("/find", {"number": number(0)}).content.decode()
    assert "Found" not in page
    assert number(0) not in page


def test_the_trail_holds_how_it_was_asked_and_who_was_shown_and_not_what_was_typed(signed_in):
    from sherwood.office import audit

    found(signed_in("wendy"), number=number(0))
    found(signed_in("wendy"), name="Somebody Unlikely", number=number(9))
    missed, hit = audit.latest(action="search")[:2]
    assert (hit.detail["of"], hit.records_shown) == ("number", 1)
    assert (missed.detail["of"], missed.records_shown) == ("name and number", 0)
    assert number(9) not in str(audit.latest())
    assert "Unlikely" not in str(audit.latest())


def test_a_restricted_child_is_found_by_nobody_without_a_grant(signed_in):
    assert 'href="/children/' not in found(signed_in("dan"), number=number(7))[1]


@pytest.mark.parametrize("username", ["audrey", "elsie", "adam", "nora"])
def test_whoever_opens_no_child_finds_none(signed_in, username):
    assert found(signed_in(username), number=number(0))[0] == 403


@pytest.mark.parametrize("typed", ["' OR 1=1 --", "%", "_" * 100, "\x00", "<script>", "é" * 300])
def test_odd_signs_find_nobody_and_break_nothing(signed_in, typed):
    for field in ("name", "number"):
        status, page = found(signed_in("dan"), **{field: typed})
        assert status == 200
        assert 'href="/children/' not in page
        assert "<script>" not in page.replace("<script src", "")
