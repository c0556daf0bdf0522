"""The door at a real browser: the council's own sign-in service, the second step, the lock, time that is up, an emergency."""

import subprocess
import sys
from types import SimpleNamespace

import pyotp
import pytest
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.people import TOLD_OF_POLICY
from tests.rooms.web import small_county
from tests.rooms.web.conftest import _hash_quickly
from tests.rooms.web.test_sign_in_service import CLIENT, GROUPS, claims, provider
from tests.support.commands import environment
from tests.support.sites import Served

from sherwood.office import setup

__all__ = ["provider"]

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")]
# Sessions are read by the site from its own database: an hour goes by in a process beside it.
AN_HOUR_LATER = """
from sherwood.definitions.home import Home
from sherwood.office import setup
setup.prepare(Home.at())
from sherwood.office.models import SignedInSession
from sherwood.office.sessions import SessionStore
for row in SignedInSession.objects.all():
    kept = SessionStore(row.session_key)
    if "seen" in kept:
        kept["seen"] = kept["seen"] - 3600
    kept.save()
"""


@pytest.fixture(scope="module")
def site(provider, tmp_path_factory):
    """A small council with the provider as its sign-in service, served by a process of its own."""
    home = small_county.make(tmp_path_factory.mktemp("browser"))
    with pytest.MonkeyPatch.context() as patch:
        _hash_quickly(patch)
        small_county.add_accounts()
        patch.setenv("NO_PROXY", "127.0.0.1")
        setup.close()
        settings = f'\n[sign_in]\nissuer = "{provider}"\nclient_id = "{CLIENT}"\ntitle = "Small Council"\n{GROUPS}'
        with (home.council / "council.toml").open("a", encoding="utf-8") as file:
            file.write(settings)
        (home.root / "secrets" / "sign-in-client").write_text("a-secret", encoding="utf-8")
        with Served(home) as served:
            yield SimpleNamespace(address=served.address, home=home, provider=provider)


@pytest.fixture(scope="module")
def chromium(site):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(chromium, site):
    """A window of its own that asks nobody beyond this machine and complains of nothing."""
    window = chromium.new_context()
    window.route(lambda address: "//127.0.0.1:" not in address, lambda route: route.abort())
    window.add_init_script(f"({TOLD_OF_POLICY})()")
    shown, complaints = window.new_page(), []
    shown.on("console", lambda told: complaints.append(told.text) if "policy violated" in told.text else None)
    yield shown
    window.close()
    assert complaints == []


def sign_in(page, site, username, password=small_county.PASSWORD):
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def is_in(page):
    page.get_by_role("button", name="Sign out", exact=True).wait_for()


def test_somebody_signs_in_through_the_councils_service_and_comes_back_where_they_wanted(page, site):
    claims(site.provider, "b-1", preferred_username="petra", name="Petra Provider", groups=["managers-a"])
    page.goto(f"{site.address}/reports")
    page.get_by_role("button", name="Sign in with Small Council").click()
    assert page.url.startswith(site.provider)
    page.get_by_placeholder("sub").fill("b-1")
    page.get_by_role("button", name="Authorize").click()
    is_in(page)
    assert page.url == f"{site.address}/reports"
    page.goto(f"{site.address}/account")
    assert "Team manager" in page.locator("main").inner_text()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_label("User name").wait_for()
    page.goto(f"{site.address}/reports")
    assert "/sign-in" in page.url


def test_somebody_without_a_group_is_told_so_at_the_door(page, site):
    claims(site.provider, "b-2", preferred_username="carl", name="Carl", groups=["canteen"])
    page.goto(f"{site.address}/sign-in")
    page.get_by_role("button", name="Sign in with Small Council").click()
    page.get_by_placeholder("sub").fill("b-2")
    page.get_by_role("button", name="Authorize").click()
    page.get_by_role("alert").wait_for()
    assert "None of your groups holds a role here" in page.get_by_role("alert").inner_text()


def test_a_second_step_is_set_up_and_asked_for_and_a_recovery_code_stands_in_for_it(page, site):
    sign_in(page, site, "serena")
    is_in(page)
    page.goto(f"{site.address}/account/second-factor")
    secret = page.locator("main strong").first.inner_text().replace(" ", "")
    page.get_by_label("Six digits").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    recovery = page.locator("main li strong").first.inner_text()
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, site, "serena")
    page.get_by_label("recovery code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("alert").wait_for()
    page.goto(f"{site.address}/reports")
    assert "/sign-in" in page.url
    sign_in(page, site, "serena")
    page.get_by_label("recovery code").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    is_in(page)


def test_five_wrong_passwords_close_the_door_to_the_right_one_too(page, site):
    for _ in range(5):
        sign_in(page, site, "elsie", "not-the-password")
    sign_in(page, site, "elsie")
    assert "Too many" in page.locator("body").inner_text()
    page.goto(f"{site.address}/")
    assert "/sign-in" in page.url


def test_a_session_left_for_an_hour_is_over_and_says_why(page, site):
    sign_in(page, site, "dan")
    is_in(page)
    subprocess.run([sys.executable, "-c", AN_HOUR_LATER], env=environment(site.home), check=True, timeout=60)
    page.goto(f"{site.address}/reports")
    assert "/sign-in" in page.url
    assert "your time was up" in page.locator("main, body").first.inner_text()


def test_an_emergency_opens_one_record_and_its_manager_is_told(page, chromium, site):
    sign_in(page, site, "mary")
    page.goto(f"{site.address}/emergency")
    page.get_by_label("The child’s number").fill(small_county.number(9))
    page.get_by_label("The child’s date of birth").fill("2014-05-10")
    page.get_by_label("Immediate risk of harm to the child").check()
    page.get_by_label("What has happened").fill("Neighbour heard a child crying for hours")
    page.get_by_role("button", name="Open the record").click()
    page.wait_for_url("**/children/*")
    assert small_county.number(9) in page.locator("main").inner_text()
    other = chromium.new_context().new_page()
    sign_in(other, site, "bea")
    other.get_by_role("link", name="1 notice").click()
    assert "opened a record of your team in an emergency" in other.locator("main").inner_text()
    other.context.close()
