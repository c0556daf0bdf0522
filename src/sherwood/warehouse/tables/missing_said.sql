-- Missing and away spells as each feed says them.
-- grain: one row per feed, child and first day; of several in one feed the later row stands
-- key: person_key, start_date, feed
-- rules: a spell without an end goes on (SSDA903 guide: MISSING).
WITH landed AS (
    SELECT
        s.authority,
        s.feed,
        s.source_id,
        s.source_row,
        s.line,
        LEAST(s.received, s.period_end) AS said_date,
        s.miss_missing_episode_start_date AS start_date,
        s.miss_missing_episode_end_date AS until_date,
        s.miss_missing_episode_type AS missing_type
    FROM landing_ssd_missing AS s
    UNION ALL
    SELECT
        m.authority,
        m.feed,
        m.source_id,
        m.source_row,
        m.line,
        LEAST(m.received, m.period_end) AS said_date,
        m.mis_start AS start_date,
        m.mis_end AS until_date,
        m.missing AS missing_type
    FROM landing_ssda903_missing AS m
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.start_date ORDER BY l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.start_date IS NOT NULL
)
SELECT n.authority, n.feed, n.person_key, n.source_row, n.said_date, n.start_date, n.until_date, n.missing_type
FROM numbered AS n
WHERE n.from_last = 1
