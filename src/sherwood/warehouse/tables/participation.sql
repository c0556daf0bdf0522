-- Participation: what young people do after year 11, as the latest client file holds it.
-- grain: one row per young person
-- key: person_key
-- rules: the file is of one day and holds everybody: the latest stands whole until another comes, and no spell is made of earlier ones.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_neet_clients AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    LEAST(n.received, n.period_end) AS as_at_date,
    DATE '9999-12-31' AS until_date,
    n.academic_age,
    n.activity,
    COALESCE(c.grouping, 'Not known') AS activity_group,
    COALESCE(c.grouping = 'Not in education, employment or training', FALSE) AS is_neet,
    COALESCE(c.grouping, 'Not known') = 'Not known' AS is_not_known,
    n.start_date,
    n.confirmed_date,
    n.has_plan,
    n.is_looked_after,
    n.is_parent,
    n.is_carer,
    n.is_offender
FROM numbered AS n
LEFT JOIN code AS c ON c.codelist = 'participation_activity' AND c.code = n.activity
WHERE n.from_last = 1
