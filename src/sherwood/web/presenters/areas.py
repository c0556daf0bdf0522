"""The web: the service areas by which reports and measures are listed: plain titles, in the order of a child's journey."""

from __future__ import annotations

TITLES = {
    "front_door": "Front door",
    "early_help": "Early help",
    "assessment": "Assessments",
    "section_47": "Section 47 enquiries and conferences",
    "child_in_need": "Children in need",
    "child_protection": "Child protection",
    "looked_after": "Children looked after",
    "placements": "Placements",
    "health_of_cla": "Health of children looked after",
    "education_of_cla": "Education of children looked after",
    "missing_exploitation": "Missing children and exploitation",
    "permanence_adoption": "Permanence and adoption",
    "care_leavers": "Care leavers",
    "send": "Special educational needs",
    "attendance_exclusion": "Attendance, exclusion and participation",
    "youth_justice": "Youth justice",
    "quality_practice": "Quality of practice",
    "demand_capacity": "Work due and overdue",
    "workforce_caseload": "Workers and caseloads",
    "data_quality": "Quality of the data",
}
ORDER = list(TITLES)


def area_title(area: str) -> str:
    """Return the words of a service area's folder; a council's own area is its folder's name."""
    return TITLES.get(area, area.replace("_", " ").capitalize())


def place_of(area: str) -> tuple[int, str]:
    """Return where an area stands in a list: along a child's journey, then those of the council by name."""
    return (ORDER.index(area) if area in TITLES else len(ORDER), area)
