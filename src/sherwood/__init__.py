"""Sherwood: a data warehouse and self-service reports for English children's services."""

__version__ = "0.1.0"
