-- Who the children of the lists of Annex A are, and who was responsible for them on the day, or last before it.
-- grain: one row a child
-- key: person_key
-- rules: the worker is the one allocated on the day, else the last before it with the day on which that ended.
WITH held AS (
    SELECT
        a.person_key,
        a.worker_id,
        a.team_id,
        a.end_date,
        ROW_NUMBER() OVER (PARTITION BY a.person_key ORDER BY a.start_date DESC, a.end_date DESC, a.source_row) AS from_last
    FROM allocation AS a
    WHERE a.start_date <= $as_at
),
workers AS (
    SELECT w.worker_id, MAX(w.worker_name) AS worker_name
    FROM worker AS w
    GROUP BY w.worker_id
),
teams AS (
    SELECT o.team_id, MAX(o.team_name) AS team_name
    FROM organisation AS o
    GROUP BY o.team_id
)
SELECT
    p.person_key,
    p.source_id AS child,
    p.sex AS gender,
    p.ethnicity,
    COALESCE(p.birth_date, p.expected_birth_date) AS birth_date,
    p.is_unborn,
    COALESCE(p.is_disabled, 'unknown') AS disability,
    COALESCE(t.team_name, h.team_id) AS team,
    COALESCE(w.worker_name, h.worker_id) AS worker,
    h.end_date AS held_until
FROM person AS p
LEFT JOIN held AS h ON h.person_key = p.person_key AND h.from_last = 1
LEFT JOIN workers AS w ON w.worker_id = h.worker_id
LEFT JOIN teams AS t ON t.team_id = h.team_id
