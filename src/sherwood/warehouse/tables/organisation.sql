-- Teams and services: those of the council's settings, or the departments of the case system where there are none.
-- grain: one row per team
-- key: team_id
-- rules: settings that list any team are the whole list. A department of the case system is a team of the department
--   above it; one without is its own service (Standard Safeguarding Dataset: department).
WITH departments AS (
    SELECT
        d.dept_team_id AS team_id,
        MIN(COALESCE(d.dept_team_name, d.dept_team_id)) AS team_name,
        MIN(d.dept_team_parent_id) AS parent_id,
        MIN(d.dept_team_parent_name) AS parent_name
    FROM landing_ssd_department AS d
    WHERE d.dept_team_id IS NOT NULL
    GROUP BY d.dept_team_id
)
SELECT c.service_id, c.service_name, c.team_id, c.team_name, c.start_date, c.end_date
FROM council_team AS c
UNION ALL
SELECT
    COALESCE(d.parent_id, d.team_id) AS service_id,
    COALESCE(d.parent_name, p.team_name, d.parent_id, d.team_name) AS service_name,
    d.team_id,
    d.team_name,
    DATE '1900-01-01' AS start_date,
    DATE '9999-12-31' AS end_date
FROM departments AS d
LEFT JOIN departments AS p ON p.team_id = d.parent_id
WHERE NOT EXISTS (SELECT 1 FROM council_team AS c)
