"""Anomalies: what really changed, what is chance, and which units differ from the others beyond chance."""

from sherwood.anomalies.funnel import FunnelOptions, funnel_of
from sherwood.anomalies.observed import Columns, charts_of
from sherwood.anomalies.options import CHARTS, OF_RATIOS, ChartOptions
from sherwood.anomalies.table import read_table

__all__ = [
    "CHARTS",
    "OF_RATIOS",
    "ChartOptions",
    "Columns",
    "FunnelOptions",
    "charts_of",
    "funnel_of",
    "read_table",
]
