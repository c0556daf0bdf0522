"""Outputs: statutory returns in the forms their collections take: a set of CSV files, or one XML message."""

from sherwood.outputs.returns.census import census_message
from sherwood.outputs.returns.csv_set import csv_file

__all__ = ["census_message", "csv_file"]
