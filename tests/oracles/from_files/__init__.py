"""Measures worked out from the files a county wrote, by their wording alone: one plain function a measure, named as it is.

Each function says in its first words what the measure's text asks. It is given the files and the first and last day of a
period, and answers with its cases. Nothing here knows of Sherwood.
"""
