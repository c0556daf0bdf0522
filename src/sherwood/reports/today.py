"""Today: a worker's first page: what is overdue, what is due, what changed, and the children."""

from __future__ import annotations

from collections.abc import Iterator

from sherwood.reports.caseload import caseload, caseload_section, initials_by_key
from sherwood.reports.desk import Desk
from sherwood.reports.document import Section
from sherwood.reports.figures import key_figures
from sherwood.reports.news import news, news_section
from sherwood.reports.tasks import due_section, overdue_section, said, tasks

FIGURES = ("sw_children_allocated", "work_overdue", "all_work_due")


def worker_sections(desk: Desk) -> Iterator[Section]:
    """Yield a worker's day, what is late first."""
    held, due = caseload(desk), tasks(desk)
    initials = initials_by_key(held)
    late = overdue_section(desk, due, initials)
    yield Section(late.title, (said(due, desk.day), *late.blocks))
    yield due_section(desk, due, initials)
    yield news_section(desk, news(desk), initials)
    yield caseload_section(desk, held)
    yield Section("At a glance", (key_figures(desk, FIGURES),))
