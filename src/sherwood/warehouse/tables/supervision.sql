-- Supervision: supervision of a worker about a child.
-- grain: one row per worker, child and day
-- key: worker_id, person_key, supervision_date
-- rules: the child's next supervision counts whoever the worker then is.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        COALESCE(w.worker_id, l.worker_id) AS known_id,
        ROW_NUMBER() OVER (
            PARTITION BY COALESCE(w.worker_id, l.worker_id), r.person_key, l.supervision_date
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_quality_supervision AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
    LEFT JOIN worker_alias AS w ON w.said = LOWER(TRIM(l.worker_id))
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.known_id AS worker_id,
    n.supervision_date,
    n.has_actions,
    COALESCE(
        MIN(n.supervision_date) OVER (
            PARTITION BY n.person_key ORDER BY n.supervision_date
            RANGE BETWEEN INTERVAL '1' DAY FOLLOWING AND UNBOUNDED FOLLOWING
        ),
        DATE '9999-12-31'
    ) AS next_date,
    d.due_date
FROM numbered AS n
LEFT JOIN due_day AS d ON d.timescale = 'supervision' AND d.step = 'only' AND d.clock_date = n.supervision_date
WHERE n.from_last = 1
