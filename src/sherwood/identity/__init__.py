"""Identity: which source records belong to which person, handed on as the table `person_record`."""

from sherwood.identity.link import Progress, link, secret_fingerprint

__all__ = ["Progress", "link", "secret_fingerprint"]
