"""Records to put right: each person is shown those of their own children, with who can mend them, and what they answer is kept."""

import csv
import datetime as dt
import io
import re

import pytest
from lxml import html
from tests.rooms.web.small_county import ADOPTED, AUTHORITY, WORKERS

from sherwood.jobs.quality_kept import keep_quality
from sherwood.store import Reader

# The return holds no pupil number at all, so that each child has one fault; all else the rules ask of it is in order.
EVERYBODY = len(WORKERS)
OPENABLE = EVERYBODY - 1
RULE = "pupil_number_missing"


def page_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return html.fromstring(answer.content)


def words(answer, status=200):
    return re.sub(r"\s+", " ", page_of(answer, status).text_content())


def keys(client, query=""):
    """The faults of the list, in its order."""
    found = page_of(client.get(f"/records{query}")).xpath("//a/@href")
    return [link.rpartition("/")[2] for link in found if re.fullmatch(r"/records/[0-9a-f]{16}", link)]


@pytest.mark.parametrize(
    ("who", "seen"), [("wendy", 5), ("mary", 8), ("bea", 4), ("serena", OPENABLE), ("dan", OPENABLE), ("ana", OPENABLE)]
)
def test_each_person_is_shown_the_faults_of_their_own_children_and_none_of_a_restricted_one(signed_in, who, seen):
    client = signed_in(who)
    assert len(keys(client)) == seen
    assert f"{seen} records" in words(client.get("/records"))


def test_person_without_children_does_not_get_the_page(signed_in):
    for who in ("elsie", "audrey", "adam"):
        assert signed_in(who).get("/records").status_code == 403


def test_list_leads_to_the_child_says_what_to_do_and_names_worker_and_team(signed_in):
    page = page_of(signed_in("mary").get("/records"))
    text = re.sub(r"\s+", " ", page.text_content())
    assert len([link for link in page.xpath("//table//a/@href") if link.startswith("/children/")]) == 8
    assert "No pupil number; open since 1 Jun 2023" in text
    assert "Ask the school for the number" in text
    assert "Wendy Alder" in text
    assert "Will Birch" in text


def test_no_childs_number_stands_on_the_page_or_in_an_address(signed_in):
    answer = signed_in("ana").get("/records")
    assert b"56690" not in answer.content


def test_manager_of_one_team_sees_their_workers_and_the_county_its_teams(signed_in):
    assert "By worker" in words(signed_in("mary").get("/records"))
    of_county = words(signed_in("ana").get("/records"))
    assert "By team" in of_county
    assert "Bassetlaw team" in of_county


def test_score_counts_second_looks_as_in_order(signed_in):
    """A missing pupil number is a second look: it waits on the list, and every record is in order."""
    assert "100.0% 12 of 12 children" in words(signed_in("ana").get("/records"))


def test_rules_that_were_not_asked_are_told_with_the_feed_they_lack(signed_in):
    text = words(signed_in("ana").get("/records"))
    assert "Rules that were not asked" in text
    assert "nothing of ssd was received" in text


def test_list_can_be_narrowed_and_refuses_what_the_page_does_not_offer(signed_in):
    client = signed_in("ana")
    assert len(keys(client, f"?rule={RULE}&severity=check&team=TB")) == 4
    assert keys(client, "?severity=error") == []
    assert keys(client, "?topic=late") == []
    assert client.get("/records?duck=1").status_code == 400
    assert client.get("/records?state=duck").status_code == 400


def test_fault_says_what_is_wrong_and_what_to_do_and_leads_to_the_child(signed_in):
    client = signed_in("wendy")
    page = page_of(client.get(f"/records/{keys(client)[0]}"))
    assert "No pupil number is recorded" in page.text_content()
    assert "Ask the school" in page.text_content()
    assert [link for link in page.xpath("//main//a/@href") if link.startswith("/children/")]


def test_fault_of_another_teams_or_a_restricted_child_is_answered_as_one_that_is_not_there(home, signed_in):
    mine = keys(signed_in("mary"))[0]
    assert signed_in("bea").get(f"/records/{mine}").status_code == 404
    assert signed_in("bea").post(f"/records/{mine}/say", {"state": "said_fixed"}).status_code == 404
    closed = set(every_key(home)) - set(keys(signed_in("ana")))
    assert len(closed) == 1, f"child {ADOPTED} alone is restricted"
    assert signed_in("ana").get(f"/records/{closed.pop()}").status_code == 404


def every_key(home):
    import sqlglot

    found = Reader.current(home, AUTHORITY).select(sqlglot.parse_one("SELECT fault_key FROM record_fault"))
    return [key for (key,) in found]


def test_what_is_said_fixed_leaves_the_open_list_and_stands_among_those_said_fixed(signed_in):
    client = signed_in("wendy")
    key = keys(client)[0]
    answer = client.post(f"/records/{key}/say", {"state": "said_fixed", "words": "The school told us."}, follow=True)
    assert "The school told us." in words(answer)
    assert "Wendy Alder" in words(answer)
    assert key not in keys(client)
    assert keys(client, "?state=said_fixed") == [key]
    assert "Said fixed" in words(client.get("/records?state=said_fixed"))
    assert key not in keys(signed_in("mary")), "it is said to everybody who sees the child"


def test_what_is_no_error_needs_its_reason(signed_in):
    client = signed_in("mary")
    key = keys(client)[0]
    assert "Give the reason" in words(client.post(f"/records/{key}/say", {"state": "not_an_error"}), 400)
    assert client.post(f"/records/{key}/say", {"state": "not_an_error", "words": "Taught at home."}).status_code == 302
    assert keys(client, "?state=not_an_error") == [key]
    client.post(f"/records/{key}/say", {"state": "open"})
    assert key in keys(client)


def test_unknown_state_and_too_many_words_are_refused(signed_in):
    client = signed_in("mary")
    key = keys(client)[0]
    assert "Choose what" in words(client.post(f"/records/{key}/say", {"state": "duck"}), 400)
    assert "at most 500" in words(client.post(f"/records/{key}/say", {"state": "open", "words": "x" * 501}), 400)


def test_said_fixed_and_still_in_a_later_file_waits_again_and_says_so(home, signed_in):
    client = signed_in("wendy")
    key = keys(client)[0]
    client.post(f"/records/{key}/say", {"state": "said_fixed"})
    from sherwood.office.models import FaultNote

    # The return was received on 30 April 2024.
    FaultNote.objects.update(noted_at=dt.datetime(2024, 4, 30, 12, tzinfo=dt.UTC))
    assert key not in keys(client), "the file of that very day may have been written before"
    FaultNote.objects.update(noted_at=dt.datetime(2024, 4, 29, 12, tzinfo=dt.UTC))
    assert key in keys(client)
    assert "Said fixed 29 Apr 2024, still found" in words(client.get("/records"))


def test_answer_is_written_to_the_audit_trail(signed_in):
    client = signed_in("wendy")
    client.post(f"/records/{keys(client)[0]}/say", {"state": "said_fixed"})
    from sherwood.office.models import AuditEvent

    (event,) = AuditEvent.objects.filter(action="record at fault answered")
    assert event.detail == {"of": RULE, "state": "said_fixed"}


def test_file_holds_the_whole_list_with_what_to_do_for_those_who_may_take_rows(signed_in):
    assert signed_in("wendy").get("/records/export.csv").status_code == 403
    answer = signed_in("ana").get("/records/export.csv")
    assert answer.status_code == 200
    rows = [row for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))) if "No pupil number" in str(row)]
    assert len(rows) == OPENABLE
    assert all("Ask the school" in str(row) for row in rows)
    assert signed_in("ana").get("/records/export.xlsx").content[:2] == b"PK"
    assert signed_in("ana").get("/records/export.duck").status_code == 404


def test_course_over_time_stands_on_the_page_once_two_months_are_kept(home, signed_in, monkeypatch):
    client = signed_in("ana")
    keep_quality(home, AUTHORITY)
    assert "Over time" not in words(client.get("/records"))
    earlier = (("2024-02", 12, 6, 9), ("2024-03", 12, 12, 12))
    monkeypatch.setattr("sherwood.jobs.quality_kept.kept", lambda *_: iter([kept_month(*each) for each in earlier]))
    text = words(client.get("/records"))
    assert "Over time" in text
    assert "50.0% at first, 100.0% now" in text


def kept_month(month, children, in_order, found):
    day = dt.date.fromisoformat(f"{month}-28")
    counts = {"children": children, "in_order": in_order, "found": found}
    return [{"sort": "unit", "data_date": day, "team": "TA", "worker": "SW0000001", **counts}]
