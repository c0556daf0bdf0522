-- OC3 of the SSDA903: care leavers around the birthday of the year.
-- grain: one row a young person
-- key: child
-- rules: as returned: no other feed asks at that birthday.
SELECT
    p.source_id AS child, p.birth_date AS dob, c.in_touch, c.activity AS activ, c.accommodation AS accom
FROM care_leaver AS c
JOIN person AS p ON p.person_key = c.person_key
WHERE c.period = $period
ORDER BY p.source_id
