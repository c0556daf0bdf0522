-- Absences of workers: days workers were away, and why.
-- grain: one row per worker and first day
-- key: worker_id, start_date
-- rules: for sums over posts and teams; a named worker's sickness goes to the line alone, and no page or list of
--   Sherwood shows this table's rows.
WITH named AS (
    SELECT l.*, COALESCE(w.worker_id, l.worker_id) AS known_id
    FROM landing_workforce_absences AS l
    LEFT JOIN worker_alias AS w ON w.said = LOWER(TRIM(l.worker_id))
),
held AS (
    SELECT n.source_row, MIN(p.team_id) AS team_id, SUM(p.full_time_equivalent) AS full_time_equivalent
    FROM named AS n
    JOIN worker_post AS p
        ON p.worker_id = n.known_id AND p.start_date <= n.first_date AND n.first_date <= p.end_date
    GROUP BY n.source_row
)
SELECT
    n.authority,
    n.feed,
    n.source_row,
    n.known_id AS worker_id,
    n.first_date AS start_date,
    COALESCE(n.last_date, DATE '9999-12-31') AS end_date,
    n.reason,
    h.team_id,
    CAST(h.full_time_equivalent AS DOUBLE) AS full_time_equivalent
FROM named AS n
LEFT JOIN held AS h ON h.source_row = n.source_row
