-- Workers: who worked in which team between which days.
-- grain: one row per spell of a worker in a team
-- key: worker_id, team_id, start_date
-- rules: the council's settings say it of every worker they list. Of any other professional of the case system the
--   involvements say it: a worker is in the team of the involvement begun last, until one in another team begins or the
--   last of all ends. Without an involvement the professional's department stands, without one no team. Teams are told
--   by id or name; an involvement in a team on no list keeps the word of the feed. Where neither the settings nor the case
--   system list anybody, those whom the latest lists of Annex A name are the workers: each goes by the name in small
--   letters with underscores, in the team that most of the entries name with it.
WITH professionals AS (
    SELECT
        a.worker_id,
        MIN(COALESCE(p.prof_professional_name, p.prof_professional_id)) AS worker_name,
        MIN(p.prof_professional_department) AS department,
        COALESCE(MAX(CASE WHEN LOWER(p.prof_professional_job_title) LIKE '%manager%' THEN 1 ELSE 0 END) = 1, FALSE)
            AS is_manager
    FROM landing_ssd_professionals AS p
    JOIN worker_alias AS a ON a.said = LOWER(TRIM(p.prof_professional_id))
    WHERE a.worker_id NOT IN (SELECT c.worker_id FROM council_worker AS c)
    GROUP BY a.worker_id
),
involved AS (
    SELECT
        a.worker_id,
        COALESCE(t.team_id, i.invo_professional_team) AS team_id,
        i.invo_involvement_start_date AS start_date,
        MAX(COALESCE(i.invo_involvement_end_date, DATE '9999-12-31')) AS end_date
    FROM landing_ssd_involvements AS i
    JOIN worker_alias AS a ON a.said = LOWER(TRIM(i.invo_professional_id))
    LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(TRIM(i.invo_professional_team)), ' ', '')
    WHERE i.invo_professional_team IS NOT NULL AND i.invo_involvement_start_date IS NOT NULL
    GROUP BY a.worker_id, COALESCE(t.team_id, i.invo_professional_team), i.invo_involvement_start_date
),
on_a_day AS (
    SELECT i.*, ROW_NUMBER() OVER (PARTITION BY i.worker_id, i.start_date ORDER BY i.end_date DESC, i.team_id) AS from_last
    FROM involved AS i
),
followed AS (
    SELECT o.*, LAG(o.team_id) OVER (PARTITION BY o.worker_id ORDER BY o.start_date) AS team_before
    FROM on_a_day AS o
    WHERE o.from_last = 1
),
numbered AS (
    SELECT
        f.*,
        SUM(CASE WHEN f.team_id = f.team_before THEN 0 ELSE 1 END) OVER (
            PARTITION BY f.worker_id ORDER BY f.start_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS spell
    FROM followed AS f
),
spells AS (
    SELECT n.worker_id, n.team_id, MIN(n.start_date) AS start_date, MAX(n.end_date) AS end_date
    FROM numbered AS n
    GROUP BY n.worker_id, n.team_id, n.spell
),
moved AS (
    SELECT s.*, LEAD(s.start_date) OVER (PARTITION BY s.worker_id ORDER BY s.start_date) AS next_start_date
    FROM spells AS s
),
entries AS (
    SELECT a.worker_id, t.team_id, MIN(e.worker_name) AS worker_name, COUNT(*) AS entry_count
    FROM annex_a_entry AS e
    JOIN worker_alias AS a ON a.said = LOWER(e.worker_name)
    LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(e.team_name), ' ', '')
    WHERE
        NOT EXISTS (SELECT 1 FROM council_worker AS c) AND NOT EXISTS (SELECT 1 FROM landing_ssd_professionals AS p)
    GROUP BY a.worker_id, t.team_id
),
of_entries AS (
    SELECT
        e.worker_id,
        e.team_id,
        MIN(e.worker_name) OVER (PARTITION BY e.worker_id) AS worker_name,
        ROW_NUMBER() OVER (
            PARTITION BY e.worker_id
            ORDER BY CASE WHEN e.team_id IS NULL THEN 2 ELSE 1 END, e.entry_count DESC, e.team_id
        ) AS from_most
    FROM entries AS e
)
SELECT c.worker_id, c.worker_name, c.team_id, c.start_date, c.end_date, c.is_manager
FROM council_worker AS c
UNION ALL
SELECT
    p.worker_id,
    p.worker_name,
    COALESCE(m.team_id, t.team_id) AS team_id,
    COALESCE(m.start_date, DATE '1900-01-01') AS start_date,
    CASE
        WHEN m.next_start_date IS NOT NULL THEN CAST(m.next_start_date - INTERVAL '1' DAY AS DATE)
        ELSE GREATEST(COALESCE(m.end_date, DATE '9999-12-31'), COALESCE(m.start_date, DATE '1900-01-01'))
    END AS end_date,
    p.is_manager
FROM professionals AS p
LEFT JOIN moved AS m ON m.worker_id = p.worker_id
LEFT JOIN team_alias AS t
    ON m.worker_id IS NULL AND t.said = REPLACE(LOWER(TRIM(p.department)), ' ', '')
UNION ALL
SELECT
    e.worker_id,
    e.worker_name,
    e.team_id,
    DATE '1900-01-01' AS start_date,
    DATE '9999-12-31' AS end_date,
    FALSE AS is_manager
FROM of_entries AS e
WHERE e.from_most = 1
