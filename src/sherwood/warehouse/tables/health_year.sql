-- Health of children looked after for a year or more, with what the OC2 return says of them.
-- grain: one row per child of the cohort and collection year loaded
-- key: person_key, year_end_date
-- rules: looked after without a break for the twelve months to 31 March, which from 1 April are whole (as rules 185 to 193
--   of the return read them), short breaks apart, and under 18 on 31 March; a child without a return row stays in the
--   cohort (SSDA903 guide: OC2). A year counts once the files can speak of
--   its last day; the children's care may be told by another feed. A child whose date of birth is not known is not left out for want of it.
WITH answered AS (
    SELECT r.person_key, o.*
    FROM landing_ssda903_oc2 AS o
    JOIN person_record AS r ON r.feed = o.feed AND r.source_id = o.source_id
)
SELECT
    p.authority,
    p.feed,
    p.person_key,
    COALESCE(a.source_row, p.source_row) AS source_row,
    y.period,
    y.period_end AS year_end_date,
    a.source_row IS NOT NULL AS has_return,
    a.convicted = '1' AS is_convicted,
    a.health_check = '1' AS has_health_check,
    a.immunisations = '1' AS has_immunisations,
    a.teeth_check = '1' AS has_teeth_check,
    a.health_assessment = '1' AS has_health_assessment,
    a.substance_misuse = '1' AS has_substance_misuse,
    a.intervention_received = '1' AS has_intervention_received,
    a.intervention_offered = '1' AS has_intervention_offered,
    CAST(a.sdq_score AS INTEGER) AS sdq_score,
    a.sdq_reason,
    p.period_of_care_key
FROM collection_year AS y
CROSS JOIN build_facts AS b
JOIN period_of_care AS p
    ON p.start_date <= y.period_start AND y.period_end < p.until_date AND NOT p.is_short_break
JOIN person AS q
    ON q.person_key = p.person_key
    AND (q.birth_date IS NULL OR CAST(q.birth_date + INTERVAL '18' YEAR AS DATE) > y.period_end)
LEFT JOIN answered AS a ON a.person_key = p.person_key AND a.period = y.period
WHERE y.feed = 'ssda903' AND y.period_end <= b.data_date
