-- Exclusions, as each feed says them: what headteachers' notices and the school census say of suspensions and permanent
--   exclusions: see the table exclusion.
-- grain: one row per feed, child, first day and category
-- key: person_key, start_date, category, feed
-- rules: of several in one feed the later word stands. A file of the census is one school's, so that it names the
--   school.
WITH schools AS (
    SELECT s.native_id, MIN(s.urn) AS urn
    FROM landing_school_census_schoolcensus AS s
    GROUP BY s.native_id
),
landed AS (
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        LEAST(l.received, l.period_end) AS said_date,
        l.start_date,
        l.category,
        l.urn,
        l.sessions,
        l.reason,
        l.second_reason,
        l.sen_provision,
        l.told_date,
        l.governors_date,
        l.is_reinstated
    FROM landing_exclusions_notices AS l
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        LEAST(l.received, l.period_end) AS said_date,
        l.start_date,
        l.category,
        c.urn,
        l.sessions,
        l.reason1 AS reason,
        l.reason2 AS second_reason,
        l.senprovision AS sen_provision,
        CAST(NULL AS DATE) AS told_date,
        CAST(NULL AS DATE) AS governors_date,
        CAST(NULL AS BOOLEAN) AS is_reinstated
    FROM landing_school_census_termlyexclusionsonroll AS l
    LEFT JOIN schools AS c ON c.native_id = l.native_id
    UNION ALL
    SELECT
        l.authority,
        l.feed,
        l.source_id,
        l.source_row,
        l.line,
        LEAST(l.received, l.period_end) AS said_date,
        l.start_date,
        l.category,
        c.urn,
        l.sessions,
        l.reason1 AS reason,
        l.reason2 AS second_reason,
        l.senprovision AS sen_provision,
        CAST(NULL AS DATE) AS told_date,
        CAST(NULL AS DATE) AS governors_date,
        CAST(NULL AS BOOLEAN) AS is_reinstated
    FROM landing_school_census_termlyexclusionsoffroll AS l
    LEFT JOIN schools AS c ON c.native_id = l.native_id
),
numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.feed, r.person_key, l.start_date, l.category
            ORDER BY l.said_date DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    WHERE l.start_date IS NOT NULL AND l.category IS NOT NULL
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.said_date,
    n.start_date,
    n.category,
    n.urn,
    n.sessions,
    n.reason,
    n.second_reason,
    n.sen_provision,
    n.told_date,
    n.governors_date,
    n.is_reinstated
FROM numbered AS n
WHERE n.from_last = 1
