"""Synthetic: the made-up county, written as the files a council would receive, with the truth beside them."""

from sherwood.synthetic.county import CountySummary, NotMade, make_county, summary
from sherwood.synthetic.reporting import county_report

__all__ = ["CountySummary", "NotMade", "county_report", "make_county", "summary"]
