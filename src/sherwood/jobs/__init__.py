"""Strings the rooms together: load, build, refresh, schedule, demo; the only place where a system viewer exists."""
