"""A person at a served site with a session of their own, over real HTTP, who follows no redirection unasked."""

import re

import requests

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PROGRAM = re.compile(rb"<code>([^<]{20,})</code>")
DOORS_FOR_PROGRAMS = ("/api/", "/odata/")
SECONDS = 120


class Answer:
    """What came back: the status, every header as text, and the bytes."""

    def __init__(self, response):
        self.status_code = response.status_code
        self.headers = response.headers
        self.content = response.content
        self.streaming = False

    @property
    def head(self):
        return "\n".join(f"{name}: {value}" for name, value in self.headers.items())


class Browsing:
    """One person's browser: cookies and the token of the forms, nothing else."""

    def __init__(self, address):
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False
        self.token = ""
        self.program = {}

    def get(self, path, query=None):
        # Programs bring a token and no session.
        if path.startswith(DOORS_FOR_PROGRAMS):
            bare = {"params": query, "allow_redirects": False, "timeout": SECONDS, "headers": self.program}
            with requests.Session() as fresh:
                fresh.trust_env = False
                return Answer(fresh.get(self.address + path, **bare))
        return self._kept(self.session.get(self.address + path, params=query, allow_redirects=False, timeout=SECONDS))

    def post(self, path, data=None, *, token=True):
        sent = dict(data or {}) | ({"csrfmiddlewaretoken": self.token} if token else {})
        return self._kept(self.session.post(self.address + path, data=sent, allow_redirects=False, timeout=SECONDS))

    def sign_in(self, username, password):
        """Sign in through the form; the token changes then, so the next page is read for it."""
        self.get("/sign-in")
        done = self.post("/sign-in", {"username": username, "password": password})
        assert done.status_code == 302, done.status_code
        self.get("/account")
        made = self.post("/account/tokens", {"title": "A program", "days": "30"})
        found = PROGRAM.search(made.content)
        self.program = {"Authorization": f"Bearer {found[1].decode()}"} if found else {}
        return self

    def _kept(self, response):
        found = TOKEN.search(response.content)
        if found:
            self.token = found[1].decode()
        return Answer(response)
