"""The web: what happens around every page: time-outs, the door, faults, no copies kept by browsers."""
