-- Assessments under the cases of the census that touch the year.
-- grain: one row an assessment
-- key: child, referral_date, start_date
-- rules: one authorised after the last day was still in progress on it.
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
    a.referral_date,
    a.start_date,
    CASE WHEN a.authorised_date <= $last_day THEN a.authorised_date END AS authorised_date
FROM assessment AS a
JOIN cases AS c ON c.person_key = a.person_key AND c.referral_date = a.referral_date
JOIN person AS p ON p.person_key = a.person_key
WHERE a.start_date <= $last_day AND a.authorised_date >= $first_day
ORDER BY p.source_id, a.referral_date, a.start_date
