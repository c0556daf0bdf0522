-- Allocations of Annex A: the worker and team that the latest lists name for a child.
-- grain: one row per child
-- key: person_key
-- rules: lists name the worker of their own day, by name. Of the child's latest lists the one on children in care stands,
--   then child protection, in need, care leavers, assessments, section 47, referrals. That worker is taken to have been
--   responsible from the first day of the entries that name the same worker and team until the last of them ended. A name
--   that no list of workers or teams knows stands for itself.
WITH named AS (
    SELECT e.*, COALESCE(a.worker_id, e.worker_name) AS worker_id, COALESCE(t.team_id, e.team_name) AS team_id
    FROM annex_a_entry AS e
    LEFT JOIN worker_alias AS a ON a.said = LOWER(e.worker_name)
    LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(e.team_name), ' ', '')
),
latest AS (
    SELECT
        n.*,
        ROW_NUMBER() OVER (
            PARTITION BY n.person_key
            ORDER BY
                CASE WHEN n.end_date > n.said_date THEN 1 ELSE 2 END, n.list_rank, n.start_date DESC, n.source_row
        ) AS from_first
    FROM named AS n
),
spells AS (
    SELECT l.person_key, l.worker_id, l.team_id, MIN(l.start_date) AS start_date, MAX(l.end_date) AS end_date
    FROM latest AS l
    GROUP BY l.person_key, l.worker_id, l.team_id
)
SELECT l.authority, l.feed, l.person_key, l.source_row, l.worker_id, l.team_id, s.start_date, s.end_date
FROM latest AS l
JOIN spells AS s
    ON s.person_key = l.person_key AND s.worker_id = l.worker_id AND COALESCE(s.team_id, '') = COALESCE(l.team_id, '')
WHERE l.from_first = 1 AND s.start_date IS NOT NULL
