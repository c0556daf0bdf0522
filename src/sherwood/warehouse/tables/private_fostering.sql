-- Private fostering: children cared for by private arrangement, from notification to end, with the visits due.
-- grain: one row per arrangement
-- key: arrangement_number
-- rules: the first visit is due within 7 working days of the notification; the next at most 6 weeks after the last in
--   the first year, then 12 weeks (Children (Private Arrangements for Fostering) Regulations 2005, regs 4, 7 and 8). A
--   year has passed if the last visit was on its anniversary or later.
WITH visited AS (
    SELECT v.arrangement_number, MIN(v.visit_date) AS first_date, MAX(v.visit_date) AS last_date
    FROM landing_private_fostering_visits AS v
    GROUP BY v.arrangement_number
),
told AS (
    SELECT
        l.*,
        r.person_key,
        COALESCE(l.aware_date, l.notification_date) AS known_date,
        LEAST(COALESCE(l.first_visit_date, v.first_date), COALESCE(v.first_date, l.first_visit_date)) AS seen_first_date,
        GREATEST(COALESCE(l.first_visit_date, v.last_date), COALESCE(v.last_date, l.first_visit_date)) AS seen_last_date
    FROM landing_private_fostering_arrangements AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    LEFT JOIN visited AS v ON v.arrangement_number = l.arrangement_number
)
SELECT
    t.authority,
    t.feed,
    t.person_key,
    t.source_row,
    t.arrangement_number,
    t.known_date AS aware_date,
    t.notification_date,
    t.start_date,
    t.relation,
    f.due_date AS first_visit_due_date,
    COALESCE(t.seen_first_date, DATE '9999-12-31') AS first_visit_date,
    t.seen_last_date AS last_visit_date,
    CASE WHEN t.seen_last_date IS NULL THEN f.due_date ELSE d.due_date END AS next_visit_due_date,
    COALESCE(t.end_date, DATE '9999-12-31') AS end_date
FROM told AS t
LEFT JOIN due_day AS f
    ON f.timescale = 'private_fostering' AND f.step = 'first' AND f.clock_date = t.notification_date
LEFT JOIN due_day AS d
    ON d.timescale = 'private_fostering'
    AND d.step
    = CASE WHEN t.seen_last_date < CAST(t.known_date + INTERVAL '1' YEAR AS DATE) THEN 'first_year' ELSE 'later' END
    AND d.clock_date = t.seen_last_date
