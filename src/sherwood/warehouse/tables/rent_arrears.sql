-- Rent arrears: rent owed at the end of each month, a row for each person who then lived in the tenancy.
-- grain: one row per tenancy, person and month
-- key: tenancy_number, person_key, month_end_date
-- rules: a debt of the tenancy stands for everybody who lived in it on the day, and for nobody who had left.
SELECT
    l.authority,
    l.feed,
    t.person_key,
    l.source_row,
    l.tenancy_number,
    l.month_end_date,
    l.balance,
    CASE WHEN l.weekly_rent > 0 THEN CAST(l.balance / l.weekly_rent AS DOUBLE) END AS weeks_owed
FROM landing_housing_arrears AS l
JOIN tenancy AS t
    ON t.tenancy_number = l.tenancy_number
    AND t.start_date <= l.month_end_date
    AND l.month_end_date < t.end_date
