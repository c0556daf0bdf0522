-- Annex A list 9: young people who receive a leaving care service.
-- grain: one row a young person
-- key: person_key
-- rules: the warehouse keeps who receives it now: for an earlier day there are no rows rather than those of a later list.
SELECT
    c.person_key,
    c.source_row,
    c.eligibility,
    c.in_touch,
    c.accommodation,
    CASE WHEN c.is_suitable THEN 'suitable' WHEN NOT c.is_suitable THEN 'not_suitable' END AS suitability,
    c.activity,
    COALESCE(p.is_uasc, FALSE) AS uasc,
    c.personal_adviser,
    c.pathway_plan_date,
    c.last_contact_date
FROM care_leaver_now AS c
JOIN person AS p ON p.person_key = c.person_key
WHERE c.as_at_date <= $as_at
