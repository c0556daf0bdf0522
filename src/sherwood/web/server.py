"""The web: serves a home until stopped, with gunicorn where there is one, else with a threaded server of Python's own."""

from __future__ import annotations

import atexit
import gc
import importlib.util
import os
import socket
import socketserver
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.council import load_council
from sherwood.definitions.errors import Problem
from sherwood.definitions.home import Home
from sherwood.office import home_settings, setup

THREADS = 4
# A connection of its own for each request: one kept open stays with the process that took it, and one process took them all.
KEEP_ALIVE_SECONDS = 0

OnReady = Callable[[str], None]


class PortTaken(Problem):
    """Another program already listens at this address."""


def serve(home: Home, *, host: str = "127.0.0.1", port: int = 8000, workers: int = 2, on_ready: OnReady) -> None:
    """Serve the home at this address until stopped; `on_ready` is told the address once the site listens.

    Raises CatalogueError for settings that can't be used, OfficeNotReady for a home whose office database is missing or out of
    date, PortTaken.
    """
    load_council(home)
    # Workers are started afresh and read from the environment which home they serve.
    os.environ[setup.HOME_SETTING] = str(home.root)
    home_settings.allow_host(f"[{host}]" if ":" in host else host)
    setup.require_migrated(home)
    from sherwood.web import static_files  # noqa: PLC0415 - needs Django set up

    _require_free(host, port)
    static_files.collect()
    setup.close()
    if importlib.util.find_spec("gunicorn") and importlib.util.find_spec("fcntl"):
        _serve_with_gunicorn(home, host, port, workers, on_ready)
    else:
        _serve_with_threads(home, host, port, on_ready)


def address(host: str, port: int) -> str:
    """Return the address to open in a browser."""
    shown = "localhost" if host in ("", "0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def _require_free(host: str, port: int) -> None:
    """Raise PortTaken if nothing can listen there: gunicorn itself would try for five seconds and end without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            raise PortTaken(
                f"{address(host, port)} cannot be listened at ({fault.strerror}): choose another --port."
            ) from fault


def _settle(home: Home) -> None:
    """Read what every page needs before the first is asked for, and tell Python's collector to leave it: it stays as long as the process.

    Else the definitions of hundreds of reports are looked through for garbage with every few pages. A definition that cannot be read is
    told by the first page that needs it.
    """
    with suppress(Problem):
        load_catalogue(home.council)
    gc.collect()
    gc.freeze()
    # The engine's library says on the way out what nobody collected.
    atexit.register(gc.unfreeze)


def _serve_with_gunicorn(home: Home, host: str, port: int, workers: int, on_ready: OnReady) -> None:
    """Serve with several processes of several threads each, started afresh (no preload) so that none shares a connection."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not there on every system

    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": bind,
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "keepalive": KEEP_ALIVE_SECONDS,
        "preload_app": False,
        "accesslog": None,
        "loglevel": "critical",
        "when_ready": lambda _: on_ready(address(host, port)),
    }

    class Site(BaseApplication):  # type: ignore[misc]
        """The site as gunicorn starts it."""

        def load_config(self) -> None:
            """Give gunicorn its options."""
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Load the application in each worker."""
            from sherwood.web.wsgi import application  # noqa: PLC0415 - loaded after the fork

            _settle(home)
            return application

    Site().run()


class _ThreadedServer(socketserver.ThreadingMixIn, WSGIServer):
    """Python's own server, a thread a request."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """A handler that logs no addresses: they carry what was asked."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        """Write nothing."""


def _serve_with_threads(home: Home, host: str, port: int, on_ready: OnReady) -> None:
    """Serve from one process, for systems without gunicorn, such as Windows."""
    from sherwood.web.wsgi import application  # noqa: PLC0415 - needs Django set up

    _settle(home)
    with make_server(host, port, application, server_class=_ThreadedServer, handler_class=_Quiet) as server:
        on_ready(address(host, port))
        server.serve_forever()
