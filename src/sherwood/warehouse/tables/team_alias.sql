-- Names of teams: which team a feed means by the id or the name of a team or a department.
-- grain: one row per id or name, in small letters without spaces
-- key: said
-- rules: an id of a listed team counts before that of a department, which is the listed team of its id or else of its
--   name, and any id before a name; a text that means two teams means neither.
WITH departments AS (
    SELECT DISTINCT
        REPLACE(LOWER(TRIM(d.dept_team_id)), ' ', '') AS said_id,
        REPLACE(LOWER(TRIM(d.dept_team_name)), ' ', '') AS said_name
    FROM landing_ssd_department AS d
    WHERE d.dept_team_id IS NOT NULL
),
teams AS (
    SELECT
        o.team_id,
        REPLACE(LOWER(TRIM(o.team_id)), ' ', '') AS said_id,
        REPLACE(LOWER(TRIM(o.team_name)), ' ', '') AS said_name
    FROM organisation AS o
),
texts AS (
    SELECT t.said_id AS said, t.team_id, 1 AS rank FROM teams AS t
    UNION ALL
    SELECT d.said_id AS said, t.team_id, 2 AS rank
    FROM departments AS d
    JOIN teams AS t ON t.said_name = d.said_name
    UNION ALL
    SELECT t.said_name AS said, t.team_id, 3 AS rank FROM teams AS t
    UNION ALL
    SELECT d.said_name AS said, t.team_id, 4 AS rank
    FROM departments AS d
    JOIN teams AS t ON t.said_id = d.said_id
),
ranked AS (
    SELECT t.said, t.team_id, t.rank, MIN(t.rank) OVER (PARTITION BY t.said) AS best_rank
    FROM texts AS t
    WHERE t.said <> ''
)
SELECT r.said, MIN(r.team_id) AS team_id
FROM ranked AS r
WHERE r.rank = r.best_rank
GROUP BY r.said
HAVING COUNT(DISTINCT r.team_id) = 1
