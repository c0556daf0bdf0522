"""People of the demo at a real browser: they sign in through the form, and what their browser complains of is kept."""

import re

TOLD_OF_POLICY = """() => addEventListener('securitypolicyviolation',
    event => console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`))"""


class Person:
    """One browser window of its own, and how its person reads Sherwood."""

    def __init__(self, browser, site, username, *, width=1280, **more):
        self.site = site
        self.username = username
        self.complaints = []
        self.visited = []
        self.window = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **more)
        self.window.add_init_script(f"({TOLD_OF_POLICY})()")
        self.page = self.window.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("framenavigated", lambda frame: self.visited.append(frame.url))

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, path):
        """Go to a page and wait until its pictures are drawn."""
        self.page.goto(self.site.address + path)
        self.drawn()
        return self.page

    def drawn(self):
        for picture in self.page.locator(".app-chart").all():
            picture.locator("svg").wait_for(state="attached")
        assert self.page.locator(".app-chart:not([data-drawn='true'])").count() == 0

    def sign_in(self):
        """Sign in through the form, as a person does."""
        self.page.goto(f"{self.site.address}/sign-in")
        self.page.get_by_label("User name").fill(self.username)
        self.page.get_by_label("Password").fill(self.site.accounts[self.username])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("button", name="Sign out").wait_for()
        self.drawn()
        return self

    def figures(self):
        """The key figures of the page by label, as text."""
        tiles = self.page.locator(".app-figure").all()
        return [
            (each.locator(".app-figure__label").inner_text(), each.locator(".app-figure__value").inner_text())
            for each in tiles
        ]

    def figure(self, label):
        """The link on one key figure's number."""
        tile = self.page.locator(".app-figure", has=self.page.get_by_role("heading", name=label, exact=True))
        return tile.locator(".app-figure__value a")

    def children(self):
        """The links to journeys on the page, each child once, in reading order."""
        found = [each.get_attribute("href") for each in self.page.locator("main a[href^='/children/']").all()]
        return list(dict.fromkeys(found))

    def child_numbers(self):
        """The children's numbers that a list shows."""
        column = self.page.locator("td[data-label='Child number']")
        return [text.strip() for text in column.all_inner_texts()]

    def to_open(self, label):
        """Click a key figure's number and wait for its list."""
        self.figure(label).click()
        self.page.get_by_role("heading", name="the children behind the figure").wait_for()

    def close(self):
        self.window.close()


def number(text):
    """The number that a figure shows, without the words for screen readers: `78.3%` is 78.3."""
    found = re.match(r"[\d,]+(\.\d+)?", text.strip())
    return float(found[0].replace(",", "")) if found else None
