-- Attainment: looked-after pupils' results at the end of key stages.
-- grain: one row per child, school year and subject
-- key: person_key, school_year, subject
-- rules: points are the result where it is a number: a grade in letters has none; results are dated the last day of the
--   school year.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.school_year, l.subject
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_pep_attainment_attainment AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.school_year,
    CAST(CAST(CAST(SUBSTR(n.school_year, 1, 4) AS INTEGER) + 1 AS VARCHAR) || '-08-31' AS DATE) AS result_date,
    n.key_stage,
    n.subject,
    n.result,
    TRY_CAST(n.result AS DOUBLE) AS points,
    n.is_expected
FROM numbered AS n
WHERE n.from_last = 1
