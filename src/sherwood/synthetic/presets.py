"""Synthetic: the presets a county can be made by, handed on as the life courses it is made from."""

from __future__ import annotations

from dataclasses import replace

from sherwood.synthetic.courses import LifeCourses

STANDARD, CLEAN, QUIET = "standard_mess", "clean", "quiet"
PRESETS = (STANDARD, CLEAN, QUIET)


def courses_of(courses: LifeCourses, preset: str) -> LifeCourses:
    """The life courses under a preset: `clean` leaves out every untidiness of files and cells, every late and corrected row.

    `quiet` is as untidy as `standard_mess`, but nothing is planted in it: what a search for causes should find nothing in.

    Raises ValueError for a preset that does not exist.
    """
    if preset not in PRESETS:
        raise ValueError(f"there is no preset '{preset}': choose one of {', '.join(PRESETS)}")
    if preset != CLEAN:
        return courses
    corrections = courses.mess.corrections.model_copy(
        update={"late_reviews": 0.0, "late_periods": 0.0, "wrong_codes": 0, "rows_deleted_later": 0}
    )
    xml = courses.mess.xml
    late = courses.slips.late.model_copy(
        update={
            "share_of_visits": 0.0,
            "share_of_contacts": 0.0,
            "share_of_slips": 0.0,
            "referrals": 0,
            "corrected_dates": 0,
            "deleted_contacts": 0,
        }
    )
    return replace(
        courses,
        mess=courses.mess.model_copy(update={"file": (), "cell": (), "corrections": corrections, "xml": xml}),
        slips=courses.slips.model_copy(update={"slip": (), "padding": (), "late": late}),
    )
