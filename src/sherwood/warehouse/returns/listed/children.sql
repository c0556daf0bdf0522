-- Who the children of the lists of Annex A are, and who was responsible for them on the day, or last before it.
-- grain: one row a child
-- key: person_key
-- rules: the worker is the one allocated on the day, else the last before it with the day on which that ended. A child born after the
--   day was unborn on it: expected, and of no stated sex (Annex A: Gender, not stated or unborn); the day of birth stands for the day
--   it was expected where no feed keeps that.
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
known AS (
    SELECT
        p.*,
        CASE WHEN p.birth_date IS NULL THEN p.expected_birth_date IS NOT NULL ELSE p.birth_date > $as_at END
            AS is_unborn_then
    FROM person AS p
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
    CASE WHEN p.is_unborn_then THEN 'U' ELSE p.sex END AS gender,
    p.ethnicity,
    CASE
        WHEN p.is_unborn_then THEN COALESCE(p.expected_birth_date, p.birth_date) ELSE p.birth_date
    END AS birth_date,
    p.is_unborn_then AS is_unborn,
    COALESCE(p.is_disabled, 'unknown') AS disability,
    COALESCE(t.team_name, h.team_id) AS team,
    COALESCE(w.worker_name, h.worker_id) AS worker,
    h.end_date AS held_until
FROM known AS p
LEFT JOIN held AS h ON h.person_key = p.person_key AND h.from_last = 1
LEFT JOIN workers AS w ON w.worker_id = h.worker_id
LEFT JOIN teams AS t ON t.team_id = h.team_id
