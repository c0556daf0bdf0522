"""What is held to be wrong: anyone flags it from where it stands, who can mend it is told and answers, and it is shown back."""

import datetime as dt
import re

import pytest
from lxml import html
from tests.rooms.web.small_county import AUTHORITY

from sherwood.access import persons_of_records
from sherwood.store import Reader

LIST = "/measures/looked_after/cla_open/children?from=2024-03-31&to=2024-03-31"
WRONG = "The placement ended in May."


def words(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def offered(client, address):
    """The children whom the form below a list offers to flag."""
    page = html.fromstring(client.get(address).content)
    return [key for key in page.xpath("//select[@id='flag-record']/option/@value") if key]


def flagged(client, of="measure:looked_after/cla_open", record="", why=WRONG, back=LIST):
    return client.post("/flags/raise", {"of": of, "record": record, "words": why, "back": back})


def waiting(client):
    """The keys of the flags that a person can answer."""
    page = html.fromstring(client.get("/flags").content)
    return [re.search(r"[0-9a-f-]{36}", each)[0] for each in page.xpath("//form[contains(@action, '/answer')]/@action")]


@pytest.mark.parametrize(
    "address",
    ["/reports/looked_after/cla_overview", "/measures/looked_after/cla_open", LIST],
)
def test_a_figure_is_flagged_from_a_report_a_measure_and_a_list(signed_in, address):
    page = html.fromstring(signed_in("wendy").get(address).content)
    (form,) = page.xpath("//form[@action='/flags/raise']")
    assert form.xpath(".//textarea[@name='words']")
    assert form.get("method") == "post"


def test_a_child_is_flagged_from_the_own_page(signed_in):
    wendy = signed_in("wendy")
    key = offered(wendy, LIST)[0]
    page = html.fromstring(wendy.get(f"/children/{key}").content)
    assert page.xpath("//form[@action='/flags/raise']//input[@name='record']/@value") == [key]


def test_list_offers_to_flag_the_children_it_lists_and_no_other(signed_in):
    assert len(offered(signed_in("wendy"), LIST)) == 5
    assert len(offered(signed_in("bea"), LIST)) == 4


def test_a_flag_reaches_the_manager_of_the_childs_team_and_the_data_quality_officer_and_no_other_team(signed_in):
    wendy = signed_in("wendy")
    assert flagged(wendy, record=offered(wendy, LIST)[0]).url == LIST
    assert WRONG in words(signed_in("mary").get("/flags"))
    assert "1 notice" in words(signed_in("mary").get("/"))
    assert WRONG in words(signed_in("dan").get("/flags"))
    assert WRONG not in words(signed_in("bea").get("/flags"))
    assert waiting(signed_in("bea")) == []


def test_its_state_and_the_reason_are_shown_back_to_who_flagged_it_and_on_the_list(signed_in):
    wendy = signed_in("wendy")
    flagged(wendy, record=offered(wendy, LIST)[0])
    assert "Open" in words(wendy.get("/flags"))
    mary = signed_in("mary")
    (flag,) = waiting(mary)
    mary.post(f"/flags/{flag}/answer", {"state": "fixed", "words": "Mended in the case system."})
    wendy = signed_in("wendy")
    for address in ("/flags", LIST):
        text = words(wendy.get(address))
        assert "Mended" in text
        assert "Mended in the case system." in text
    assert "What you flagged as wrong was answered" in words(wendy.get("/notices"))


def test_a_figure_flagged_by_the_county_is_the_data_quality_officers_to_answer(signed_in):
    flagged(signed_in("serena"))
    assert len(waiting(signed_in("dan"))) == 1
    assert waiting(signed_in("mary")) == []


def test_a_child_whom_the_person_may_not_open_cannot_be_flagged_and_nothing_is_kept(signed_in):
    mine = set(offered(signed_in("wendy"), LIST))
    foreign = next(key for key in offered(signed_in("dan"), LIST) if key not in mine)
    assert flagged(signed_in("wendy"), record=foreign).status_code == 404
    assert waiting(signed_in("dan")) == []


def test_a_restricted_child_cannot_be_flagged_by_who_may_not_open_it(home, signed_in):
    open_to_all = set(offered(signed_in("dan"), LIST))
    everybody = set(persons_of_records(Reader.current(home, AUTHORITY), AUTHORITY))
    (closed,) = everybody - open_to_all
    assert flagged(signed_in("dan"), record=closed).status_code == 404


def test_once_a_record_is_closed_nothing_is_told_of_its_flag_but_how_it_stands(signed_in):
    from sherwood.office import directory

    wendy, answer = signed_in("wendy"), "The grandmother in Leeds told us."
    key = offered(wendy, LIST)[0]
    flagged(wendy, record=key)
    mary = signed_in("mary")
    mary.post(f"/flags/{waiting(mary)[0]}/answer", {"state": "fixed", "words": answer})
    assert answer in words(wendy.get("/flags"))
    directory.restrict(key, "refuge", from_date=dt.date(2024, 1, 1))
    text = words(wendy.get("/flags"))
    assert "Mended" in text
    assert not [each for each in (answer, WRONG, key) if each in text]


@pytest.mark.parametrize(
    ("data", "why"),
    [({"why": ""}, "no reason"), ({"why": "x" * 501}, "too many words")],
)
def test_a_flag_needs_a_reason_of_at_most_500_characters(signed_in, data, why):
    wendy = signed_in("wendy")
    assert flagged(wendy, **data).url == LIST, why
    assert "Say what is wrong" in words(wendy.get(LIST))
    assert waiting(signed_in("dan")) == []


def test_nothing_but_what_there_is_can_be_flagged(signed_in):
    assert flagged(signed_in("wendy"), of="measure:looked_after/no_such").status_code == 404
    assert flagged(signed_in("wendy"), of="anything").status_code == 404


def test_it_leads_back_to_no_other_site(signed_in):
    assert flagged(signed_in("wendy"), back="https://example.org/").url == "/flags"


def test_an_answer_needs_a_state_and_a_reason_and_only_who_can_mend_it_answers(signed_in):
    flagged(signed_in("wendy"))
    dan = signed_in("dan")
    (flag,) = waiting(dan)
    for answer in ({"state": "fixed", "words": ""}, {"state": "gone", "words": "Why."}):
        dan.post(f"/flags/{flag}/answer", answer)
    assert "Choose an answer" in words(dan.get("/flags"))
    good = {"state": "not_wrong", "words": "It is as the return has it."}
    assert signed_in("bea").post(f"/flags/{flag}/answer", good).status_code == 404
    assert signed_in("wendy").post(f"/flags/{flag}/answer", good).status_code == 403
    signed_in("dan").post(f"/flags/{flag}/answer", good)
    assert "Not wrong" in words(signed_in("wendy").get("/flags"))


def test_raising_and_answering_are_written_to_the_trail_without_the_words(home, signed_in):
    from sherwood.office import models

    wendy = signed_in("wendy")
    key = offered(wendy, LIST)[0]
    flagged(wendy, record=key)
    mary = signed_in("mary")
    mary.post(f"/flags/{waiting(mary)[0]}/answer", {"state": "fixed", "words": "Mended."})
    events = models.AuditEvent.objects.filter(action__in=["flagged as wrong", "flag answered"]).order_by("id")
    assert [each.action for each in events] == ["flagged as wrong", "flag answered"]
    assert not any(WRONG in str(each.detail) or "Mended." in str(each.detail) for each in events)


def test_members_who_see_no_children_flag_figures_alone(signed_in):
    elsie = signed_in("elsie")
    assert flagged(elsie, back="/flags").url == "/flags"
    assert WRONG in words(elsie.get("/flags"))
    assert flagged(elsie, record="a" * 26).status_code == 403


def test_of_which_children_flags_are_read_is_written_to_the_trail(signed_in):
    from sherwood.office import models

    wendy, bea = signed_in("wendy"), signed_in("bea")
    key = offered(bea, LIST)[0]
    flagged(bea, record=key)

    def written(client):
        last = models.AuditEvent.objects.latest("id").id
        client.get("/flags")
        found = models.AuditEvent.objects.filter(id__gt=last, action="child list seen")
        return {(each.detail["of"], child.record_key) for each in found for child in each.children.all()}

    assert written(bea) == {("flags", key)}
    assert written(wendy) == ({("flags", key)} if waiting(wendy) else set())
