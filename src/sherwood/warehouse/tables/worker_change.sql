-- Workers who came and left: workers of the council who began in a post or left it, a row for each.
-- grain: one row per worker in a post and whether they came or left
-- key: post_number, worker_id, start_date, change
-- rules: agency workers are left out; who changes posts comes and leaves on one day or another, and adds up to nought.
WITH own AS (
    SELECT w.*
    FROM worker_post AS w
    WHERE w.contract <> 'agency' AND w.role IN ('social_worker', 'senior_practitioner')
)
SELECT
    w.authority,
    w.feed,
    w.source_row,
    w.post_number,
    w.worker_id,
    w.start_date,
    w.start_date AS change_date,
    w.team_id,
    w.role,
    1 AS change,
    CAST(w.full_time_equivalent AS DOUBLE) AS posts
FROM own AS w
UNION ALL
SELECT
    w.authority,
    w.feed,
    w.source_row,
    w.post_number,
    w.worker_id,
    w.start_date,
    CAST(w.end_date + INTERVAL '1' DAY AS DATE) AS change_date,
    w.team_id,
    w.role,
    -1 AS change,
    CAST(-w.full_time_equivalent AS DOUBLE) AS posts
FROM own AS w
WHERE w.end_date < DATE '9999-12-31'
