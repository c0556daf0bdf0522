"""Synthetic: the report that holds a county against published figures, counted from the files it wrote and from nothing else.

No part of this folder reads the truth or what the generator keeps in memory: it opens the drops a council would receive.
"""

from sherwood.synthetic.reporting.report import county_report

__all__ = ["county_report"]
