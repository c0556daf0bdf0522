"""Synthetic: peoples the county around the children known to services, and hands on everybody who lives there."""

from sherwood.synthetic.peopling.county_people import Peopling, people_the_county

__all__ = ["Peopling", "people_the_county"]
