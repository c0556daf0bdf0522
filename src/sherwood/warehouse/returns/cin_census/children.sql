-- Children of the census: whoever has a case open at any time in the year.
-- grain: one row a child
-- key: child
-- rules: a referral with no further action is over at once and stands in its own year alone. GenderCurrent was 1 and 2 before 2024/25.
--   A child born after the last day was unborn on it: expected, of no known sex and without a pupil number for that reason (rules 8520,
--   8525Q and 8750; UPNunknown UN6); the day of birth stands for the day it was expected where no feed keeps that. Nor had a death
--   after it come (rule 8545Q). Why else there is no pupil number is of the census last loaded, for a case system has no codes of its
--   own for it.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
),
known AS (
    SELECT
        p.*,
        CASE
            WHEN p.birth_date IS NULL OR p.birth_date > $last_day THEN COALESCE(p.expected_birth_date, p.birth_date)
        END AS still_expected_date
    FROM person AS p
    WHERE p.person_key IN (SELECT c.person_key FROM cases AS c)
),
returned AS (
    SELECT
        r.person_key,
        c.upn_unknown,
        ROW_NUMBER() OVER (PARTITION BY r.person_key ORDER BY c.period DESC, c.line DESC, c.source_row DESC) AS from_last
    FROM landing_cin_census_children AS c
    JOIN person_record AS r ON r.feed = c.feed AND r.source_id = c.source_id
    WHERE c.period <= $period AND c.upn_unknown IS NOT NULL
)
SELECT
    p.source_id AS child,
    CASE WHEN p.still_expected_date IS NULL AND p.upn NOT LIKE 'UN%' THEN p.upn END AS upn,
    CASE
        WHEN p.still_expected_date IS NOT NULL THEN 'UN6'
        WHEN p.upn LIKE 'UN%' THEN COALESCE(u.upn_unknown, p.upn)
    END AS upn_unknown,
    CASE WHEN p.birth_date <= $last_day THEN p.birth_date END AS birth_date,
    p.still_expected_date AS expected_birth_date,
    CASE
        WHEN $period >= '2024-25' THEN CASE WHEN p.still_expected_date IS NULL THEN p.sex ELSE 'U' END
        WHEN p.still_expected_date IS NULL AND p.sex = 'M' THEN '1'
        WHEN p.still_expected_date IS NULL AND p.sex = 'F' THEN '2'
        ELSE '0'
    END AS sex,
    CASE WHEN p.death_date <= $last_day THEN p.death_date END AS death_date,
    p.ethnicity
FROM known AS p
LEFT JOIN returned AS u ON u.person_key = p.person_key AND u.from_last = 1
ORDER BY p.source_id
