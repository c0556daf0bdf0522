"""Synthetic: how the county's children go to school, and the feeds that schools and the authority's education side hand on."""
