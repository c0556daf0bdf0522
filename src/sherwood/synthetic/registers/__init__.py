"""Synthetic: the lists that offices beside the case system keep, each handed on as one partner's feed."""

from collections.abc import Callable

import numpy as np

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.everyone import Everyone
from sherwood.synthetic.partner_feed import FeedTables
from sherwood.synthetic.registers.allegations import lado
from sherwood.synthetic.registers.assurance import quality
from sherwood.synthetic.registers.early_help_cases import early_help
from sherwood.synthetic.registers.fostering_households import fostering
from sherwood.synthetic.registers.health_list import health_cla
from sherwood.synthetic.registers.legal_tracker import court
from sherwood.synthetic.registers.panel import adoption_panel
from sherwood.synthetic.registers.payments import placement_finance
from sherwood.synthetic.registers.private_care import private_fostering
from sherwood.synthetic.registers.staffing import workforce

REGISTERS: dict[str, Callable[[Everyone, np.random.Generator, LifeCourses], FeedTables]] = {
    "early_help": early_help,
    "private_fostering": private_fostering,
    "lado": lado,
    "health_cla": health_cla,
    "court": court,
    "fostering": fostering,
    "adoption_panel": adoption_panel,
    "quality": quality,
    "placement_finance": placement_finance,
    "workforce": workforce,
}

__all__ = ["REGISTERS"]
