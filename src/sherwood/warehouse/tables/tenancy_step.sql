-- Steps of landlords: letters, notices, claims, orders and warrants, a row for each person who then lived in the
--   tenancy.
-- grain: one row per tenancy, person and step and day
-- key: tenancy_number, person_key, step, step_date
-- rules: a step against the tenancy stands for everybody who lived in it on the day, and for nobody who had left.
SELECT
    l.authority,
    l.feed,
    t.person_key,
    l.source_row,
    l.tenancy_number,
    l.step,
    l.ground,
    l.step_date,
    l.possession_date
FROM landing_housing_steps AS l
JOIN tenancy AS t
    ON t.tenancy_number = l.tenancy_number
    AND t.start_date <= l.step_date
    AND l.step_date < t.end_date
