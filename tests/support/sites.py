"""A served site on a port of this machine, and a person signed in to it with an ordinary browser's means."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import urllib.parse
import urllib.request

from tests.support.commands import environment, program

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """`sherwood serve` as a process of its own until the block is left."""

    def __init__(self, home, workers=1):
        self.home, self.workers = home, workers
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def __enter__(self):
        port = free_port()
        self.process = subprocess.Popen(
            [*program(), "serve", "--port", str(port), "--workers", str(self.workers)],
            env=environment(self.home),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.address = self.process.stdout.readline().strip().rstrip("/")
        assert self.address.endswith(str(port)), self.address
        return self

    def __exit__(self, *failure):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=SECONDS)
        self.process.stdout.close()

    def get(self, path):
        """Status and words of a page; a refusal is raised as an error."""
        with self.browser.open(self.address + path, timeout=SECONDS) as response:
            return response.status, response.read().decode()

    def health(self):
        return json.loads(self.get("/health")[1])

    def sign_in(self, username, password):
        """Sign in through the form."""
        token = TOKEN.search(self.get("/sign-in")[1])[1]
        sent = {"username": username, "password": password, "csrfmiddlewaretoken": token}
        request = urllib.request.Request(f"{self.address}/sign-in", urllib.parse.urlencode(sent).encode())
        with self.browser.open(request, timeout=SECONDS) as response:
            assert response.status == 200
