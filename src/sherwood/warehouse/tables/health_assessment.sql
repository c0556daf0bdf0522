-- Health assessments of looked-after children: initial and review health assessments due and held, as the health service
--   lists them.
-- grain: one row per child, kind and day due
-- key: person_key, kind, due_date
-- rules: kept apart from health_year, which holds the yearly return's yes or no for children looked after a whole year:
--   this list has the days, of every child, and is set aside when the agreement with the health service ends.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.kind, l.due_date
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_health_cla_assessments AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.kind,
    n.due_date,
    COALESCE(n.held_date, DATE '9999-12-31') AS held_date
FROM numbered AS n
WHERE n.from_last = 1
