-- Children of the census: whoever has a case open at any time in the year.
-- grain: one row a child
-- key: child
-- rules: a referral with no further action is over at once and stands in its own year alone. GenderCurrent was 1 and 2 before 2024/25.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
)
SELECT
    p.source_id AS child,
    CASE WHEN p.upn NOT LIKE 'UN%' THEN p.upn END AS upn,
    CASE WHEN p.upn LIKE 'UN%' THEN p.upn END AS upn_unknown,
    p.birth_date,
    CASE WHEN p.birth_date IS NULL THEN p.expected_birth_date END AS expected_birth_date,
    CASE WHEN $period >= '2024-25' THEN p.sex WHEN p.sex = 'M' THEN '1' WHEN p.sex = 'F' THEN '2' ELSE '0' END AS sex,
    p.death_date,
    p.ethnicity
FROM person AS p
WHERE p.person_key IN (SELECT c.person_key FROM cases AS c)
ORDER BY p.source_id
