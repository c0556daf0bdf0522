"""Synthetic: what partners in the community know of the same families: police, youth justice, benefits, housing, treatment.

What several partners know of (a call-out, an offence, a spell out of work) is drawn once by a purpose of its own and is the same in every
feed; what each feed adds, its delays, its errors and its own numbers, is drawn by that feed.
"""

from sherwood.synthetic.community.benefits import dwp
from sherwood.synthetic.community.exploiting import exploitation
from sherwood.synthetic.community.housing import housing
from sherwood.synthetic.community.missing_reports import police_missing
from sherwood.synthetic.community.police import police_incidents
from sherwood.synthetic.community.treating import substance_misuse
from sherwood.synthetic.community.youth_cases import youth_justice
from sherwood.synthetic.partners import Writer

COMMUNITY: dict[str, Writer] = {
    "police_incidents": police_incidents,
    "police_missing": police_missing,
    "exploitation": exploitation,
    "youth_justice": youth_justice,
    "dwp": dwp,
    "housing": housing,
    "substance_misuse": substance_misuse,
}

__all__ = ["COMMUNITY"]
