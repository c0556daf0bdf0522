"""The office's settings that differ from home to home: database, secret, logs, collected static files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sherwood.definitions.home import Home
from sherwood.office.presence import DATABASE_SETTING

TLS_SETTING = "SHERWOOD_TLS"
HOSTS_SETTING = "SHERWOOD_HOSTS"
PROXIES_SETTING = "SHERWOOD_PROXIES"
LOG_FILE_BYTES = 5_000_000


def of(home: Home) -> dict[str, Any]:
    """Return the Django settings that this home decides."""
    return {
        "SHERWOOD_HOME": home,
        "SECRET_KEY": home.secret("django").hex(),
        "DATABASES": {"default": database(home)},
        "STATIC_ROOT": static_root(home),
        "LOGGING": logging(home),
    }


def static_root(home: Home) -> Path:
    """Return where compressed copies of the static files are collected; it may be emptied at any time."""
    return home.cache / "static"


def database(home: Home) -> dict[str, Any]:
    """Return SQLite in the home, or the server SHERWOOD_OFFICE_DATABASE names (`postgresql://user:password@host/name`).

    SQLite runs in WAL mode, so readers never wait for the one writer; a write transaction takes its lock at the start,
    so two of them queue instead of failing half-way.
    """
    if address := os.environ.get(DATABASE_SETTING):
        return _server(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home.office),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def logging(home: Home) -> dict[str, Any]:
    """Return the technical log: what Sherwood did and what failed, never what was asked or shown.

    Django's own request and template loggers are silenced because they write addresses as typed and values from pages.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "sherwood.office.log_lines.OneLine"}},
        "handlers": {
            "file": {
                "class": "logging.handlers.RotatingFileHandler",
                "filename": str(home.logs / "web.log"),
                "maxBytes": LOG_FILE_BYTES,
                "backupCount": 5,
                "encoding": "utf-8",
                "delay": True,
                "formatter": "line",
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "loggers": {
            "sherwood": {"handlers": ["file"], "level": "INFO", "propagate": False},
            "django": {"handlers": ["nowhere"], "level": "WARNING", "propagate": False},
            "django.request": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
            "axes": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
        },
    }


def allow_host(host: str) -> None:
    """Let browsers reach this process, and those it starts, under the address it is told to listen at."""
    if host not in ("", "0.0.0.0", "::") and host not in extra_hosts():  # noqa: S104 - compared, not bound
        os.environ[HOSTS_SETTING] = ",".join([*extra_hosts(), host])


def is_over_tls() -> bool:
    """Whether browsers reach this home over TLS, as SHERWOOD_TLS says: then cookies are secure and HSTS is sent."""
    return os.environ.get(TLS_SETTING, "").lower() in ("1", "true", "yes", "on")


def extra_hosts() -> list[str]:
    """Return the host names, beyond this machine's own, that SHERWOOD_HOSTS lists with commas."""
    return [name.strip() for name in os.environ.get(HOSTS_SETTING, "").split(",") if name.strip()]


def proxies() -> int:
    """How many trusted proxies stand in front of this home (SHERWOOD_PROXIES); none unless said."""
    return int(os.environ.get(PROXIES_SETTING, "0") or 0)


def _server(address: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address."""
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
