-- Foster places: places filled, free and not available at each month end.
-- grain: one row per household and month
-- key: household_number, month_end_date
-- rules: a number that is not said is nought.
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.household_number,
    l.month_end_date,
    COALESCE(l.filled, 0) AS filled,
    COALESCE(l.vacant, 0) AS vacant,
    COALESCE(l.unavailable, 0) AS unavailable,
    COALESCE(l.filled, 0) + COALESCE(l.vacant, 0) + COALESCE(l.unavailable, 0) AS places,
    l.unavailable_reason
FROM landing_fostering_places AS l
