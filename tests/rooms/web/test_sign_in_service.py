"""Signing in through the council's own service, against a real provider of OpenID Connect that runs beside the test."""

import datetime as dt
import json
import re
import subprocess
import sys
import time
import urllib.request

import pytest
from tests.support.sites import free_port

CLIENT = "sherwood-client"
GROUPS = """
[[sign_in.group]]
group = "managers-a"
role = "team_manager"
team = "TA"
[[sign_in.group]]
group = "analysts"
role = "analyst"
"""


@pytest.fixture(scope="module")
def provider():
    """The address of a provider that signs in whomever it is told to."""
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            asked(f"{address}/.well-known/openid-configuration")
            break
        except OSError:
            time.sleep(0.1)
    yield address
    running.terminate()
    running.wait(timeout=20)


def asked(address, data=None, method=None, headers=None):
    request = urllib.request.Request(address, data=data, method=method, headers=headers or {})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())
    with opener.open(request, timeout=10) as answer:
        return answer.status, answer.headers, answer.read().decode()


class NoRedirect(urllib.request.HTTPErrorProcessor):
    """Hands a redirection on instead of following it."""

    def http_response(self, request, response):
        return response if response.status in (301, 302, 303) else super().http_response(request, response)


@pytest.fixture
def service(home, provider, monkeypatch):
    """A council whose people sign in through the provider."""
    settings = f'\n[sign_in]\nissuer = "{provider}"\nclient_id = "{CLIENT}"\ntitle = "Small Council"\n{GROUPS}'
    with (home.council / "council.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    (home.root / "secrets" / "sign-in-client").write_text("a-secret", encoding="utf-8")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return provider


def claims(provider, subject, **said):
    body = json.dumps({"sub": subject, **said}).encode()
    asked(f"{provider}/users/{subject}", body, "PUT", {"Content-Type": "application/json"})


def through(client, provider, subject, onward="/"):
    """Go to the provider, say who one is, and come back; returns the answer at Sherwood's door."""
    there = client.get("/sign-in/service", {"next": onward}).headers["Location"]
    assert there.startswith(provider)
    form = f"sub={subject}".encode()
    _, headers, _ = asked(there, form, "POST", {"Content-Type": "application/x-www-form-urlencoded"})
    back = headers["Location"]
    assert back.startswith("http://localhost/sign-in/service/answer?")
    return client.get(back.removeprefix("http://localhost"))


def roles_of(username):
    from sherwood.office import directory

    today = dt.datetime.now(dt.UTC).date()
    account = directory.account_named(username)
    return account and [(held.role, held.team_id, held.source) for held in account.roles_on(today)]


def last_signed_in(username):
    from sherwood.office.models import Account

    return Account.objects.get(username=username).last_login


def test_somebody_new_gets_an_account_with_the_roles_of_their_groups(service, browser):
    claims(service, "s-1", preferred_username="petra", name="Petra Provider", groups=["managers-a", "unknown"])
    client = browser()
    answer = through(client, service, "s-1", "/reports")
    assert answer.headers["Location"] == "/reports"
    assert roles_of("petra") == [("team_manager", "TA", "group")]
    assert "Petra Provider" in client.get("/reports").content.decode()
    assert last_signed_in("petra") is not None, "by it Sherwood knows who may have left"


def test_whoever_leaves_a_group_has_its_role_no_more_at_the_next_sign_in(service, browser):
    claims(service, "s-2", preferred_username="pavel", name="Pavel", groups=["managers-a"])
    through(browser(), service, "s-2")
    claims(service, "s-2", preferred_username="pavel", name="Pavel", groups=["analysts"])
    through(browser(), service, "s-2")
    assert roles_of("pavel") == [("analyst", None, "group")]


def test_somebody_whose_groups_hold_no_role_is_told_so_and_gets_no_account(service, browser):
    claims(service, "s-3", preferred_username="nobody-new", groups=["canteen"])
    client = browser()
    answer = through(client, service, "s-3")
    assert answer.headers["Location"] == "/sign-in?refused=1"
    assert "None of your groups holds a role here" in client.get("/sign-in?refused=1").content.decode()
    assert roles_of("nobody-new") is None


def test_whoever_calls_themselves_like_a_local_account_does_not_become_it(service, browser):
    claims(service, "s-4", preferred_username="adam", groups=["analysts"])
    client = browser()
    assert through(client, service, "s-4").headers["Location"] == "/sign-in?refused=1"
    assert roles_of("adam") == [("administrator", None, "")]


def test_an_account_made_for_the_service_is_taken_over_by_its_person_and_by_nobody_after(service, browser, home):
    from sherwood.office import directory

    directory.add_account("quentin", None, "Quentin")
    claims(service, "s-5", preferred_username="Quentin", groups=["analysts"])
    assert through(browser(), service, "s-5").headers["Location"] == "/"
    claims(service, "s-6", preferred_username="quentin", groups=["analysts"])
    assert through(browser(), service, "s-6").headers["Location"] == "/sign-in?refused=1"


def test_a_closed_account_stays_closed_whatever_the_service_says(service, browser):
    from sherwood.office import directory

    claims(service, "s-7", preferred_username="rosa", groups=["analysts"])
    through(browser(), service, "s-7")
    directory.disable(directory.account_named("rosa").id)
    assert through(browser(), service, "s-7").headers["Location"] == "/sign-in?refused=1"


def test_an_answer_that_another_browser_asked_for_signs_nobody_in(service, browser):
    claims(service, "s-8", preferred_username="sven", groups=["analysts"])
    mine, theirs = browser(), browser()
    there = mine.get("/sign-in/service").headers["Location"]
    _, headers, _ = asked(there, b"sub=s-8", "POST", {"Content-Type": "application/x-www-form-urlencoded"})
    back = headers["Location"].removeprefix("http://localhost")
    assert theirs.get(back).headers["Location"] == "/sign-in?refused=1"
    assert theirs.get("/").headers["Location"].startswith("/sign-in")


def test_an_answer_is_taken_once(service, browser):
    claims(service, "s-9", preferred_username="tina", groups=["analysts"])
    client = browser()
    there = client.get("/sign-in/service").headers["Location"]
    assert "code_challenge_method=S256" in there
    _, headers, _ = asked(there, b"sub=s-9", "POST", {"Content-Type": "application/x-www-form-urlencoded"})
    back = headers["Location"].removeprefix("http://localhost")
    assert client.get(back).headers["Location"] == "/"
    client.post("/sign-out")
    assert client.get(back).headers["Location"] == "/sign-in?refused=1"


def test_a_token_meant_for_another_client_is_not_believed(service, browser, monkeypatch):
    from sherwood.web import sign_in_service

    claims(service, "s-10", preferred_username="uma", groups=["analysts"])
    asking = sign_in_service.ServiceBackend.get_payload_data
    monkeypatch.setattr(
        sign_in_service.ServiceBackend, "get_payload_data", lambda *given: asking(*given) | {"aud": "other"}
    )
    assert through(browser(), service, "s-10").headers["Location"] == "/sign-in?refused=1"


def test_the_page_sends_nobody_to_another_site_afterwards(service, browser):
    claims(service, "s-11", preferred_username="vera", groups=["analysts"])
    assert through(browser(), service, "s-11", "https://elsewhere.example/").headers["Location"] == "/"


def test_signing_in_by_the_service_is_in_the_trail(service, browser):
    from sherwood.office import audit, directory

    claims(service, "s-12", preferred_username="walt", groups=["analysts"])
    through(browser(), service, "s-12")
    (entry,) = [
        each for each in audit.latest(action="signed in") if each.account_id == directory.account_named("walt").id
    ]
    assert entry.detail == {"by": "service"}


def test_a_service_that_does_not_answer_leaves_the_other_way_open(home, browser):
    settings = f'\n[sign_in]\nissuer = "http://127.0.0.1:{free_port()}"\nclient_id = "{CLIENT}"\n'
    with (home.council / "council.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    client = browser()
    answer = client.get("/sign-in/service")
    assert answer.status_code == 400
    assert "does not answer" in answer.content.decode()
    page = client.get("/sign-in").content.decode()
    assert re.search(r'name="password"', page)


def test_where_local_sign_in_is_closed_a_password_opens_nothing(service, home, browser):
    text = (home.council / "council.toml").read_text(encoding="utf-8")
    (home.council / "council.toml").write_text(
        text.replace("[sign_in]\n", "[sign_in]\nis_local_open = false\n"), encoding="utf-8"
    )
    client = browser()
    page = client.post("/sign-in", {"username": "mary", "password": "four-plain-words-here"})
    assert page.status_code == 200
    assert b'name="password"' not in page.content
