"""Whether a child was looked after for the whole year, day by day; nothing of Sherwood is used."""

import datetime as dt

SHORT_BREAKS = {"V3", "V4"}


def is_whole_year(episodes, first_day, last_day):
    """Whether one unbroken stay, short breaks aside, covers every day of the year and goes on beyond its last.

    A stay is broken where an episode starts care anew (S), even on the day the last one ended.
    """
    stays = []
    for episode in sorted(
        (each for each in episodes if each["ls"] not in SHORT_BREAKS), key=lambda each: each["decom"]
    ):
        until = episode["dec"] or dt.date.max
        if stays and episode["decom"] <= stays[-1][1] and episode["rne"] != "S":
            stays[-1][1] = max(stays[-1][1], until)
        else:
            stays.append([episode["decom"], until])
    return any(first <= first_day and until > last_day for first, until in stays)
