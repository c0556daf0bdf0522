import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES = [
    "/",
    "/reports",
    "/measures",
    "/account",
    "/reports/looked_after/cla_overview/export.csv",
    "/audit",
    "/nothing",
]


def directives(policy):
    return set(policy.split("; "))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_export_or_error_may_be_kept_by_a_browser(signed_in, page):
    assert signed_in("mary").get(page)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", [*PAGES, "/sign-in"])
def test_every_answer_carries_exactly_the_policy_that_was_checked_in_a_browser(signed_in, page):
    answer = signed_in("mary").get(page)
    assert directives(answer["Content-Security-Policy"]) == directives(POLICY)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "page", ["/", "/reports/looked_after/cla_reviews", "/measures/looked_after/cla_open", "/account"]
)
def test_pages_hold_no_script_or_style_of_their_own(signed_in, page):
    from lxml import html

    tree = html.fromstring(signed_in("mary").get(page).content)
    scripts = tree.xpath("//script[not(@src) and not(@type='application/json')]")
    assert scripts == []
    assert tree.xpath("//style | //*[@style] | //*[@onclick or @onload or @onsubmit]") == []


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(browser):
    from tests.rooms.web.small_county import PASSWORD

    client = browser()
    client.post("/sign-in", {"username": "mary", "password": PASSWORD})
    cookie = client.cookies["sherwood"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_static_files_are_served_from_the_package_and_may_be_kept(browser):
    answer = browser().get("/static/sherwood/vendor/sherwood.css")
    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    assert not answer.has_header("Set-Cookie")


def test_a_host_that_is_not_ours_is_refused(browser):
    assert browser().get("/health", HTTP_HOST="elsewhere.example").status_code == 400


def test_charts_are_fetched_only_where_one_is_drawn(signed_in):
    client = signed_in("mary")
    assert b"vega.min" in client.get("/reports/looked_after/cla_overview").content
    assert b"vega" not in client.get("/reports").content
