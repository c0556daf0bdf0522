"""Slow, obvious answers for single measures, over the rows of the tables they speak of.

Each function is named as its measure and follows the measure's words: `t` holds the tables, `first` and `last` are the days of the
period. It gives the numerator and the denominator, None for a count. Nothing of Sherwood is imported.
"""
