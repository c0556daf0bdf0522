-- Orders that deprive a child of liberty and touch the year.
-- grain: one row an order
-- key: child, dolo_start
-- rules: as last returned.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    d.dolo_start,
    CASE WHEN d.dolo_end <= $last_day THEN d.dolo_end END AS dolo_end
FROM landing_ssda903_deprivation_of_liberty AS d
JOIN person_record AS r ON r.feed = d.feed AND r.source_id = d.source_id
JOIN person AS p ON p.person_key = r.person_key
WHERE d.dolo_start <= $last_day AND COALESCE(d.dolo_end, DATE '9999-12-31') >= $first_day
ORDER BY p.source_id, d.dolo_start, d.source_row
