"""Every page of the site as somebody of a role comes to it: by its address, and by following the links of the pages before."""

from urllib.parse import urlsplit

from tests.support.attempts import LISTED, REPORTS

START = (
    "/",
    "/reports",
    "/measures",
    "/papers",
    "/register",
    "/findings",
    "/explore",
    "/views",
    "/search?q=vists",
    "/connect",
    "/records",
    "/forecast",
    "/forecast/staffing",
    "/families",
    "/families/mine",
    "/families/claims",
    "/families/how-it-works",
    "/data",
    "/data/unread",
    "/find",
    "/emergency",
    "/emergency/reviews",
    "/notices",
    "/people",
    "/audit",
    "/audit/unusual",
    "/audit/breach",
    "/governance",
    "/account",
    "/account/second-factor",
    *(f"/reports/{each}" for each in REPORTS[:3]),
    *(f"/measures/{each}" for each in LISTED[:2]),
    f"/measures/{LISTED[0]}/children?from=2024-03-31&to=2024-03-31&grain=day",
    f"/measures/{LISTED[0]}/lineage?period=2024-03",
)
# Of these there are many alike: the first that a role comes upon stands for them.
ONE_OF = ("/children/", "/findings/", "/data/unread/", "/people/", "/records/", "/families/claims/", "/families/")
# A form sent as it stands, so that its errors are shown.
WRONG = ("/find", "/emergency", "/audit/breach", "/account/second-factor")


def more(page, seen):
    """Addresses of this page that stand for many, not yet come upon."""
    found = {}
    for link in page.locator("main a[href^='/']:not([download])").all():
        path = urlsplit(link.get_attribute("href")).path
        kind = next((each for each in ONE_OF if path.startswith(each) and path != each.rstrip("/")), None)
        if kind and kind not in seen:
            found.setdefault(kind, path)
    return found


def unfold(page):
    """Open whatever is folded: menus on a narrow screen, details, tables behind charts."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.count() and menu.first.is_visible():
        menu.first.click()
