-- Child in need plans under the cases of the census that touch the year.
-- grain: one row a plan
-- key: child, referral_date, start_date
-- rules: one that ended after the last day was still running on it.
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
    n.referral_date,
    n.start_date,
    CASE WHEN n.end_date <= $last_day THEN n.end_date END AS end_date
FROM child_in_need_plan AS n
JOIN cases AS c ON c.person_key = n.person_key AND c.referral_date = n.referral_date
JOIN person AS p ON p.person_key = n.person_key
WHERE n.start_date <= $last_day AND n.end_date >= $first_day
ORDER BY p.source_id, n.referral_date, n.start_date
