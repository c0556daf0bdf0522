-- Review conferences of the plans of the census, up to its last day.
-- grain: one row a review
-- key: child, plan_start_date, review_date
-- rules: all of a plan's reviews stand with it, those of earlier years too.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
)
SELECT p.source_id AS child, n.start_date AS plan_start_date, v.review_date
FROM child_protection_review AS v
JOIN child_protection_plan AS n ON n.plan_key = v.plan_key
JOIN cases AS c ON c.person_key = n.person_key AND c.referral_date = n.referral_date
JOIN person AS p ON p.person_key = n.person_key
WHERE n.start_date <= $last_day AND n.end_date >= $first_day AND v.review_date <= $last_day
ORDER BY p.source_id, n.start_date, v.review_date
