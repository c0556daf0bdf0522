"""The doors for programs show what the pages show the token's owner, and nothing to anybody else."""

import base64
import datetime as dt

import pytest
from lxml import etree
from openapi_spec_validator import validate
from tests.rooms.web import small_county

OPEN = "/api/v1/measures/looked_after/cla_open?from=2024-03-31&to=2024-03-31&grain=day"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


@pytest.fixture
def token(home):
    """Make a token of a person, good to the end of the day."""

    def made(username, days=0):
        from sherwood.office import access_tokens, directory

        person = directory.account_named(username).id
        return access_tokens.make(person, "test", dt.date.today() + dt.timedelta(days=days))

    return made


@pytest.fixture
def ask(browser, token):
    """Ask as a person's program would, with a token and no session."""

    def asked(username, path, **headers):
        return browser().get(path, headers={"Authorization": f"Bearer {token(username)}", **headers})

    return asked


def basic(password):
    return "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()


@pytest.mark.parametrize(("person", "number"), [("wendy", 5), ("mary", 8), ("bea", 4), ("dan", 12)])
def test_a_token_reads_its_owners_figures(ask, person, number):
    (row,) = ask(person, OPEN).json()["rows"]
    assert row == {"period": "2024-03-31", "numerator": number, "denominator": None, "value": number}


def test_a_filter_on_another_team_gives_what_no_team_at_all_gives(ask):
    other, nowhere = (ask("mary", f"{OPEN}&team={team}").json()["rows"] for team in ("TB", "nowhere"))
    assert other == nowhere


def test_members_read_official_figures_with_small_numbers_withheld(ask):
    rows = ask("elsie", f"{OPEN}&by=team").json()["rows"]
    assert all(row["numerator"] in (None, 0) or row["numerator"] >= 6 for row in rows)
    assert ask("elsie", f"{OPEN}&team=TA").status_code == 403


def test_members_get_groups_and_not_the_codes_that_add_up_to_them(ask):
    rows = ask("elsie", "/odata/cla_open?$top=1000").json()["value"]
    told = {row["Dimension"] for row in rows}
    assert "ethnicity_group" in told
    assert not told & {"ethnicity", "placement_type"}
    assert ask("elsie", f"{OPEN}&by=ethnicity").status_code == 400


@pytest.mark.parametrize("path", ["/odata/", "/odata/$metadata", "/odata/cla_open", "/api/v1/measures", OPEN])
def test_without_a_token_every_door_asks_for_one(browser, path):
    answer = browser().get(path)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    "header", ["Bearer sherwood_wrong", "Bearer ", "Basic !!!", "Basic", basic("wrong"), "Digest x"]
)
def test_a_wrong_token_is_as_none(browser, header):
    assert browser().get(OPEN, headers={"Authorization": header}).status_code == 401


def test_a_token_taken_back_or_of_a_closed_account_opens_nothing(browser, token):
    from sherwood.office import access_tokens, directory

    mary = directory.account_named("mary").id
    first, second = token("mary"), token("mary")
    (kept, _) = access_tokens.tokens(mary)
    access_tokens.revoke(mary, kept.id)
    assert browser().get(OPEN, headers={"Authorization": f"Bearer {second}"}).status_code == 401
    assert browser().get(OPEN, headers={"Authorization": f"Bearer {first}"}).status_code == 200
    directory.disable(mary)
    assert browser().get(OPEN, headers={"Authorization": f"Bearer {first}"}).status_code == 401


def test_rights_taken_away_are_gone_at_the_next_question(browser, token):
    from sherwood.office import directory

    held = {"Authorization": f"Bearer {token('mary')}"}
    assert browser().get(OPEN, headers=held).status_code == 200
    directory.end_role(directory.account_named("mary").id, "team_manager", dt.date(2020, 1, 2))
    assert browser().get(OPEN, headers=held).status_code == 403


def test_a_token_opens_no_page(browser, token):
    held = {"Authorization": f"Bearer {token('dan')}"}
    for page in ("/", "/measures/looked_after/cla_open", "/find", "/connect", "/explore/export.csv?measure=cla_open"):
        assert browser().get(page, headers=held).status_code == 302, page


@pytest.mark.parametrize("person", ["adam", "audrey", "nora"])
def test_who_may_not_take_figures_away_reads_none_here(ask, person):
    assert ask(person, OPEN).status_code == 403
    assert ask(person, "/odata/cla_open").status_code == 403


def test_a_report_comes_with_its_children_only_for_those_who_may_take_rows(ask):
    held = {
        person: ask(person, "/api/v1/reports/looked_after/cla_overview").content.decode() for person in ("wendy", "dan")
    }
    assert small_county.number(0) not in held["wendy"]
    assert small_county.number(0) in held["dan"]
    assert ask("elsie", "/api/v1/reports/looked_after/no_such").status_code == 404


def test_what_was_read_is_in_the_trail(ask):
    from sherwood.office.models import AuditEvent

    ask("dan", OPEN)
    ask("dan", "/odata/cla_open?$filter=Dimension eq 'all'&$top=3")
    events = AuditEvent.objects.filter(action="figures read by token").order_by("id")
    assert [each.detail for each in events] == [
        {"of": "looked_after/cla_open", "rows": 1},
        {"of": "cla_open", "rows": 3},
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/measures/looked_after/cla_open?from=soon",
        "/api/v1/measures/looked_after/cla_open?grain=hour",
        "/odata/cla_open?$filter=Nothing eq 1",
        "/odata/cla_open?$expand=Children",
        "/odata/cla_open?$top=-1",
        "/odata/cla_open?$filter=contains(Label,'a')",
        "/odata/cla_open?$orderby=Value up",
        "/odata/cla_open?$filter=(((",
    ],
)
def test_what_is_not_understood_is_refused_in_words_and_never_passed_over(ask, path):
    answer = ask("dan", path)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_the_description_is_openapi_and_every_path_of_it_answers(ask):
    found = ask("dan", "/api/v1/openapi.json").json()
    validate(found)
    for path in found["paths"]:
        area, name = ("reports", "cla_overview") if path.startswith("/reports") else ("measures", "cla_open")
        filled = path.replace("{area}", "looked_after").replace("{name}", name)
        assert ask("dan", f"/api/v1{filled}").status_code == 200, (path, area)


def values(ask, query, person="dan"):
    return ask(person, f"/odata/cla_open?{query}").json()["value"]


def test_a_filter_on_one_breakdown_gives_its_rows_alone_and_they_add_up(ask):
    whole = values(ask, "$filter=Dimension eq 'all' and PeriodEnd ge 2024-03-31")
    teams = values(ask, "$filter=Dimension eq 'team' and PeriodEnd ge 2024-03-31")
    assert [row["Value"] for row in whole] == [12]
    assert sum(row["Value"] for row in teams) == 12
    assert {row["Label"] for row in teams} == {"Ashfield team", "Bassetlaw team"}


def test_pages_follow_each_other_without_a_gap_or_a_row_twice(ask, monkeypatch):
    from sherwood.web.programs import odata

    whole = values(ask, "$filter=Dimension ne 'worker'")
    monkeypatch.setattr(odata, "PAGE_ROWS", 50)
    found, path = [], "/odata/cla_open?$filter=Dimension ne 'worker'&$count=true"
    while path:
        page = ask("dan", path).json()
        found += page["value"]
        path = page.get("@odata.nextLink", "").removeprefix("http://localhost")
        assert len(page["value"]) <= 50
    assert found == whole
    keys = [(row["Period"], row["Dimension"], row["Code"]) for row in found]
    assert len(set(keys)) == len(keys) == page["@odata.count"]


def test_a_page_of_an_older_build_is_refused(ask):
    assert ask("dan", "/odata/cla_open?$skip=50&$skiptoken=older").status_code == 410


def test_top_skip_order_and_columns(ask):
    rows = values(ask, "$filter=Dimension eq 'sex'&$orderby=PeriodEnd desc,Value&$select=PeriodEnd,Value&$top=4")
    assert [set(row) for row in rows] == [{"PeriodEnd", "Value"}] * 4
    assert rows == sorted(rows, key=lambda row: (-dt.date.fromisoformat(row["PeriodEnd"]).toordinal(), row["Value"]))
    assert values(ask, "$filter=Dimension eq 'all'&$skip=35") == values(ask, "$filter=Dimension eq 'all'")[35:]


@pytest.mark.parametrize(
    ("condition", "keeps"),
    [
        ("Value gt 5", lambda row: row["Value"] is not None and row["Value"] > 5),
        ("not (Value gt 5)", lambda row: not (row["Value"] is not None and row["Value"] > 5)),
        ("Denominator eq null", lambda row: row["Denominator"] is None),
        ("Withheld eq false", lambda row: not row["Withheld"]),
        ("Code eq 'TA' or Code eq 'TB'", lambda row: row["Code"] in ("TA", "TB")),
    ],
)
def test_a_filter_keeps_what_it_says(ask, condition, keeps):
    every = values(ask, "$filter=Dimension ne 'x'")
    assert values(ask, f"$filter={condition}") == [row for row in every if keeps(row)]


def test_the_schema_names_every_measure_and_every_column_that_rows_have(ask):
    root = etree.fromstring(ask("dan", "/odata/$metadata").content)
    sets = {each.get("Name") for each in root.iter(f"{EDM}EntitySet")}
    named = {each["name"] for each in ask("dan", "/odata/").json()["value"]}
    assert sets == named
    assert len(sets) > 330
    (figure,) = [each for each in root.iter(f"{EDM}EntityType") if each.get("Name") == "Figure"]
    columns = {each.get("Name") for each in figure.iter(f"{EDM}Property")}
    assert columns == set(values(ask, "$top=1")[0])


def test_a_token_is_made_on_the_page_shown_once_and_taken_back(signed_in, browser):
    client = signed_in("mary")
    page = client.post("/account/tokens", {"title": "Excel", "days": "30"}).content.decode()
    token = page.split("<code>")[1].split("</code>")[0]
    assert browser().get(OPEN, headers={"Authorization": basic(token)}).status_code == 200
    later = client.get("/connect").content.decode()
    assert token not in later
    number = later.split('name="token" value="')[1].split('"')[0]
    client.post("/account/tokens/revoke", {"token": number})
    assert browser().get(OPEN, headers={"Authorization": basic(token)}).status_code == 401


def test_a_token_without_a_name_or_for_ever_is_not_made(signed_in):
    client = signed_in("mary")
    for sent in ({"title": "", "days": "30"}, {"title": "Excel", "days": "9999"}):
        assert client.post("/account/tokens", sent).status_code == 302
    assert "Your tokens" not in client.get("/connect").content.decode()


@pytest.mark.parametrize("path", ["/api/v1/measures/nothing", "/api/v1/reports/%F1%BF%9A/0", "/odata/a/b/c", "/api/"])
def test_an_address_that_is_none_is_answered_to_a_program_in_json(ask, path):
    answer = ask("dan", path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert answer.json()["error"]["code"] == "404"
