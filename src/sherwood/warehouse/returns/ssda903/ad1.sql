-- AD1 of the SSDA903: children adopted in the year.
-- grain: one row a child
-- key: child
-- rules: as returned.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    a.decision_date AS date_int,
    a.match_date AS date_match,
    CASE WHEN a.is_adopted_by_foster_carer THEN '1' WHEN NOT a.is_adopted_by_foster_carer THEN '0' END AS foster_care,
    a.number_of_adopters AS nb_adoptr,
    a.sex_of_adopters AS sex_adoptr,
    a.legal_status_of_adopters AS ls_adoptr
FROM adoption AS a
JOIN person AS p ON p.person_key = a.person_key
WHERE a.period = $period
ORDER BY p.source_id
