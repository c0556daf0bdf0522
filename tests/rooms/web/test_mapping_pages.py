"""The pages on which an analyst says what an unknown file holds."""

import pytest
from lxml import html
from tests.rooms.sources.test_proposing import POLICE


@pytest.fixture
def waiting(home):
    folder = home.inbox / "refused"
    folder.mkdir(parents=True)
    (folder / "april.csv").write_text(POLICE, encoding="utf-8")


def links(answer, start):
    return html.fromstring(answer.content).xpath(f"//main//a[starts-with(@href, '{start}')]/@href")


def form_of(answer):
    """The fields of the page's form as a browser would send them."""
    [form] = html.fromstring(answer.content).xpath("//main//form")
    return form.action, dict(form.form_values())


def test_the_data_page_leads_to_the_files_not_read(signed_in, waiting):
    page = signed_in("ana").get("/data")
    assert "Files not read: 1" in page.content.decode()
    assert links(page, "/data/unread") == ["/data/unread"]


def test_a_person_who_may_not_map_sees_no_way_there(signed_in, waiting):
    assert signed_in("mary").get("/data/unread").status_code == 403


def test_no_file_name_stands_in_the_address_or_the_title(signed_in, waiting):
    client = signed_in("ana")
    [address] = links(client.get("/data/unread"), "/data/unread/")
    assert "april" not in address
    assert "april" not in html.fromstring(client.get(address).content).findtext(".//title")


def test_the_proposal_shows_headings_and_never_a_cell(signed_in, waiting):
    client = signed_in("ana")
    text = client.get(links(client.get("/data/unread"), "/data/unread/")[0]).content.decode()
    assert "DASH Grade" in text
    assert not any(cell in text for cell in ("Larch", "N300412", "23/0041877"))


def test_another_likely_table_can_be_chosen(signed_in, waiting):
    client = signed_in("ana")
    [address] = links(client.get("/data/unread"), "/data/unread/")
    other = links(client.get(address), "/data/unread/")[0]
    assert "?table=" in other
    _, fields = form_of(client.get(other))
    assert f"?table={fields['table'].replace('/', '%2F')}" in other


def test_what_is_kept_is_written_down_audited_and_takes_the_file_back(signed_in, waiting, home):
    from sherwood.office import audit

    client = signed_in("ana")
    [address] = links(client.get("/data/unread"), "/data/unread/")
    action, fields = form_of(client.get(address))
    answer = client.post(action, fields | {"column-role": "Part Played"}, follow=True)
    assert "is in the inbox again" in answer.content.decode()
    assert (home.inbox / "april.csv").exists()
    assert "Incident Ref" in (home.council / "spellings.toml").read_text(encoding="utf-8")
    assert audit.latest(1)[0].action == "mapping of a file confirmed"


def test_what_can_not_be_kept_is_said_and_the_choices_stay(signed_in, waiting, home):
    client = signed_in("ana")
    [address] = links(client.get("/data/unread"), "/data/unread/")
    action, fields = form_of(client.get(address))
    answer = client.post(action, fields | {"column-incident_number": "", "column-role": "Part Played"})
    assert answer.status_code == 422
    assert "choose the heading of Incident No" in answer.content.decode()
    _, again = form_of(answer)
    assert again["column-role"] == "Part Played"
    assert not (home.council / "spellings.toml").exists()


def test_a_file_taken_back_meanwhile_is_not_found(signed_in, waiting):
    assert signed_in("ana").get("/data/unread/" + "0" * 16).status_code == 404
