"""Synthetic: every kind of file that the county is made from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sherwood.synthetic.shapes import Calibration, Course, Mess, NamesShape, OrganisationShape, Places, Published, Slips
from sherwood.synthetic.shapes_of_england import EnglandShape
from sherwood.synthetic.shapes_of_partners import Deliveries, Identifying, Origins
from sherwood.synthetic.shapes_of_time import Pandemic, PlantedKinds, Terms

LifeCourseFile = Annotated[
    Course
    | OrganisationShape
    | NamesShape
    | Places
    | Mess
    | Slips
    | Terms
    | Pandemic
    | PlantedKinds
    | Origins
    | Identifying
    | Deliveries
    | EnglandShape
    | Published
    | Calibration,
    Field(discriminator="kind"),
]
