-- Assessment factors: what assessments found, from the feeds that hold factors.
-- grain: one row per assessment and factor; of several feeds the one first in the order of assessments stands
-- key: assessment_key, factor
-- rules: SSD keeps the factors of an assessment in one cell, the census a row each. A factor whose assessment is not
--   there belongs to nothing and is left out.
WITH landed AS (
    SELECT
        f.feed,
        a.source_id,
        f.source_row,
        a.cina_assessment_start_date AS start_date,
        c.code AS factor
    FROM landing_ssd_assessment_factors AS f
    JOIN landing_ssd_cin_assessments AS a ON a.cina_assessment_id = f.cinf_assessment_id
    JOIN code AS c
        ON c.codelist = 'assessment_factor'
        AND f.cinf_assessment_factors_json LIKE '%|' || c.code || '|%'
    UNION ALL
    SELECT
        f.feed,
        f.source_id,
        f.source_row,
        f.start_date,
        f.factor
    FROM landing_cin_census_assessment_factors AS f
    WHERE f.factor IS NOT NULL
),
numbered AS (
    SELECT
        l.feed,
        l.source_row,
        l.factor,
        r.person_key,
        l.start_date,
        ROW_NUMBER() OVER (
            PARTITION BY r.person_key, l.start_date, l.factor
            ORDER BY CASE l.feed WHEN 'ssd' THEN 1 ELSE 2 END, l.source_row
        ) AS number
    FROM landed AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    a.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.person_key || ':' || CAST(n.start_date AS VARCHAR) AS assessment_key,
    n.start_date,
    a.authorised_date,
    n.factor
FROM numbered AS n
JOIN assessment_chosen AS a ON a.person_key = n.person_key AND a.start_date = n.start_date
WHERE n.number = 1
