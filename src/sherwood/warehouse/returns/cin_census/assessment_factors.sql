-- What the assessments of the census found.
-- grain: one row an assessment and factor
-- key: child, referral_date, start_date, factor
-- rules: factors are told at the end: of an assessment in progress on the last day there are none.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
)
SELECT p.source_id AS child, a.referral_date, a.start_date, x.factor
FROM assessment_factor AS x
JOIN assessment AS a ON a.assessment_key = x.assessment_key
JOIN cases AS c ON c.person_key = a.person_key AND c.referral_date = a.referral_date
JOIN person AS p ON p.person_key = a.person_key
WHERE a.start_date <= $last_day AND a.authorised_date BETWEEN $first_day AND $last_day
ORDER BY p.source_id, a.referral_date, a.start_date, x.factor
