"""Jobs: a statutory return written from the warehouse, held against its rules and against the return that was loaded."""

from sherwood.jobs.returns.export import Exported, export_return

__all__ = ["Exported", "export_return"]
