"""Identity: which source records belong to which person, handed on as the table `person_record`."""

from sherwood.identity.link import Decision, Progress, link, secret_fingerprint
from sherwood.identity.packaged import model_hash

__all__ = ["Decision", "Progress", "link", "model_hash", "secret_fingerprint"]
