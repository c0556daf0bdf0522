"""In depth: pictures of one measure taken apart: flow through breakdowns, how long it lasts, against another, group against group."""

from sherwood.reports.depth.against import against
from sherwood.reports.depth.flow import flow
from sherwood.reports.depth.groups import relative
from sherwood.reports.depth.lasting import lasting

__all__ = ["against", "flow", "lasting", "relative"]
