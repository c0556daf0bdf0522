-- Health checks of looked-after children: dental checks, immunisations, development checks and strengths and
--   difficulties scores.
-- grain: one row per child, kind and day
-- key: person_key, kind, check_date
-- rules: a score belongs to a strengths and difficulties questionnaire alone.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.kind, l.check_date
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_health_cla_checks AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.kind,
    n.check_date,
    CASE WHEN n.kind = 'sdq' THEN n.score END AS score
FROM numbered AS n
WHERE n.from_last = 1
