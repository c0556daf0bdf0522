-- Disabilities of the children of the census.
-- grain: one row a child and disability
-- key: child, disability
-- rules: NONE stands where none is recorded of a child.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
)
SELECT DISTINCT p.source_id AS child, COALESCE(d.disability, 'NONE') AS disability
FROM cases AS c
JOIN person AS p ON p.person_key = c.person_key
LEFT JOIN disability AS d ON d.person_key = c.person_key
ORDER BY child, disability
