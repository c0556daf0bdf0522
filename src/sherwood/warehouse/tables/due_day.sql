-- Due days: the last day in time for every step of every timescale and every day its clock can start.
-- grain: one row per timescale, step and day of the working-day calendar
-- key: timescale, step, clock_date
-- rules: day 0 is the trigger, the limit falls on day N. A clock is measured by the version in force on the day it
--   starts, one older than the rule by the rule's first version. Working days are those of the calendar, and after a day
--   off day 1 is the next working day; a month ends on the same day number, or on the last day of a month that lacks it.
--   A due day after the end of the calendar is left out.
WITH versions AS (
    SELECT t.*, MIN(t.in_force_from) OVER (PARTITION BY t.timescale, t.step) AS first_in_force
    FROM timescale_limit AS t
),
clocks AS (
    SELECT v.timescale, v.step, v.limit_count, v.unit, c.day AS clock_date, c.wd_index + v.limit_count AS due_index
    FROM calendar_day AS c
    JOIN versions AS v ON GREATEST(c.day, v.first_in_force) BETWEEN v.in_force_from AND v.in_force_to
),
working_days AS (
    SELECT c.wd_index, c.day
    FROM calendar_day AS c
    WHERE c.is_working_day
)
SELECT
    k.timescale,
    k.step,
    k.clock_date,
    CASE
        WHEN k.limit_count = 0 THEN k.clock_date
        WHEN k.unit = 'months' THEN CAST(k.clock_date + k.limit_count * INTERVAL '1' MONTH AS DATE)
        WHEN k.unit = 'weeks' THEN CAST(k.clock_date + k.limit_count * INTERVAL '7' DAY AS DATE)
        WHEN k.unit = 'days' THEN CAST(k.clock_date + k.limit_count * INTERVAL '1' DAY AS DATE)
        ELSE w.day
    END AS due_date
FROM clocks AS k
LEFT JOIN working_days AS w ON k.unit = 'working_days' AND w.wd_index = k.due_index
WHERE k.unit <> 'working_days' OR k.limit_count = 0 OR w.day IS NOT NULL
