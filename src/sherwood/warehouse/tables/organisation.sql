-- Teams and services: those of the council's settings, or where there are none the departments of the case system, or where
--   there are none of these either the teams that the latest lists of Annex A name.
-- grain: one row per team
-- key: team_id
-- rules: settings that list any team are the whole list. A department of the case system is a team of the department
--   above it; one without is its own service (Standard Safeguarding Dataset: department). A department that others stand
--   under is a service and no team, unless an involvement or a professional is of that department itself. A team of
--   Annex A goes by its name in small letters with underscores, in one service for all of them. The hub, which receives
--   contacts, is the team that the settings name. Today's team is the one that took a team's work over, itself if none
--   did, and none where it was divided.
WITH departments AS (
    SELECT
        d.dept_team_id AS team_id,
        MIN(COALESCE(d.dept_team_name, d.dept_team_id)) AS team_name,
        MIN(d.dept_team_parent_id) AS parent_id,
        MIN(d.dept_team_parent_name) AS parent_name
    FROM landing_ssd_department AS d
    WHERE d.dept_team_id IS NOT NULL
    GROUP BY d.dept_team_id
),
parents AS (
    SELECT DISTINCT d.parent_id AS team_id
    FROM departments AS d
    WHERE d.parent_id IS NOT NULL AND d.parent_id <> d.team_id
),
worked_in AS (
    SELECT REPLACE(LOWER(TRIM(i.invo_professional_team)), ' ', '') AS said
    FROM landing_ssd_involvements AS i
    WHERE i.invo_professional_team IS NOT NULL
    UNION
    SELECT REPLACE(LOWER(TRIM(p.prof_professional_department)), ' ', '') AS said
    FROM landing_ssd_professionals AS p
    WHERE p.prof_professional_department IS NOT NULL
),
told AS (
    SELECT c.service_id, c.service_name, c.team_id, c.team_name, c.start_date, c.end_date
    FROM council_team AS c
    WHERE c.service_id IS NOT NULL
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
    WHERE
        NOT EXISTS (SELECT 1 FROM council_team AS c WHERE c.service_id IS NOT NULL)
        AND (
            d.team_id NOT IN (SELECT s.team_id FROM parents AS s)
            OR REPLACE(LOWER(TRIM(d.team_id)), ' ', '') IN (SELECT w.said FROM worked_in AS w)
            OR REPLACE(LOWER(TRIM(d.team_name)), ' ', '') IN (SELECT w.said FROM worked_in AS w)
        )
    UNION ALL
    SELECT
        'annex_a' AS service_id,
        'From Annex A' AS service_name,
        REPLACE(LOWER(e.team_name), ' ', '_') AS team_id,
        MIN(e.team_name) AS team_name,
        DATE '1900-01-01' AS start_date,
        DATE '9999-12-31' AS end_date
    FROM annex_a_entry AS e
    WHERE
        e.team_name IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM council_team AS c WHERE c.service_id IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM departments AS d)
    GROUP BY REPLACE(LOWER(e.team_name), ' ', '_')
),
successors AS (
    SELECT b.team_id, COUNT(*) AS successors, MIN(b.became_id) AS became_id
    FROM team_became AS b
    GROUP BY b.team_id
),
mapped AS (
    SELECT
        t.*,
        CASE WHEN s.team_id IS NULL THEN t.team_id WHEN s.successors = 1 THEN s.became_id END AS team_today_id
    FROM told AS t
    LEFT JOIN successors AS s ON s.team_id = t.team_id
)
SELECT
    m.service_id,
    m.service_name,
    m.team_id,
    m.team_name,
    m.start_date,
    m.end_date,
    m.team_id IN (SELECT c.team_id FROM council_team AS c WHERE c.is_hub) AS is_hub,
    m.team_today_id,
    n.service_id AS service_today_id
FROM mapped AS m
LEFT JOIN told AS n ON n.team_id = m.team_today_id
