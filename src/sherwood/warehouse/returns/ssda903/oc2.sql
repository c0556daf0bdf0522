-- OC2 of the SSDA903: health of children looked after for the whole year.
-- grain: one row a child
-- key: child
-- rules: a child of the cohort of whom nothing was answered is left out, and counted in the reconciliation.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    h.sdq_score,
    h.sdq_reason,
    CASE WHEN h.is_convicted THEN '1' WHEN NOT h.is_convicted THEN '0' END AS convicted,
    CASE WHEN h.has_health_check THEN '1' WHEN NOT h.has_health_check THEN '0' END AS health_check,
    CASE WHEN h.has_immunisations THEN '1' WHEN NOT h.has_immunisations THEN '0' END AS immunisations,
    CASE WHEN h.has_teeth_check THEN '1' WHEN NOT h.has_teeth_check THEN '0' END AS teeth_check,
    CASE WHEN h.has_health_assessment THEN '1' WHEN NOT h.has_health_assessment THEN '0' END AS health_assessment,
    CASE WHEN h.has_substance_misuse THEN '1' WHEN NOT h.has_substance_misuse THEN '0' END AS substance_misuse,
    CASE WHEN h.has_intervention_received THEN '1' WHEN NOT h.has_intervention_received THEN '0' END AS intervention_received,
    CASE WHEN h.has_intervention_offered THEN '1' WHEN NOT h.has_intervention_offered THEN '0' END AS intervention_offered
FROM health_year AS h
JOIN person AS p ON p.person_key = h.person_key
WHERE h.period = $period AND h.has_return
ORDER BY p.source_id
