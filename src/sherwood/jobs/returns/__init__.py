"""Jobs: a statutory return written from the warehouse, held against its rules and against the return that was loaded."""

from sherwood.jobs.returns.export import Exported, export_return
from sherwood.jobs.returns.inspection import Lists, export_lists

__all__ = ["Exported", "Lists", "export_lists", "export_return"]
