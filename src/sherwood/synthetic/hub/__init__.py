"""Synthetic: the safeguarding hub's own log, from the arrival of a contact to its decision, handed on as a partner's feed."""

from sherwood.synthetic.hub.log import mash_log

__all__ = ["mash_log"]
