-- Allocations of Annex A: the worker and team that the latest lists name for a child.
-- grain: one row per child
-- key: person_key
-- rules: lists name the worker of their own day, by name. Of the child's latest lists the one on children in care stands,
--   then child protection, in need, care leavers, assessments, section 47, referrals. That worker is taken to have been
--   responsible from the first day of the entries that name the same worker and team until the last of them ended. A name
--   that no list of workers knows stands for itself.
WITH listed AS (
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        1 AS list,
        l.start_date AS start_date,
        COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_children_in_care AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        2 AS list,
        l.start_date AS start_date,
        COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_child_protection_plans AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        3 AS list,
        l.start_date AS start_date,
        COALESCE(l.closure_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_children_in_need AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        4 AS list,
        l.period_end AS start_date,
        DATE '9999-12-31' AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_care_leavers AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        5 AS list,
        l.start_date AS start_date,
        COALESCE(l.authorised_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_assessments AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        6 AS list,
        l.strategy_date AS start_date,
        COALESCE(l.conference_date, DATE '9999-12-31') AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_section_47 AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.period_end AS said_date,
        7 AS list,
        l.referral_date AS start_date,
        CASE WHEN l.referral_nfa THEN l.referral_date ELSE DATE '9999-12-31' END AS end_date,
        l.team,
        l.worker
    FROM landing_annex_a_referrals AS l
),
named AS (
    SELECT
        l.*,
        r.person_key,
        COALESCE(a.worker_id, TRIM(l.worker)) AS worker_id,
        TRIM(l.team) AS team_name,
        MAX(l.said_date) OVER (PARTITION BY r.person_key) AS latest_date
    FROM listed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    LEFT JOIN worker_alias AS a ON a.said = LOWER(TRIM(l.worker))
    WHERE TRIM(l.worker) <> ''
),
latest AS (
    SELECT
        n.*,
        ROW_NUMBER() OVER (
            PARTITION BY n.person_key
            ORDER BY CASE WHEN n.end_date > n.said_date THEN 1 ELSE 2 END, n.list, n.start_date DESC, n.source_row
        ) AS from_first
    FROM named AS n
    WHERE n.said_date = n.latest_date
),
spells AS (
    SELECT l.person_key, l.worker_id, l.team_name, MIN(l.start_date) AS start_date, MAX(l.end_date) AS end_date
    FROM latest AS l
    GROUP BY l.person_key, l.worker_id, l.team_name
)
SELECT
    l.authority,
    l.feed,
    l.person_key,
    l.source_row,
    l.worker_id,
    COALESCE(o.team_id, l.team_name) AS team_id,
    s.start_date,
    s.end_date
FROM latest AS l
JOIN spells AS s
    ON s.person_key = l.person_key
    AND s.worker_id = l.worker_id
    AND COALESCE(s.team_name, '') = COALESCE(l.team_name, '')
LEFT JOIN (
    SELECT LOWER(g.team_name) AS team_name, MIN(g.team_id) AS team_id
    FROM organisation AS g
    GROUP BY LOWER(g.team_name)
    HAVING COUNT(*) = 1
) AS o ON o.team_name = LOWER(l.team_name)
WHERE l.from_first = 1 AND s.start_date IS NOT NULL
