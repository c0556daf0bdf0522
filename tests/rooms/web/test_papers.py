"""Papers and the register as pages: one form makes a paper, the list gives it back, and rights stand at each door."""

import io
import json
import re

import docx

QUARTER = "2023-24-Q4"


def made(client, audience="managers", quarter=QUARTER):
    answer = client.post("/papers", {"quarter": quarter, "audience": audience, "area": "care"}, follow=True)
    return answer.content.decode()


def test_a_paper_is_made_on_one_page_and_given_back(signed_in):
    client = signed_in("ana")
    page = made(client)
    assert "Made and kept: Quarterly performance" in page
    way = re.search(r'href="(/papers/[^"]+\.docx)"', page)[1]
    answer = client.get(way)
    assert answer["Content-Disposition"].startswith('attachment; filename="committee-2023-24-Q4-managers-')
    texts = [each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert any("Children looked after: " in text for text in texts)


def test_quarter_that_is_not_over_is_refused_in_words(signed_in):
    assert "choose 2023-24-Q4" in made(signed_in("ana"), quarter="2024-25-Q1")


def test_audience_and_form_that_are_not_offered_are_not_found(signed_in):
    client = signed_in("ana")
    assert client.post("/papers", {"quarter": QUARTER, "audience": "everyone"}).status_code == 404
    assert client.get("/papers/committee-none.docx").status_code == 404
    assert client.get("/papers/committee-none.exe").status_code == 404


def test_paper_for_managers_is_not_given_to_those_who_do_not_see_the_county(signed_in):
    way = re.search(r'href="(/papers/[^"]+\.docx)"', made(signed_in("ana")))[1]
    assert signed_in("mary").get(way).status_code == 403


def test_register_is_a_page_and_a_file_with_the_six_answers(signed_in):
    client = signed_in("mary")
    page = client.get("/register").content.decode()
    assert "Forecast of demand at the front door" in page
    assert "Which suppliers and agreements are there?" in page
    found = json.loads(client.get("/register/export.json").content)
    assert len(found["answers"]) == 6
    assert client.get("/register/export.pdf").content.startswith(b"%PDF")
    assert client.get("/register/export.exe").status_code == 404


def test_reports_page_leads_to_both(signed_in):
    page = signed_in("ana").get("/reports").content.decode()
    assert 'href="/papers"' in page
    assert 'href="/register"' in page
