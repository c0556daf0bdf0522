"""Papers for committees: figures held against targets and others, told in sentences that each rest on their numbers."""

from sherwood.reports.paper.paper import PackRequest, committee_paper

__all__ = ["PackRequest", "committee_paper"]
