-- Visits to looked-after children, each once whichever feeds hold it.
-- grain: one row per child and day of visit
-- key: visit_key
-- rules: a visit belongs to the ordinary period of care open on its day, the first day included and the last not.
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.visit_date AS VARCHAR) AS visit_key,
    p.period_of_care_key,
    c.visit_date,
    c.is_seen,
    c.is_seen_alone,
    c.sources
FROM looked_after_visit_chosen AS c
LEFT JOIN period_of_care AS p
    ON p.person_key = c.person_key
    AND NOT p.is_short_break
    AND p.start_date <= c.visit_date
    AND c.visit_date < p.until_date
