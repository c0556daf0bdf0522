-- Cases of the census: open at any time in the year, as they stood on its last day.
-- grain: one row a referral
-- key: child, referral_date
-- rules: a conference stands on the case only where no enquiry of it led there.
WITH cases AS (
    SELECT f.person_key, f.referral_date
    FROM referral AS f
    WHERE
        f.referral_date <= $last_day
        AND f.close_date >= $first_day
        AND (f.referral_date >= $first_day OR NOT COALESCE(f.is_no_further_action, FALSE))
),
moved_in AS (
    SELECT c.person_key, c.referral_date, MIN(k.conference_date) AS conference_date
    FROM cases AS c
    JOIN referral AS f ON f.person_key = c.person_key AND f.referral_date = c.referral_date
    JOIN initial_conference AS k
        ON k.person_key = c.person_key
        AND k.section_47_start_date IS NULL
        AND k.conference_date BETWEEN f.referral_date AND f.close_date
        AND k.conference_date <= $last_day
    GROUP BY c.person_key, c.referral_date
)
SELECT
    p.source_id AS child,
    f.referral_date,
    f.referral_source,
    f.primary_need,
    CASE WHEN f.close_date <= $last_day THEN f.close_date END AS closure_date,
    CASE WHEN f.close_date <= $last_day THEN f.close_reason END AS closure_reason,
    k.conference_date,
    CASE WHEN COALESCE(f.is_no_further_action, FALSE) THEN 'true' ELSE 'false' END AS referral_nfa
FROM cases AS c
JOIN referral AS f ON f.person_key = c.person_key AND f.referral_date = c.referral_date
JOIN person AS p ON p.person_key = c.person_key
LEFT JOIN moved_in AS k ON k.person_key = c.person_key AND k.referral_date = c.referral_date
ORDER BY p.source_id, f.referral_date
