-- Workers in posts: who holds which post, for what share of full time, from first to last day.
-- grain: one row per worker, post and first day
-- key: post_number, worker_id, start_date
-- rules: a worker holds a post until the last day in it, included; the post says team and role.
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.post_number,
    COALESCE(w.worker_id, l.worker_id) AS worker_id,
    l.contract,
    COALESCE(l.full_time_equivalent, p.full_time_equivalent, 1.0) AS full_time_equivalent,
    l.start_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    p.team_id,
    p.role
FROM landing_workforce_people AS l
LEFT JOIN worker_alias AS w ON w.said = LOWER(TRIM(l.worker_id))
LEFT JOIN workforce_post AS p ON p.post_number = l.post_number
