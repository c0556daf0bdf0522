"""Outputs: statutory returns in the forms their collections take: a set of CSV files, one XML message, or lists in a workbook."""

from sherwood.outputs.returns.census import census_message
from sherwood.outputs.returns.csv_set import csv_file
from sherwood.outputs.returns.lists import Sheet, lists_workbook, plain_workbook

__all__ = ["Sheet", "census_message", "csv_file", "lists_workbook", "plain_workbook"]
