"""Synthetic: which part thinks up which partner's feed, in the order in which they are written."""

from __future__ import annotations

from sherwood.synthetic.community import COMMUNITY
from sherwood.synthetic.education import EDUCATION
from sherwood.synthetic.hub import mash_log
from sherwood.synthetic.partners import Writer
from sherwood.synthetic.registers import REGISTERS

WRITERS: dict[str, Writer] = {"mash_log": mash_log, **REGISTERS, **COMMUNITY, **EDUCATION}
