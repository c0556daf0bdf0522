"""Every number the forecaster was given by hand, in one place, with the day it was fixed.

Fixed on 2026-11-28, by the errors on two public weekly series of hospital attendances (Edinburgh's children's hospital and Forth Valley),
and looked at afterwards on two others (Glasgow, St John's): see docs/decisions/0018-forecasting.md. Nothing here was chosen on a series
of children's services, and nothing is changed for one series.
"""

from __future__ import annotations

FIXED_ON = "2026-11-28"

# The probabilities every forecast is given at: the median, and ranges of 50, 80 and 95 %.
QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
MEDIAN = 3

# Weeks in which a departure from usual fades to 37 %: the data choose among these, starting from the middle one.
RETURN_WEEKS = (12.0, 24.0, 48.0)
USUAL_RETURN_WEEKS = 24.0
RETURN_SPREAD = 0.4
# Variance of the usual level's own drift in a year, and of single values, as shares of the departures' variance.
DRIFT = (0.05, 1.0)
NOISE = (0.05, 0.3)
# Standard deviation of departures from usual, in logarithms: a tenth is about 10 %.
DEPARTURES = (0.03, 0.05, 0.08, 0.13, 0.2, 0.35, 0.6)
# Size of the yearly pattern, and how quickly it may change within the year (a circle's radius: 0.35 is about six weeks).
YEARLY = (0.05, 0.1, 0.25)
YEARLY_SMOOTHNESS = 0.35
# Effects of calendars: Christmas, bank holidays, the day of the week, school terms, and restrictions at their full strength.
CHRISTMAS, BANK_HOLIDAY, DAY_OF_WEEK, TERM, REGIME = 0.2, 0.2, 0.4, 0.3, 0.3
LEVEL = 2.0
# Each change of restrictions has an effect of its own that nobody knows before: its size for a full change, and weeks in which it fades.
CHANGE, CHANGE_WEEKS = 0.25, 4.0
# Fixed on 2026-11-29 on made-up counties alone, as were the two sizes above (decision 0037): how far the whole is drawn towards its sources
# together, and how much of its range a week of the hub keeps.
SOURCES_WEIGH, HUB_RANGE = 0.25, 0.8
# In how many weeks a pattern of the week may be forgotten: shops' hours and habits change with a lockdown.
WEEK_PATTERN_WEEKS = 26.0

# Volatility: surprises within these weeks of each other tell how quickly the world was changing then, at most this much.
SURPRISE_WEEKS = 4.0
RECENT_WEEKS = 8.0
LARGEST_SURPRISE = 36.0
CALMEST = 0.6
# Weeks in which half of what is unusual about today's volatility is gone.
CALMING_WEEKS = 26.0
# Evidence is tempered, for the models stand for more than they are; and tails are those of Student's t.
TEMPER = 0.2
MODELS_KEPT = 8
TAILS = 6.0

# Weeks in which half of a restriction's strength is taken to be gone, where nothing is announced of its end.
FADING_WEEKS = 16.0

# What is averaged, by step: departures from usual; seasons taken out and the rest smoothed, as they are or in logarithms with ranges by its
# own errors; theta lines; the season before; the last value. Those of days were fixed again on 2026-11-29, see decision 0033.
WEIGHTS = {
    "D": {"usual": 0.3, "calibrated": 0.6, "season_before": 0.1},
    "W": {"usual": 0.7, "seasonal": 0.2, "last_value": 0.1},
    "M": {"usual": 0.5, "seasonal": 0.2, "theta": 0.2, "last_value": 0.1},
}
# Ranges by a model's own errors: at so many earlier origins, so many steps apart, at most so much wider; a season is taken out once it was
# seen this many times.
EARLIER_ORIGINS, EARLIER_EVERY, WIDEST, LEAST_SEASONS = 8, 28, 3.0, 1.5
# Years that a forecast looks back: what was before tells little and costs much.
LONGEST_YEARS = 12.0

# Staffing: weeks of the log from which hours, ratings and minutes are read; how many contacts of a rating must have minutes recorded;
# quarters drawn at even steps of the forecast's range; of the variance of a week's level the share that is its whole quarter's; levels of
# demand at which need is told beside the advice.
PATTERN_WEEKS = 26
FEWEST_MINUTES = 20
DRAWN = 6
LEVEL_KEPT = 0.25
NEED_LEVELS = (0.5, 0.8, 0.95)

# Nowcast: days after which a contact counts as entered; contacts whose delay must be known; a day with this share there is whole; one
# with less than the other is not used.
LONGEST_DELAY = 7
FEWEST_DELAYS = 50
WHOLE_SHARE = 0.99
LEAST_SHARE = 0.5

# A change is noticed where so many of these last weeks, in a row, left the range of 95 %; what adapts reads so many weeks.
NOTICED_WITHIN = 6
NOTICED_WEEKS = 2
ADAPTS_FROM = 26
