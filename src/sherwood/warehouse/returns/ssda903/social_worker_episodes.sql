-- Times with one social worker that touch the year.
-- grain: one row a child and worker's first day
-- key: child, sw_decom
-- rules: as last returned: why a worker changed no other feed tells.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    w.sw_id,
    w.sw_decom,
    CASE WHEN w.sw_dec <= $last_day THEN w.sw_dec END AS sw_dec,
    w.sw_reason
FROM landing_ssda903_social_worker_episodes AS w
JOIN person_record AS r ON r.feed = w.feed AND r.source_id = w.source_id
JOIN person AS p ON p.person_key = r.person_key
WHERE w.sw_decom <= $last_day AND COALESCE(w.sw_dec, DATE '9999-12-31') >= $first_day
ORDER BY p.source_id, w.sw_decom, w.source_row
