-- Earlier adoptions and orders of children who began to be looked after.
-- grain: one row a child
-- key: child
-- rules: as returned.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    v.previous_permanence AS prev_perm,
    v.order_authority AS la_perm,
    v.order_date_as_recorded AS date_perm
FROM previous_permanence AS v
JOIN person AS p ON p.person_key = v.person_key
WHERE v.period = $period
ORDER BY p.source_id
