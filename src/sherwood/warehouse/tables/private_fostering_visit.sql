-- Visits to privately fostered children: every visit to a child in a private arrangement, with the day by which it was
--   due, and the next that is due and not made.
-- grain: one row per arrangement and day
-- key: arrangement_number, visit_date
-- rules: as in the table private_fostering: the step follows from the day of the visit before. A visit not made has the
--   high date, and is due only while the arrangement goes on.
WITH followed AS (
    SELECT
        v.authority,
        v.feed,
        p.person_key,
        v.source_row,
        v.arrangement_number,
        v.visit_date,
        v.is_seen_alone,
        p.notification_date,
        p.aware_date,
        LAG(v.visit_date) OVER (PARTITION BY v.arrangement_number ORDER BY v.visit_date) AS visit_before
    FROM landing_private_fostering_visits AS v
    JOIN private_fostering AS p ON p.arrangement_number = v.arrangement_number
)
SELECT
    f.authority,
    f.feed,
    f.person_key,
    f.source_row,
    f.arrangement_number,
    f.visit_date,
    f.is_seen_alone,
    COALESCE(f.visit_before, f.notification_date) AS clock_date,
    d.due_date
FROM followed AS f
LEFT JOIN due_day AS d
    ON d.timescale = 'private_fostering'
    AND d.step
    = CASE
        WHEN f.visit_before IS NULL THEN 'first'
        WHEN f.visit_before < CAST(f.aware_date + INTERVAL '1' YEAR AS DATE) THEN 'first_year'
        ELSE 'later'
    END
    AND d.clock_date = COALESCE(f.visit_before, f.notification_date)
UNION ALL
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    p.arrangement_number,
    DATE '9999-12-31' AS visit_date,
    CAST(NULL AS BOOLEAN) AS is_seen_alone,
    COALESCE(p.last_visit_date, p.notification_date) AS clock_date,
    p.next_visit_due_date AS due_date
FROM private_fostering AS p
WHERE p.next_visit_due_date < p.end_date
