"""The inbox of findings: each person is shown what is said of their own units, and what people say of it is kept."""

import re

import pytest
from lxml import html
from tests.rooms.web.small_county import AUTHORITY

from sherwood.jobs import findings as job

EMPTY = "No scan has been made yet"


def row(level, unit, kind="concern", *, part_of=None, measure="looked_after/cla_open"):
    """A finding as a scan would keep it."""
    return {
        "id": f"2024-03/{measure}/{level}/{unit}",
        "month": "2024-03",
        "since": "2024-01",
        "measure": measure,
        "title": "Children looked after",
        "level": level,
        "unit": unit,
        "label": "Whole area" if level == "authority" else unit,
        "kind": kind,
        "side": "high",
        "tier": "digest",
        "status": "new",
        "verdict": "performance",
        "part_of": part_of,
        "usual": 10.0,
        "now": 20.0,
        "sigmas": 4.0,
        "p": 0.0001,
        "children": 10.0,
        "sentence": f"Children looked after ({unit}) rose to 20 children.",
        "how_sure": "by chance about once in 800 years",
        "details": {
            "explained": [
                {
                    "dimension": "team",
                    "change": 10.0,
                    "chance": 0.001,
                    "parts": [
                        {"code": "TA", "label": "Ashfield team", "contribution": 8.0, "rate": 8.0, "mix": 0.0},
                        {"code": "TB", "label": "Bassetlaw team", "contribution": 2.0, "rate": 2.0, "mix": 0.0},
                    ],
                }
            ]
        },
    }


WHOLE = row("authority", "authority")
TEAM = row("team", "TA", part_of=WHOLE["id"])
ALONE = row("team", "TB", "improvement", measure="looked_after/cla_started")


@pytest.fixture
def scanned(home, monkeypatch):
    """The home after a scan that found these three."""

    def kept_for(_home, viewer):
        rows = [dict(each) for each in (WHOLE, TEAM, ALONE) if job.may_see(viewer, each)]
        return {"scan": {"to": "2024-03", "tested": 3}, "findings": rows}

    monkeypatch.setattr("sherwood.web.views.findings.kept_for", kept_for)
    return home


def words(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def address(finding):
    return f"/findings/{job.key_of(finding)}"


def test_before_a_scan_the_page_says_what_would_fill_it(home, signed_in):
    assert EMPTY in words(signed_in("ana").get("/findings"))


def test_whoever_answers_for_the_county_sees_concerns_and_improvements(scanned, signed_in):
    text = words(signed_in("ana").get("/findings"))
    assert "Children looked after (authority) rose to 20 children." in text
    assert "Concern" in text
    assert "Improvement" in text
    assert "Also in 1 team or district." in text
    assert "by chance about once in 800 years" in text
    assert "(TA)" not in text


def test_others_are_shown_their_own_units_alone(scanned, signed_in):
    text = words(signed_in("mary").get("/findings"))
    assert "(TA)" in text
    assert "(TB)" not in text
    assert "(authority)" not in text


def test_an_elected_member_is_shown_none(scanned, signed_in):
    client = signed_in("elsie")
    assert "No sign of change" in words(client.get("/findings"))
    assert client.get(address(WHOLE)).status_code == 404


def test_one_finding_shows_parts_that_add_up_where_else_it_shows_and_its_measure(scanned, signed_in):
    answer = signed_in("ana").get(address(WHOLE))
    text = words(answer)
    assert "By team: parts moved differently" in text
    assert "Ashfield team" in text
    assert "+8.0" in text
    assert "+10.0" in text
    assert "(TA)" in text
    links = html.fromstring(answer.content).xpath("//main//a/@href")
    assert "/measures/looked_after/cla_open" in links


def test_a_finding_that_is_not_theirs_is_not_there(scanned, signed_in):
    client = signed_in("mary")
    assert client.get(address(ALONE)).status_code == 404
    assert client.post(f"{address(ALONE)}/note", {"kind": "comment", "words": "x"}).status_code == 404
    assert signed_in("ana").get("/findings/" + "0" * 16).status_code == 404


def test_what_is_said_is_kept_with_who_said_it_and_nothing_is_changed(scanned, signed_in):
    client = signed_in("ana")
    given = {"kind": "action", "words": "Ask the team.", "owner": "Wendy", "due": "2024-05-31"}
    assert client.post(f"{address(WHOLE)}/note", given).status_code == 302
    client.post(f"{address(WHOLE)}/note", {"kind": "comment", "words": "Half-term.", "owner": "nobody"})
    text = words(client.get(address(WHOLE)))
    assert "Ask the team. Owner: Wendy. By 31 May 2024." in text
    assert "Half-term." in text
    assert "nobody" not in text
    assert "2 notes." in words(client.get("/findings"))


def test_a_dismissed_finding_moves_down_and_may_be_accepted_again(scanned, signed_in):
    client = signed_in("ana")
    client.post(f"{address(WHOLE)}/note", {"kind": "dismissed", "words": "A known change of definition."})
    page = words(client.get("/findings"))
    assert page.index("(TB)") < page.index("(authority)")
    client.post(f"{address(WHOLE)}/note", {"kind": "accepted", "words": "It was not."})
    page = words(client.get("/findings"))
    assert page.index("(authority)") < page.index("(TB)")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "dismissed", "words": " "}, "Give the reason."),
        ({"kind": "comment", "words": ""}, "Write what you want to say."),
        ({"kind": "action", "words": "Do it"}, "Name who does it."),
        ({"kind": "action", "words": "Do it", "owner": "Wendy", "due": "soon"}, "Write the day as 2026-12-31."),
        ({"kind": "praise", "words": "x"}, "Choose what you want to do."),
        ({"kind": "comment", "words": "x" * 501}, "at most 500 characters"),
    ],
)
def test_what_cannot_be_kept_is_told_and_what_was_written_stays(scanned, signed_in, given, told):
    client = signed_in("ana")
    answer = client.post(f"{address(WHOLE)}/note", given)
    assert told in words(answer, 400)
    assert given["words"].strip() in answer.content.decode()
    assert "Nothing yet." in words(client.get(address(WHOLE)))


def test_a_note_is_posted_and_never_read_from_an_address(scanned, signed_in):
    assert signed_in("ana").get(f"{address(WHOLE)}/note").status_code == 405


def test_findings_are_kept_by_authority(home):
    assert job.kept_files(home, AUTHORITY) == []


def test_the_inbox_offers_to_be_sent_by_mail_and_not_to_be_pinned(scanned, signed_in):
    from sherwood.office import directory, subscriptions
    from sherwood.office.favourites import Thing

    directory.set_email(directory.account_named("ana").id, "ana@small.example")
    client = signed_in("ana")
    text = words(client.get("/findings"))
    assert "Send me its totals and the way here by e-mail" in text
    assert "Pin to my home page" not in text
    asked = {"kind": "findings", "name": "inbox", "every": "week", "back": "/findings"}
    assert client.post("/views/send", asked).status_code == 302
    sent = subscriptions.subscriptions(directory.account_named("ana").id)
    assert [(each.thing, each.every) for each in sent] == [(Thing("findings", "inbox"), "week")]
    assert client.post("/views/send", asked | {"name": "other"}).status_code == 404


def test_what_followed_an_action_stands_below_it(scanned, signed_in, monkeypatch):
    asked = []

    def follow_up(_home, viewer, row, acted):
        asked.append((viewer.county, row["id"], acted))
        return "In the 2 months since: 11 children; when found 20 children, usually about 10 children."

    monkeypatch.setattr("sherwood.web.views.findings.follow_up", follow_up)
    client = signed_in("ana")
    client.post(f"{address(WHOLE)}/note", {"kind": "comment", "words": "Half-term."})
    assert "In the 2 months since" not in words(client.get(address(WHOLE)))
    client.post(f"{address(WHOLE)}/note", {"kind": "action", "words": "Ask.", "owner": "Wendy", "due": ""})
    assert words(client.get(address(WHOLE))).count("In the 2 months since: 11 children") == 1
    assert {(county, row) for county, row, _ in asked} == {(True, WHOLE["id"])}


def test_a_chart_of_the_measure_is_marked_until_the_finding_is_dismissed(scanned, signed_in, monkeypatch):
    import datetime as dt

    from sherwood.jobs.findings_told import Noted

    found = Noted(job.key_of(WHOLE), dt.date(2024, 1, 1), "higher than usual, found in March 2024")
    monkeypatch.setattr(
        "sherwood.web.asked.noted", lambda _home, viewer: {WHOLE["measure"]: (found,)} if viewer.county else {}
    )
    page = f"/measures/{WHOLE['measure']}"
    client = signed_in("ana")
    assert "1 Jan 2024: higher than usual, found in March 2024" in words(client.get(page))
    assert "higher than usual" not in words(signed_in("mary").get(page))
    client.post(f"{address(WHOLE)}/note", {"kind": "dismissed", "words": "A feed came late."})
    assert "higher than usual" not in words(client.get(page))
