-- Early help as each feed says it.
-- grain: one row per feed, child and first day; of several in one feed the lowest identifier stands
-- key: person_key, start_date, feed
-- rules: Annex A list 2 tells of the early help assessment alone: its completion is the only end it knows. The
--   early help system is heard only of a case that no other feed holds: its partners' agreement may end, and a row made
--   of both would stay. What it knows beside is told by early_help_plan.
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        LEAST(s.received, s.period_end) AS said_date,
        s.earl_episode_id AS record_id,
        s.earl_episode_start_date AS start_date,
        COALESCE(s.earl_episode_end_date, DATE '9999-12-31') AS end_date,
        s.earl_episode_reason AS reason,
        s.earl_episode_end_reason AS end_reason,
        s.earl_episode_organisation AS organisation,
        s.earl_episode_worker_id AS worker_id
    FROM landing_ssd_early_help_episodes AS s
    UNION ALL
    SELECT
        a.authority,
        a.feed,
        a.source_id,
        a.source_row,
        LEAST(a.received, a.period_end) AS said_date,
        NULL AS record_id,
        a.start_date,
        COALESCE(a.completion_date, DATE '9999-12-31') AS end_date,
        NULL AS reason,
        NULL AS end_reason,
        a.organisation,
        NULL AS worker_id
    FROM landing_annex_a_early_help_assessments AS a
    UNION ALL
    SELECT
        e.authority,
        e.feed,
        e.source_id,
        e.source_row,
        LEAST(e.received, e.period_end) AS said_date,
        e.case_number AS record_id,
        e.start_date,
        COALESCE(e.end_date, DATE '9999-12-31') AS end_date,
        e.reason,
        e.end_reason,
        e.organisation,
        NULL AS worker_id
    FROM landing_early_help_cases AS e
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.start_date ORDER BY l.said_date DESC, l.record_id, l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.start_date IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.start_date,
    n.end_date,
    n.reason,
    n.end_reason,
    n.organisation,
    n.worker_id
FROM numbered AS n
WHERE n.number = 1
    AND (
        n.feed <> 'early_help'
        OR NOT EXISTS (
            SELECT 1
            FROM numbered AS o
            WHERE o.feed <> 'early_help' AND o.person_key = n.person_key AND o.start_date = n.start_date
        )
    )
