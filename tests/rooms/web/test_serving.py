import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.core.management import call_command

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.home import Home
from sherwood.office import setup
from sherwood.office.errors import OfficeNotReady
from sherwood.web import server

SERVE = """
import sys
from sherwood.definitions.home import Home
from sherwood.web import server
server.serve(Home.at(sys.argv[1]), port=int(sys.argv[2]), workers=1, on_ready=lambda address: print(address, flush=True))
"""


@pytest.fixture
def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture
def site(home, free_port):
    """The site in a process of its own, as `sherwood serve` runs it; ended by its own id."""
    command = [sys.executable, "-c", SERVE, str(home.root), str(free_port)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    yield running.stdout.readline().strip(), running
    if running.poll() is None:
        running.send_signal(signal.SIGTERM)
    running.communicate(timeout=20)


def get(address, **headers):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20)


@pytest.mark.slow
def test_the_site_answers_at_the_address_it_announces_and_ends_when_told(site):
    address, running = site
    assert json.loads(get(f"{address}health").read()) == {"state": "ok", "data_date": "2024-03-31"}
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 0
    assert out == err == ""


@pytest.mark.slow
def test_static_files_are_compressed_and_named_by_content(site):
    address, _ = site
    page = get(f"{address}sign-in").read().decode()
    (sheet,) = [part for part in page.split('"') if part.endswith(".css")]
    answer = get(f"{address.rstrip('/')}{sheet}", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.slow
def test_a_connection_carries_one_request_so_that_every_process_takes_its_share(site):
    address, _ = site
    with requests.Session() as kept:
        assert kept.get(f"{address}health", timeout=20).headers["Connection"] == "close"


@pytest.mark.slow
def test_many_people_are_answered_at_once(site):
    address, _ = site
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda _: get(f"{address}sign-in").status, range(40)))
    assert answers == [200] * 40


def test_a_home_without_an_office_is_not_served(tmp_path, free_port):
    with pytest.raises(OfficeNotReady, match="sherwood user add"):
        server.serve(Home(tmp_path / "new"), port=free_port, on_ready=print)


def test_an_office_of_an_older_version_is_not_served_until_it_is_upgraded(tmp_path, free_port):
    older = Home(tmp_path / "older")
    setup.prepare(older)
    call_command("migrate", "office", "0001", verbosity=0)
    with pytest.raises(OfficeNotReady, match="sherwood upgrade"):
        server.serve(older, port=free_port, on_ready=print)


def test_a_port_that_is_taken_is_said_so(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(server.PortTaken, match="choose another --port"):
            server.serve(home, port=other.getsockname()[1], on_ready=print)


def test_what_every_page_needs_is_read_once_and_never_looked_through_for_garbage(home):
    gc.unfreeze()
    try:
        server._settle(home)
        kept = gc.get_freeze_count()
    finally:
        gc.unfreeze()
    assert kept > 100_000


def test_a_definition_that_cannot_be_read_does_not_keep_the_site_from_starting(tmp_path):
    spoilt = Home(tmp_path / "spoilt")
    (spoilt.council / "measures").mkdir(parents=True)
    (spoilt.council / "measures" / "mine.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(CatalogueError):
        load_catalogue(spoilt.council)
    try:
        server._settle(spoilt)
    finally:
        gc.unfreeze()


def test_without_gunicorn_a_threaded_server_answers(home, free_port):
    announced = []
    thread = threading.Thread(
        target=server._serve_with_threads, args=(home, "127.0.0.1", free_port, announced.append), daemon=True
    )
    thread.start()
    for _ in range(100):
        if announced:
            break
        time.sleep(0.05)
    assert get(f"{announced[0]}health").status == 200


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://localhost:8000/"),
        ("::", "http://localhost:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("sherwood.example", "http://sherwood.example:8000/"),
    ],
)
def test_the_address_is_one_that_can_be_opened(host, shown):
    assert server.address(host, 8000) == shown


def test_static_files_are_collected_once_for_the_same_files(home):
    from sherwood.web import static_files

    static_files.collect()
    manifest = home.cache / "static" / "staticfiles.json"
    before = manifest.stat().st_mtime_ns
    static_files.collect()
    assert manifest.stat().st_mtime_ns == before
    (home.cache / "static" / static_files.STAMP).write_text("older", encoding="ascii")
    static_files.collect()
    assert manifest.stat().st_mtime_ns > before


def test_the_application_loads_for_any_wsgi_server(home):
    code = "from sherwood.web.wsgi import application; print(callable(application))"
    environment = {**os.environ, "SHERWOOD_HOME": str(home.root)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
