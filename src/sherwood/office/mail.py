"""The office's mail: goes out by the council's own server, as `council.toml` names it; what is in it is for its sender to answer for."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.mail import get_connection, send_mail

from sherwood.definitions.council import Smtp, load_council

log = logging.getLogger("sherwood.office")
SMTP_SECRET = "smtp-password"  # noqa: S105 - the name of a file, not what it holds
SECONDS = 10


def is_set_up() -> bool:
    """Whether the council has named a mail server."""
    return load_council(settings.SHERWOOD_HOME).smtp is not None


def post(letters: Iterable[tuple[str, str, str]]) -> list[bool]:
    """Send each letter (address, subject, text); returns which went. One that does not is logged, without its address."""
    smtp = load_council(settings.SHERWOOD_HOME).smtp
    return list(_sent(smtp, letters)) if smtp else []


def _sent(smtp: Smtp, letters: Iterable[tuple[str, str, str]]) -> Iterator[bool]:
    secret = settings.SHERWOOD_HOME.root / "secrets" / SMTP_SECRET
    password = secret.read_text(encoding="utf-8").strip() if secret.exists() else ""
    server = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=smtp.host,
        port=smtp.port,
        username=smtp.user,
        password=password,
        use_tls=smtp.starttls,
        timeout=SECONDS,
    )
    for address, subject, text in letters:
        try:
            send_mail(subject, text, smtp.sender, [address], connection=server)
        # A server that does not take it, or a letter that is none, as where its subject or address has two lines: the others go.
        except (OSError, ValueError) as fault:
            log.error("a mail could not be sent kind=%s", type(fault).__name__)
            yield False
        else:
            yield True
